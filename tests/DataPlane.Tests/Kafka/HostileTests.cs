using Mothership.DataPlane.Rest;
using Mothership.DataPlane.Tests.Support;

namespace Mothership.DataPlane.Tests.Kafka;

public sealed class HostileTests
{
    private static readonly string[] Pieces =
    [
        "topics",
        "-",
        "configs",
        "configs:alter",
        "records",
        "acls",
        "acls:batch",
        "consumer-groups",
        "lags",
        "partitions",
        "0",
        "99999999999999999999",
        "",
        ".",
        "..",
        "%2F",
        "%00",
        "\0",
        "\ud800",
        "a\nb",
        "t",
        "consumers",
        "broker-configs",
        "retention.ms",
        new string('x', 5000),
        "💥",
        "*",
        "{topic}",
    ];

    private static readonly string[] Bodies =
    [
        "",
        "{",
        "[]",
        "null",
        "1",
        "\"x\"",
        "{}",
        """{"\ud800":1}""",
        """{"data":[null]}""",
        """{"data":[[]]}""",
        """{"topic_name":1e999}""",
        """{"topic_name":"t","partitions_count":1.5}""",
        """{"value":[]}""",
        """{"data":[{"name":"retention.ms","value":{}}]}""",
        """{"topic_name":"\u0000"}""",
        "\ufeff{}",
        """{"resource_type":[],"operation":{}}""",
        """{"key":1}""",
        """{"headers":[1]}""",
        """{"timestamp":5}""",
    ];

    [Fact]
    public async Task AnyRequest_IsAnsweredInTheShapeOfTheContract()
    {
        using var world = await World.WithClusterAsync();
        await world.PostAsync("/topics", """{"topic_name":"t"}""");
        var random = new Random(7);
        string[] methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        for (var i = 0; i < Counts.Of(3_000, 100_000); i++)
        {
            var segments = Enumerable.Range(0, random.Next(7)).Select(_ => Pieces[random.Next(Pieces.Length)]);
            var path = $"/kafka/v3/clusters/{World.Cluster}/{string.Join('/', segments)}";
            var request = new RestRequest(
                methods[random.Next(methods.Length)],
                path,
                new Dictionary<string, string> { ["resource_type"] = Pieces[random.Next(Pieces.Length)] },
                World.Basic(World.UserKey, World.Secret),
                "application/json",
                new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)])),
                "https://region.example"
            );
            var answer = await world.Rest.HandleAsync(request, default);
            answer.Status.ShouldBeLessThan(500, $"{i}: {request.Method} {path}");
            if (answer.Status >= 400)
                answer.Body!["error_code"]!.GetValue<int>().ShouldBeGreaterThan(0);
            await foreach (var part in answer.Stream ?? AsyncEnumerable.Empty<System.Text.Json.Nodes.JsonNode>())
                part["error_code"]!.GetValue<int>().ShouldBeInRange(200, 49999);
        }
    }

    [Fact]
    public void Contract_HasEveryOperationThatIsServed_AndNoOther()
    {
        static string Shape((string Method, string Path) o) =>
            $"{o.Method} {string.Join('/', o.Path.Split('/').Select(s => s.StartsWith('{') ? "{}" : s))}";
        DataPlaneContract
            .Operations.Where(o => o.Path.StartsWith("/kafka", StringComparison.Ordinal))
            .Select(Shape)
            .ShouldBe(KafkaRest.Operations.Select(Shape), ignoreOrder: true);
    }
}
