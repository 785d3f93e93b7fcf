using System.Net;
using Mothership.Domain.Fleet;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>Regions with room and without, over HTTP. Each test has a region of its own.</summary>
[Collection(ApiCollection.Name)]
public sealed class PlacementApiTests(ApiWorld world) : IAsyncLifetime
{
    private Tenant _tenant = null!;

    public async Task InitializeAsync() => _tenant = await world.NewTenantAsync("Placed");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Create_InRegionWithPools_IsPlacedAndThePlacementIsExplained()
    {
        await HeardAsync("placed-1", Pool("k8s-a", 5), Pool("k8s-b", 10), Pool("k8s-c", 10) with { Accepting = false });

        var created = await CreateAsync("placed-1", 4);

        created.Status.ShouldBe(HttpStatusCode.Accepted, created.Text);
        var shown = await _tenant.StaffAsync($"/fleet/v1/placements/{created["id"]}");
        (shown["spec.pool"], shown["spec.reserved_units"]).ShouldBe(("k8s-b", "4"));
        (shown["spec.region"], shown["spec.organization"]).ShouldBe(("aws.placed-1", _tenant.Organization));
        shown
            .Json.SelectToken("status.considered")!
            .Select(c => $"{c["pool"]} {c["finding"]}")
            .ShouldBe(["k8s-a FITS", "k8s-b CHOSEN", "k8s-c NOT_ACCEPTING"]);
        shown["status.reason"].ShouldContain("4 of 10 units");
        shown.Json.SelectToken("status.moves")!.ShouldBeEmpty();
        var region = await _tenant.Client.ReadAsync("/fleet/v1/regions/aws.placed-1");
        region.Json.SelectToken("status.pools")!.Select(p => (string?)p["name"]).ShouldBe(["k8s-a", "k8s-b", "k8s-c"]);
    }

    [Fact]
    public async Task Create_WhereThereIsNoRoom_Answers409WithWhatWouldFitAndWritesNothing()
    {
        await HeardAsync("full-1", Pool("k8s-a", 5));
        (await CreateAsync("full-1", 2)).Status.ShouldBe(HttpStatusCode.Accepted);

        var refused = await CreateAsync("full-1", 4);
        var previewed = await CreateAsync("full-1", 4, "?validate_only=true");

        foreach (var answer in new[] { refused, previewed })
        {
            answer.Status.ShouldBe(HttpStatusCode.Conflict);
            (answer["errors[0].code"], answer["errors[0].source.pointer"]).ShouldBe(("region_full", "/spec/region"));
            answer["errors[0].detail"].ShouldContain("room for up to 3 units");
            answer["errors[0].detail"].ShouldContain("It would fit in ");
            answer["errors[0].detail"].ShouldContain("aws/us-west-2");
        }
        (await PlacedAsync("full-1")).Count.ShouldBe(1);
        var there = await _tenant.Client.ReadAsync($"/cmk/v2/clusters?environment={_tenant.Environment}");
        there.Json["data"]!.Count().ShouldBe(1);
        (await CreateAsync("full-1", 3)).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Create_RefusedByItsQuota_TakesNoRoom()
    {
        await HeardAsync("quota-1", Pool("k8s-a", 1000));
        for (var i = 0; i < 20; i++)
            (await CreateAsync("quota-1", 1)).Status.ShouldBe(HttpStatusCode.Accepted);

        (await CreateAsync("quota-1", 1)).Status.ShouldBe(HttpStatusCode.PaymentRequired);

        (await PlacedAsync("quota-1")).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Create_HundredAtOnceOfManyCustomers_ExactlyAsManyAsThereIsRoomFor()
    {
        const int room = 37;
        await HeardAsync("race-1", Pool("k8s-a", 2 * (room - 10)), Pool("k8s-b", 20));
        var tenants = new List<Tenant>();
        for (var i = 0; i < 10; i++)
            tenants.Add(await world.NewTenantAsync("Racing"));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => CreateAsync("race-1", 2, of: tenants[i % 10]))
        );

        answers.Count(a => a.Status == HttpStatusCode.Accepted).ShouldBe(room);
        answers
            .Count(a => a.Status == HttpStatusCode.Conflict && a["errors[0].code"] == "region_full")
            .ShouldBe(100 - room);
        (await PlacedAsync("race-1")).Count.ShouldBe(room);
    }

    [Fact]
    public async Task Placements_OfARegion_ArePagedInTheOrderOfTheirIds()
    {
        await HeardAsync("paged-1", Pool("k8s-a", 100));
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
            made.Add((await CreateAsync("paged-1", 1))["id"]);

        (await PlacedAsync("paged-1", size: 2)).ShouldBe(made.Order(StringComparer.Ordinal));
        var wrong = await _tenant.StaffAsync("/fleet/v1/placements?region=nowhere");
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Sources.ShouldBe(["region"]);
        (await _tenant.StaffAsync("/fleet/v1/placements/lkc-000000")).Status.ShouldBe(HttpStatusCode.NotFound);
        var customer = await _tenant.Client.ReadAsync("/fleet/v1/placements?region=aws.paged-1");
        customer.Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task HeardAsync(string region, params PoolCapacity[] pools) =>
        world.HeartbeatAsync($"aws/{region}", ApiWorld.Now.AddDays(1), pools);

    private static PoolCapacity Pool(string name, int units) => new(name, 1000, 0, units, 0, true);

    private async Task<Reply> CreateAsync(string region, int cku, string query = "", Tenant? of = null)
    {
        var tenant = of ?? _tenant;
        var body = tenant.ClusterBody(config: new { kind = "Dedicated", cku });
        body["spec"]!["region"] = region;
        return await tenant.Client.PostJsonAsync("/cmk/v2/clusters" + query, body);
    }

    private async Task<List<string>> PlacedAsync(string region, int size = 100)
    {
        var found = new List<string>();
        for (var next = $"/fleet/v1/placements?region=aws.{region}&page_size={size}"; next is not null; )
        {
            var page = (await _tenant.StaffAsync(next)).Json;
            found.AddRange(page["data"]!.Select(p => (string)p["id"]!));
            next = (string?)page.SelectToken("metadata.next");
        }
        return found;
    }
}
