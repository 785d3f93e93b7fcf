using System.Net;
using Mothership.ControlPlane;
using Mothership.ControlPlane.Routing;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>What is the same for all routes.</summary>
[Collection(ApiCollection.Name)]
public sealed class PipelineTests(ApiWorld world)
{
    private readonly HttpClient _client = world.Ours.Client;

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("bad id", false)]
    [InlineData("<script>", false)]
    public async Task RequestId_OfTheCaller_IsKeptWhenSane(string id, bool kept)
    {
        var reply = await _client.CallAsync(HttpMethod.Get, "/org/v2/environments/nope", null, ("X-Request-Id", id));
        (reply.Header("X-Request-Id") == id).ShouldBe(kept);
        reply["errors[0].id"].ShouldBe(reply.Header("X-Request-Id"));
    }

    public static TheoryData<string> Reads()
    {
        var table = new RouteTable(typeof(ControlPlaneServices).Assembly);
        var data = new TheoryData<string>();
        foreach (var route in table.Routes.Where(r => r.Access == RouteAccess.Customer && r.Methods.Contains("GET")))
            data.Add($"/{route.Template}");
        return data;
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Prefix_EveryRead_AnswersAsWithoutIt(string template)
    {
        var id = template.Contains("{id}") ? await Samples.IdOfAsync(world.Ours, template) : "";
        var path = $"{template.Replace("{id}", id)}?environment={world.Ours.Environment}";
        var plain = await _client.ReadAsync(path);
        var prefixed = await _client.ReadAsync($"/api{path}");
        prefixed.Status.ShouldBe(plain.Status);
        var address = world.Address.ToString().TrimEnd('/');
        Lasting(prefixed).ShouldBe(Lasting(plain).Replace(address, $"{address}/api"));
        var head = await _client.CallAsync(HttpMethod.Head, path);
        head.Status.ShouldBe(plain.Status);
        head.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task Prefix_Writes_WorkWithoutADifference()
    {
        var made = await _client.PostJsonAsync("/api/cmk/v2/clusters", world.Ours.ClusterBody());
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        new Uri(made.Header("Location")).AbsolutePath.ShouldStartWith("/api/ops/v1/operations/");
        var deleted = await _client.RemoveAsync($"/api{world.Ours.PathOf(made["id"])}");
        deleted.Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Prefix_WithoutOrWithWrongKey_Answers401()
    {
        using var anonymous = world.Anonymous();
        (await anonymous.ReadAsync("/api/org/v2/environments")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await anonymous.ReadAsync("/api/health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/nowhere")]
    [InlineData("/api/api/health")]
    [InlineData("/cmk/v2")]
    [InlineData("/cmk/v2/clusters/a/b")]
    public async Task Path_Unknown_Answers404InTheShapeOfErrors(string path)
    {
        var reply = await _client.ReadAsync(path);
        reply.Status.ShouldBe(HttpStatusCode.NotFound);
        reply["errors[0].code"].ShouldBe("resource_not_found");
    }

    [Fact]
    public async Task Method_Unknown_Answers405AndOptionsTellsWhich()
    {
        var put = await _client.CallAsync(HttpMethod.Put, "/org/v2/environments", new { });
        put.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        put.Header("Allow").Replace(" ", "").ShouldBe("GET,POST,OPTIONS");
        var options = await _client.CallAsync(HttpMethod.Options, "/org/v2/environments");
        options.Status.ShouldBe(HttpStatusCode.NoContent);
        options.Header("Allow").Replace(" ", "").ShouldBe("GET,POST,OPTIONS");
    }

    [Fact]
    public async Task Links_FollowTheHostHeader()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/org/v2/environments");
        request.Headers.Host = "api.example.org";
        using var response = await _client.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).ShouldContain("http://api.example.org/org/v2/environments/env-");
    }

    [Fact]
    public async Task Health_WhenTheBusIsGone_Answers503AndSaysSo()
    {
        await using var own = new Cleanup(new StillApiWorld());
        await own.World.InitializeAsync();
        using var client = own.World.Anonymous();
        var up = await client.ReadAsync("/health");
        (up.Status, up["status"], up["bus"]).ShouldBe((HttpStatusCode.OK, "UP", "UP"));
        own.World.Bus.IsReachable = false;
        own.World.Clock.Advance(TimeSpan.FromSeconds(2));
        var down = await client.ReadAsync("/health");
        (down.Status, down["status"], down["tables"], down["bus"]).ShouldBe(
            (HttpStatusCode.ServiceUnavailable, "DOWN", "UP", "DOWN")
        );
    }

    [Fact]
    public async Task Docs_EveryFileOfThePage_IsServedAndNothingElse()
    {
        using var client = world.Anonymous();
        var page = await client.ReadAsync("/docs");
        page.Message.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Text.ShouldNotContain("http");
        foreach (var file in new[] { "start.js", "swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png" })
        {
            page.Text.ShouldContain($"docs/{file}");
            (await client.ReadAsync($"/docs/{file}")).Status.ShouldBe(HttpStatusCode.OK, file);
        }
        (await client.ReadAsync("/docs/host.json")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.ReadAsync("/docs/..%2f..%2fhost.json")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    // Without the request's id, and without what orchestrations change between two reads.
    private static string Lasting(Reply reply)
    {
        var json = reply.Json;
        foreach (var moving in json.Descendants().OfType<JProperty>().Where(IsMoving).ToList())
            moving.Remove();
        return json.ToString(Formatting.None).Replace(reply.Header("X-Request-Id"), "");
    }

    private static bool IsMoving(JProperty property) =>
        property.Name is "updated_at" or "as_of" || (property.Name == "status" && property.Value is JObject);

    private sealed class Cleanup(ApiWorld world) : IAsyncDisposable
    {
        internal ApiWorld World => world;

        public async ValueTask DisposeAsync() => await world.DisposeAsync();
    }
}
