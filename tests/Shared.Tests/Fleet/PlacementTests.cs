using Mothership.Domain.Fleet;

namespace Mothership.Shared.Tests.Fleet;

public sealed class PlacementTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly PlacementBook _empty = PlacementBook.Empty;

    [Fact]
    public void Choose_SeveralWithRoom_TakesTheLeastUsedShareWithTheClusterOnIt()
    {
        var region = Region(Pool("a", units: 10), Pool("b", units: 100));
        var book = _empty.Count("a", 1, 1).Count("b", 5, 50);

        // 1 + 4 of 10 is half, 50 + 4 of 100 is more than half.
        Choose(region, book, 4).Pool.ShouldBe("a");
        // 1 + 5 of 10 is six tenths, 50 + 5 of 100 is less.
        Choose(region, book, 5).Pool.ShouldBe("b");
    }

    [Fact]
    public void Choose_AllTheSame_TakesTheFirstByNameWhateverTheOrderOfTheHeartbeat()
    {
        Choose(Region(Pool("b"), Pool("a"), Pool("c")), _empty, 1).Pool.ShouldBe("a");
        Choose(Region(Pool("c"), Pool("b"), Pool("a")), _empty, 1).Pool.ShouldBe("a");
    }

    [Fact]
    public void Choose_NothingFits_TellsOfEachPoolWhyNot()
    {
        var region = Region(
            Pool("a", clusters: 1),
            Pool("b", units: 3),
            Pool("c") with
            {
                Accepting = false,
            },
            Pool("d")
        );
        var book = _empty.Count("a", 1, 1).Fill("d", _now.AddSeconds(1)).Count("gone", 2, 7);

        var decision = Choose(region, book, 4);

        decision.Pool.ShouldBeNull();
        decision
            .Considered.Select(c => (c.Pool, c.Finding))
            .ShouldBe([
                ("a", PoolFinding.NoRoomForClusters),
                ("b", PoolFinding.NoRoomForUnits),
                ("c", PoolFinding.NotAccepting),
                ("d", PoolFinding.FoundFull),
                ("gone", PoolFinding.NotReported),
            ]);
        decision.Considered[4].Detail.ShouldContain("its 2 clusters stay");
        decision.Considered[1].Detail.ShouldBe("4 units are needed; 0 of 3 are taken.");
    }

    [Theory]
    [InlineData(0, 10, true)]
    [InlineData(0, 11, false)]
    [InlineData(25, 7, true)]
    [InlineData(25, 8, false)]
    public void Choose_WithHeadroom_LeavesItToThoseThatAreThere(int headroom, int units, bool fits)
    {
        var region = Region(Pool("a", units: 10));
        (Placement.Choose(region, _empty, new(units, headroom)).Pool is not null).ShouldBe(fits);
        var book = _empty.Count("a", 1, units);
        var grown = Placement.LookForGrowth(region, book, "a", 10 - units).Finding;
        if (units < 10)
            grown.ShouldBe(PoolFinding.Fits);
        Placement.LookForGrowth(region, book, "a", 11 - units).Finding.ShouldNotBe(PoolFinding.Fits);
    }

    [Fact]
    public void Choose_CapacityShrunkBelowWhatIsReserved_PlacesNothingThere()
    {
        var book = _empty.Count("a", 8, 80);
        Choose(Region(Pool("a", clusters: 5, units: 50), Pool("b", units: 2)), book, 1).Pool.ShouldBe("b");
        Choose(Region(Pool("a", clusters: 5, units: 50)), book, 1).Pool.ShouldBeNull();
        Placement.LargestFit(Region(Pool("a", clusters: 5, units: 50)), book, 0).ShouldBe(0);
    }

    [Fact]
    public void Choose_FoundFull_ComesBackWithALaterHeartbeatThatShowsRoomOnly()
    {
        var book = _empty.Count("a", 1, 1).Fill("a", _now);
        Choose(Region(Pool("a")) with { LastHeartbeatAt = _now }, book, 1).Pool.ShouldBeNull();
        var later = Region(Pool("a")) with { LastHeartbeatAt = _now.AddSeconds(1) };
        Choose(later, book, 1).Pool.ShouldBe("a");
        var stillFull = later with { Pools = [Pool("a") with { UnitsUsed = 100 }] };
        Choose(stillFull, book, 1).Pool.ShouldBeNull();
        Choose(later with { Pools = [Pool("a") with { ClustersUsed = 10 }] }, book, 1).Pool.ShouldBeNull();
    }

    [Fact]
    public void LargestFit_OfSeveral_IsThatOfTheRoomiestThatTakesAny()
    {
        var region = Region(
            Pool("a", units: 50),
            Pool("b", units: 90) with
            {
                Accepting = false,
            },
            Pool("c", clusters: 0, units: 90)
        );
        Placement.LargestFit(region, _empty.Count("a", 1, 10), 10).ShouldBe(35);
    }

    [Fact]
    public void Count_BelowNothing_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => _empty.Count("a", 1, 3).Count("a", -1, -4));

    internal static RegionStatus Region(params PoolCapacity[] pools) =>
        new(RegionId.Of("aws", "r-1"), "inc-1", _now, _now, new RegionCapacity(1, 1, 1, 1), "strimzi", "1")
        {
            Pools = pools,
        };

    internal static PoolCapacity Pool(string name, int clusters = 10, int units = 100) =>
        new(name, clusters, 0, units, 0, true);

    private static PlacementDecision Choose(RegionStatus region, PlacementBook book, int units) =>
        Placement.Choose(region, book, new(units, HeadroomPercent: 0));
}
