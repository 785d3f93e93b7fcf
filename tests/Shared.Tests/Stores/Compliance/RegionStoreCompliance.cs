using Mothership.Domain.Fleet;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="Domain.Ports.IRegionStore"/> does.</summary>
public abstract class RegionStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private readonly RegionId _region = Samples.NewRegion();

    [Fact]
    public async Task Record_TheFirstHeartbeat_RegistersTheRegion()
    {
        (await World.Regions.FindAsync(_region, None)).ShouldBeNull();

        (await World.Regions.RecordAsync(Heartbeat(0), None)).ShouldBeNull();

        Plain(await World.Regions.FindAsync(_region, None)).ShouldBe(Heartbeat(0));
    }

    [Fact]
    public async Task Record_ALaterHeartbeat_KeepsWhenItWasFirstSeenAndGivesTheOneBefore()
    {
        await World.Regions.RecordAsync(Heartbeat(0), None);
        var later = Heartbeat(10) with { Incarnation = "second", Version = "2" };

        Plain(await World.Regions.RecordAsync(later, None)).ShouldBe(Heartbeat(0));

        Plain(await World.Regions.FindAsync(_region, None)).ShouldBe(later with { FirstSeenAt = Samples.Now });
    }

    [Fact]
    public async Task Record_AnEarlierHeartbeat_ChangesNothing()
    {
        await World.Regions.RecordAsync(Heartbeat(10), None);

        await World.Regions.RecordAsync(Heartbeat(5), None);

        (await World.Regions.FindAsync(_region, None))!.LastHeartbeatAt.ShouldBe(Samples.Now.AddSeconds(10));
    }

    [Fact]
    public async Task Record_ManyAtOnce_TheLatestRemains()
    {
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(20, i => (i % 2 == 0 ? World : other).Regions.RecordAsync(Heartbeat(i), None));

        outcomes.ShouldAllBe(outcome => outcome == null);
        (await World.Regions.FindAsync(_region, None))!.LastHeartbeatAt.ShouldBe(Samples.Now.AddSeconds(19));
    }

    [Fact]
    public async Task List_OfSeveral_IsInTheOrderOfCloudAndName()
    {
        RegionId[] regions = [new("gcp", _region.Name), new("aws", _region.Name + "-b"), new("aws", _region.Name)];
        foreach (var region in regions)
            await World.Regions.RecordAsync(Heartbeat(0) with { Id = region }, None);

        var listed = await World.Regions.ListAsync(None);

        listed.Select(r => r.Id).Where(regions.Contains).ShouldBe([regions[2], regions[1], regions[0]]);
    }

    [Fact]
    public async Task Record_WithPools_KeepsThemAndWithoutIsOnePool()
    {
        PoolCapacity[] pools = [new("k8s-b", 10, 1, 100, 3, true), new("k8s-a", 10, 0, 100, 0, false)];
        await World.Regions.RecordAsync(Heartbeat(0) with { Pools = pools }, None);
        var several = (await World.Regions.FindAsync(_region, None))!;
        several.Pools.ShouldBe(pools);
        several.Places.Select(p => p.Name).ShouldBe(["k8s-a", "k8s-b"]);

        await World.Regions.RecordAsync(Heartbeat(1), None);
        (await World.Regions.FindAsync(_region, None))!.Places.ShouldBe([new("", 10, 1, 100, 4, true)]);
    }

    private static readonly PoolCapacity[] _none = [];

    private RegionStatus Heartbeat(int seconds) =>
        new(
            _region,
            "first",
            Samples.Now.AddSeconds(seconds),
            Samples.Now.AddSeconds(seconds),
            new RegionCapacity(10, 1, 100, 4),
            "embedded",
            "1"
        )
        {
            Pools = _none,
        };

    // Records compare lists by what they are, not by what is in them.
    private static RegionStatus Plain(RegionStatus? read)
    {
        read!.Pools.ShouldBeEmpty();
        return read with { Pools = _none };
    }
}
