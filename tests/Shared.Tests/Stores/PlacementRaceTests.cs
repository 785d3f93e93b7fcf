using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;
using Mothership.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.Shared.Tests.Stores;

/// <summary>Room is never sold twice, however many ask for it at a time and from however many processes.</summary>
public sealed class PlacementRaceTests(ITestOutputHelper output) : StoreCompliance(TableAccount.NewSqlite())
{
    private const int Asked = 100;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 20)]
    public async Task Place_HundredAtOnce_ExactlyAsManyAsThereIsRoomFor(int processes, int twiceOfHundred)
    {
        var rounds = Counts.Of(12, 1000) / processes;
        var worlds = World.OtherProcesses(processes, _ => new Turmoil { TwiceOfHundred = twiceOfHundred });
        var placed = 0;
        for (var round = 0; round < rounds; round++)
        {
            var (places, units) = (7 + round % 50, 2 + round % 3);
            var region = Region(places, units);
            var outcomes = await RaceAsync(Asked, i => PlaceAsync(worlds[i % processes], region, units));
            var refused = outcomes.OfType<NoRoomException>().Count();
            outcomes.Count(o => o is null).ShouldBe(places, $"round {round}: {outcomes.Find(o => o is not null)}");
            refused.ShouldBe(Asked - places, $"round {round}");
            await BookShouldMatchAsync(region);
            placed += places;
        }
        output.WriteLine($"{rounds} rounds of {Asked} from {processes} processes: {placed} placed, none too many");
    }

    [Fact]
    public async Task Change_ComingGrowingMovingAndGoingAtOnce_BookIsTheSumOfWhatIsThere()
    {
        var worlds = World.OtherProcesses(3, _ => new Turmoil { TwiceOfHundred = 10 });
        var region = Region(40, 4);
        for (var round = 0; round < Counts.Of(5, 100); round++)
        {
            var clusters = Enumerable.Range(0, 40).Select(_ => Sized(region, 2)).ToList();
            var outcomes = await RaceAsync(
                120,
                async i =>
                {
                    var (world, cluster) = (worlds[i % 3], clusters[i % 40]);
                    await PlaceAsync(world, region, cluster);
                    if (i % 4 == 1)
                        await GrowAsync(world, region, cluster);
                    if (i % 4 == 2)
                        await ChangeAsync(world, cluster, (book, held) => Reservations.Release(book, held));
                    if (i % 4 == 3)
                        await ChangeAsync(
                            world,
                            cluster,
                            (b, h) => Reservations.Move(region, b, h, cluster, 0, "full", Samples.Now)
                        );
                }
            );
            outcomes.OfType<Exception>().ShouldAllBe(e => e is NoRoomException);
            await BookShouldMatchAsync(region);
        }
    }

    private Task PlaceAsync(StoreWorld world, RegionStatus region, int units) =>
        PlaceAsync(world, region, Sized(region, units));

    private static async Task PlaceAsync(StoreWorld world, RegionStatus region, Cluster cluster)
    {
        var outcome = await ChangeAsync(
            world,
            cluster,
            (book, held) => Reservations.Place(region, book, held, cluster, 0, Samples.Now)
        );
        if (outcome.Change.Refusal is not null)
            throw new NoRoomException();
    }

    private static Task GrowAsync(StoreWorld world, RegionStatus region, Cluster cluster)
    {
        var larger = cluster with { Config = cluster.Config with { Size = 4 }, Generation = 2 };
        return ChangeAsync(world, cluster, (b, h) => Reservations.Grow(region, b, h, larger, Samples.Now));
    }

    private static Task<ReservationOutcome> ChangeAsync(
        StoreWorld world,
        Cluster cluster,
        Func<PlacementBook, Reservation?, PlacementChange> decide
    ) => world.Reservations.ChangeAsync(cluster.Region, cluster.Id, (b, h) => decide(b, h?.Value), None);

    private async Task BookShouldMatchAsync(RegionStatus region)
    {
        var held = new List<Reservation>();
        await foreach (var stored in World.Reservations.InRegionAsync(region.Id, null, None))
            held.Add(stored.Value);
        var book = await World.Reservations.BookAsync(region.Id, None);
        foreach (var pool in region.Pools)
        {
            var use = book.Of(pool.Name);
            var there = held.Where(h => h.Pool == pool.Name).ToList();
            (use.Clusters, use.Units).ShouldBe((there.Count, there.Sum(h => h.Units)), pool.Name);
            use.Clusters.ShouldBeLessThanOrEqualTo(pool.ClustersMax);
            use.Units.ShouldBeLessThanOrEqualTo(pool.UnitsMax);
        }
    }

    // So many places for clusters of so many units, on three pools; the units are what is short.
    private static RegionStatus Region(int places, int units)
    {
        int[] shares = [places / 2, places / 3, places - places / 2 - places / 3];
        var (now, id) = (Samples.Now, Samples.NewRegion());
        return new(id, "inc-1", now, now, new RegionCapacity(0, 0, 0, 0), "strimzi", "1")
        {
            Pools =
            [
                .. shares.Select((n, i) => new PoolCapacity($"k8s-{i}", 100, 0, n * units + (units - 1), 0, true)),
            ],
        };
    }

    private Cluster Sized(RegionStatus region, int units) =>
        Samples.Cluster(Tenant, region: region.Id) with
        {
            Id = ClusterId.New(World.Random),
            Config = new ClusterConfig(ClusterKind.Dedicated, units),
        };

    private sealed class NoRoomException : Exception;
}
