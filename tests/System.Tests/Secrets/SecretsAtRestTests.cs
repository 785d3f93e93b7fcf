using System.Text;
using Mothership.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.SystemTests.Secrets;

/// <summary>
/// No secret is at rest anywhere but in the vault, and none is in an answer, a log or on the bus (P22).
/// </summary>
public sealed class SecretsAtRestTests(CanaryWorld world, ITestOutputHelper output) : IClassFixture<CanaryWorld>
{
    private const int Width = 8;

    [Fact]
    public async Task Secrets_AfterManyFlows_AreNowhereButInTheVault()
    {
        var count = Counts.Of(20, 1_000);
        var cloud = (world.Cloud.BaseAddress!, world.Cloud.HostKey);
        var flows = Enumerable.Range(0, count).Select(n => new CanaryFlow(cloud, n)).ToList();
        await Parallel.ForEachAsync(
            flows,
            new ParallelOptions { MaxDegreeOfParallelism = Width },
            (f, _) => new(f.RunAsync())
        );

        var own = world.OwnSecrets().Where(s => s.Length >= 8).Append(CanaryWorld.BusPassword);
        var scan = new SecretScan(flows.SelectMany(f => f.Secrets).Concat(own));
        var markers = new SecretScan(flows.SelectMany(f => f.Markers));
        var answers = flows.SelectMany(f => f.Answers).ToList();
        var messages = world.Messages();
        List<string> hits =
        [
            .. answers.SelectMany(a => scan.Text(a.Asked, a.Text)),
            .. messages.SelectMany(m => scan.Bytes(m.Topic, m.Bytes)),
        ];
        // Ids of clusters go the same ways and are found: the scan sees what it looks at.
        answers.SelectMany(a => markers.Text(a.Asked, a.Text)).ShouldNotBeEmpty("no answer has the id of a cluster");
        messages
            .SelectMany(m => markers.Bytes(m.Topic, m.Bytes))
            .ShouldNotBeEmpty("no message has the id of a cluster");
        hits.AddRange(await world.LeftAsync(scan));
        var left = await world.LeftAsync(markers);
        foreach (var place in new[] { "tables.db", "durable.db", "log" })
            left.ShouldContain(h => h.StartsWith(place, StringComparison.Ordinal), $"{place} has no id of a cluster");

        hits.ShouldBeEmpty();
        output.WriteLine(
            $"{count} flows, {scan.Count} secrets: 0 hits in {answers.Count} answers, {messages.Count} messages, "
                + "tables, histories and logs"
        );
    }

    [Theory]
    [InlineData("plain hunter-two-secret text")]
    [InlineData("header aHVudGVyLXR3by1zZWNyZXQ= of it alone")]
    public void SecretScan_SecretInText_IsFound(string text) =>
        new SecretScan(["hunter-two-secret"]).Text("here", text).ShouldHaveSingleItem().ShouldStartWith("here, at ");

    [Theory]
    [InlineData("u:")]
    [InlineData("us:")]
    [InlineData("use:")]
    [InlineData("user:")]
    public void SecretScan_SecretInABasicHeader_IsFound(string user)
    {
        var header = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}hunter-two-secret"));
        new SecretScan(["hunter-two-secret"]).Text("here", $"Basic {header}").ShouldNotBeEmpty(header);
    }

    [Fact]
    public void SecretScan_SecretInUtf16_IsFound() =>
        new SecretScan(["hunter-two-secret"])
            .Bytes("here", Encoding.Unicode.GetBytes("x hunter-two-secret"))
            .ShouldNotBeEmpty();

    [Theory]
    [InlineData("hunter-two")]
    [InlineData("aHVudGVyLXR3bw==")]
    public void SecretScan_OtherText_IsNotFound(string text) =>
        new SecretScan(["hunter-two-secret"]).Text("here", text).ShouldBeEmpty();
}
