using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Reconcile;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.Orchestrations.Tests.Placing;

/// <summary>
/// Promise P26 for clusters: whatever their deletion comes in between of, nothing of them is left, room included.
/// </summary>
public sealed class DeletionTests(ITestOutputHelper output)
{
    private const int RoundsOfOneCloud = 20;

    [Fact]
    public async Task Delete_InRandomInterleavings_LeavesNothing()
    {
        var rounds = Counts.Of(40, 500);
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOTHERSHIP_SEED"), out var given) ? given : 26;
        var deeds = 0;
        for (var round = 0; round < rounds; round += RoundsOfOneCloud)
        {
            await using var cloud = await Cloud.StartAsync(
                new CloudOptions
                {
                    Pools = Scenario.Pools,
                    MayBeKilled = true,
                    Settings = { ["Provisioning:RegionTimeout"] = "00:00:25" },
                }
            );
            for (var i = 0; i < RoundsOfOneCloud; i++)
            {
                var interleaving = new Interleaving(cloud, new Random(seed + round + i));
                await interleaving.RunAsync();
                await interleaving.EndAsync();
                deeds += interleaving.Deeds;
            }
        }
        output.WriteLine($"seed {seed}: {rounds} interleavings, {deeds} deeds, nothing left");
    }

    private sealed class Interleaving(Cloud cloud, Random random)
    {
        private readonly List<ClusterId> _clusters = [];

        public int Deeds { get; private set; }

        public async Task RunAsync()
        {
            for (var left = random.Next(4, 12); left > 0; left--)
            {
                await LetAsync(TryAsync(random.Next(13)));
                Deeds++;
            }
        }

        private async Task TryAsync(int deed)
        {
            try
            {
                await DoAsync(deed);
            }
            catch (MothershipException)
            {
                // Its customer is told that it is not possible now.
            }
        }

        private Task DoAsync(int deed) =>
            deed switch
            {
                0 or 1 => CreateAsync(),
                2 => ChangeAsync((c, now) => ClusterDecider.Update(c, new(Config: Sized(c)), "u-2", now)),
                3 or 4 => ChangeAsync((c, now) => ClusterDecider.Delete(c, "u-3", now)),
                5 => ChangeAsync((c, now) => ClusterDecider.Suspend(c, "A cap.", "system", now)),
                6 => ChangeAsync((c, now) => ClusterDecider.Resume(c, "system", now)),
                7 => RegionAsync(),
                8 => FillAsync(),
                9 => PassAsync(TimeSpan.FromSeconds(random.Next(1, 30))),
                10 => DisturbAsync(),
                11 => cloud.KillAndRestartAsync(),
                _ => SweepAsync(),
            };

        /// <summary>Deletes all, with the region at hand and the timers at work; nothing may be left.</summary>
        public async Task EndAsync()
        {
            cloud.Region.Operator.Refusal = static _ => null;
            await cloud.Region.ComeUpAsync();
            for (var passes = 0; passes < 20 && await LeftAsync() is not null; passes++)
            {
                foreach (var id in _clusters)
                    await LetAsync(
                        cloud.TryChangeAsync(id, c => ClusterDecider.Delete(c, "u-9", cloud.Clock.GetUtcNow()))
                    );
                await PassAsync(TimeSpan.FromSeconds(10));
                await LetAsync(SweepAsync());
                // Beyond all that waits: time limits, and claims that nobody stands by.
                if (passes > 0)
                    cloud.Clock.Advance(TimeSpan.FromMinutes(11));
            }
            (await LeftAsync()).ShouldBeNull();
        }

        private async Task<string?> LeftAsync()
        {
            foreach (var id in _clusters)
                if (await cloud.Get<IObservationStore>().FindAsync(cloud.Scope, id, default) is { } seen)
                    return $"{seen}";
            await foreach (var address in cloud.Get<IClusterStore>().InRegionAsync(Cloud.Here, default))
                return $"{address}: {await cloud.FindAsync(address.Cluster)}";
            await foreach (var held in cloud.Get<IReservationStore>().InRegionAsync(Cloud.Here, null, default))
                return $"{held}";
            var book = await cloud.Get<IReservationStore>().BookAsync(Cloud.Here, default);
            return book.Pools.FirstOrDefault(p => p.Clusters != 0 || p.Units != 0) is { } used
                ? $"{used}"
                : await CleanSlate.DifferenceAsync(cloud);
        }

        private async Task CreateAsync()
        {
            // Now and then the process dies between the reservation and the cluster.
            if (random.Next(4) == 0)
                await cloud
                    .Get<Placer>()
                    .PlaceAsync(await cloud.RegionAsync(), cloud.NewCluster(ClusterKind.Basic, 2), default);
            else
                _clusters.Add((await cloud.CreateAsync(size: random.Next(1, 5))).Cluster!.Value);
        }

        private async Task ChangeAsync(Func<Cluster, DateTimeOffset, ClusterDecision?> decide)
        {
            if (_clusters.Count == 0)
                return;
            var id = _clusters[random.Next(_clusters.Count)];
            await cloud.TryChangeAsync(id, c => decide(c, cloud.Clock.GetUtcNow()));
        }

        private ClusterConfig Sized(Cluster cluster) => cluster.Config with { Size = random.Next(1, 8) };

        private Task RegionAsync()
        {
            if (random.Next(2) == 0)
                return cloud.Region.ComeUpAsync();
            cloud.Region.GoDown();
            return Task.CompletedTask;
        }

        private Task FillAsync()
        {
            var full = Scenario.Pools.Take(random.Next(0, 4)).Select(p => p.Name).ToHashSet();
            cloud.Region.Operator.Refusal = d => full.Contains(d.Pool) ? new("region_full", "Full.", false) : null;
            return cloud.Region.BeatAsync();
        }

        private Task DisturbAsync()
        {
            cloud.Faults.PlanCall(cloud.Faults.Calls + random.Next(1, 5), (Mishap)random.Next(3));
            return Task.CompletedTask;
        }

        // Who has lost a race waits for time to pass.
        private async Task LetAsync(Task deed)
        {
            await cloud.UntilAsync(
                () => Task.FromResult(deed.IsCompleted),
                () => Task.FromResult("a deed is not done")
            );
            await deed;
        }

        private async Task PassAsync(TimeSpan span)
        {
            var until = cloud.Clock.GetUtcNow() + span;
            await cloud.UntilAsync(
                () => Task.FromResult(cloud.Clock.GetUtcNow() >= until),
                () => Task.FromResult("the clock does not move")
            );
        }

        private async Task SweepAsync()
        {
            await cloud.Get<Reconciler>().RunAsync(cloud.Client, default);
            await cloud.Get<Sweeper>().RunAsync(default);
        }
    }
}
