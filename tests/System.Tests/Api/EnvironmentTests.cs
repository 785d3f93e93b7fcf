using System.Net;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

[Collection(ApiCollection.Name)]
public sealed class EnvironmentTests(ApiWorld world)
{
    private readonly HttpClient _client = world.Ours.Client;

    private Task<Reply> NewAsync(string name = "staging") =>
        _client.PostJsonAsync("/org/v2/environments", new { display_name = name });

    [Fact]
    public async Task Create_WithName_AnswersItWithAddressAndETag()
    {
        var made = await NewAsync();
        made.Status.ShouldBe(HttpStatusCode.Created);
        made["id"].ShouldStartWith("env-");
        made["metadata.resource_name"]
            .ShouldBe($"crn://confluent.cloud/organization={world.Ours.Organization}/environment={made["id"]}");
        made.Header("Location").ShouldBe(new Uri(world.Address, $"/org/v2/environments/{made["id"]}").ToString());
        var read = await _client.ReadAsync(made.Header("Location"));
        read.Text.ShouldBe(made.Text);
        read.Header("ETag").ShouldBe(made.Header("ETag"));
    }

    [Fact]
    public async Task Create_WithPackageAndReadOnlyFieldsSentEmpty_TakesWhatMatters()
    {
        var body = new
        {
            id = "",
            kind = "",
            metadata = new { self = "" },
            display_name = "advanced",
            stream_governance_config = new { package = "ADVANCED" },
            not_yet_known = new[] { 1 },
        };
        var made = await _client.PostJsonAsync("/org/v2/environments", body);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        made["stream_governance_config.package"].ShouldBe("ADVANCED");
    }

    [Fact]
    public async Task Update_WithPresentETag_ChangesIt()
    {
        var made = await NewAsync();
        var path = made.Header("Location");
        var changed = await _client.PatchJsonAsync(path, new { display_name = "renamed" }, made.Header("ETag"));
        changed.Status.ShouldBe(HttpStatusCode.OK);
        changed["display_name"].ShouldBe("renamed");
        changed.Header("ETag").ShouldNotBe(made.Header("ETag"));
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"0\", \"17\"")]
    [InlineData("W/\"1\"")]
    public async Task Update_WithStaleETag_Answers412AndChangesNothing(string etag)
    {
        var made = await NewAsync();
        var path = made.Header("Location");
        var refused = await _client.PatchJsonAsync(path, new { display_name = "renamed" }, etag);
        refused.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _client.ReadAsync(path)).Text.ShouldBe(made.Text);
    }

    [Fact]
    public async Task Delete_WithStaleThenPresentETag_Answers412Then204()
    {
        var made = await NewAsync();
        var path = made.Header("Location");
        (await _client.RemoveAsync(path, "\"0\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _client.RemoveAsync(path, made.Header("ETag"))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _client.ReadAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Delete_WithClusters_Answers409()
    {
        var tenant = await world.NewTenantAsync("Not empty");
        await tenant.NewClusterAsync();
        var refused = await tenant.Client.RemoveAsync($"/org/v2/environments/{tenant.Environment}");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Create_BeyondTheQuota_Answers402AndNamesIt()
    {
        var tenant = await world.NewTenantAsync("Quota");
        Reply reply;
        var made = 1;
        while (
            (reply = await tenant.Client.PostJsonAsync("/org/v2/environments", new { display_name = "x" })).Status
            == HttpStatusCode.Created
        )
            made++;
        made.ShouldBe(25);
        reply.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        reply["errors[0].code"].ShouldBe("quota_exceeded");
        reply["errors[0].detail"].ShouldContain("environments_per_org");
    }

    [Fact]
    public async Task List_ByPages_ShowsEachOnceWithAddressesAsTheCallerSeesThem()
    {
        var tenant = await world.NewTenantAsync("Pages");
        for (var i = 0; i < 6; i++)
            await tenant.Client.PostJsonAsync("/org/v2/environments", new { display_name = $"page {i}" });
        var seen = new List<string>();
        for (var path = "/api/org/v2/environments?page_size=3"; path is not null; )
        {
            var page = await tenant.Client.ReadAsync(path);
            var ids = page.Json["data"]!.Select(e => (string)e["id"]!).ToList();
            ids.Count.ShouldBeInRange(1, 3);
            seen.AddRange(ids);
            page["metadata.first"].ShouldBe(new Uri(world.Address, "/api/org/v2/environments?page_size=3").ToString());
            path = (string?)page.Json.SelectToken("metadata.next");
        }
        seen.Count.ShouldBe(7);
        seen.Distinct().Count().ShouldBe(7);
    }
}
