using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.Clock;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Reconcile;
using Mothership.Stores;

namespace Mothership.SystemTests.Crash;

/// <summary>
/// What is reserved in the tables of a host that is gone, against the clusters there. A death between a reservation and
/// its cluster leaves one that the sweep gives back, once its claim is old: here time passes at once.
/// </summary>
internal static class KeptPlaces
{
    /// <summary>Sweeps, and demands that exactly what clusters need is reserved.</summary>
    /// <returns>How many are reserved, and how many the sweep had to settle.</returns>
    public static async Task<(int Held, int Settled)> ShouldMatchAsync(string tables, OrganizationId organization)
    {
        var clock = VirtualClock.Running(Reservations.Grace);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddStores($"Sqlite={tables}");
        await using var provider = services.BuildServiceProvider();
        var (clusters, regions) = (
            provider.GetRequiredService<IClusterStore>(),
            provider.GetRequiredService<IRegionStore>()
        );
        var reservations = provider.GetRequiredService<IReservationStore>();
        var placer = new Placer(reservations, regions, clusters, Options.Create(new PlacingOptions()), clock);
        var sweep = new PlacementSweep(reservations, clusters, placer, NullLogger<PlacementSweep>.Instance);
        var wanted = await WantedAsync(clusters, SystemScope.For(organization));
        var (held, settled) = (0, 0);
        foreach (var region in await regions.ListAsync(default))
        {
            var before = await HeldAsync(reservations, region.Id);
            await sweep.RunAsync(region.Id, default);
            var after = await HeldAsync(reservations, region.Id);
            after.ShouldBe(wanted.Where(w => w.Region == region.Id), ignoreOrder: true);
            var book = await reservations.BookAsync(region.Id, default);
            (book.Of("").Clusters, book.Of("").Units).ShouldBe((after.Count, after.Sum(a => a.Units)));
            held += after.Count;
            settled += before.Except(after).Count() + after.Except(before).Count();
        }
        return (held, settled);
    }

    private static async Task<List<Place>> WantedAsync(IClusterStore clusters, TenantScope scope)
    {
        var all = new List<Cluster>();
        string? next = null;
        do
        {
            var page = await clusters.ListAllAsync(scope, new(100, next), default);
            all.AddRange(page.Items);
            next = page.Next;
        } while (next is not null);
        all.ShouldAllBe(c => c.OpenOperation == null);
        all.ShouldAllBe(c => c.Phase != ClusterPhase.Provisioning);
        return [.. all.Where(Reservations.TakesRoom).Select(c => new Place(c.Id, c.Region, Reservations.UnitsOf(c)))];
    }

    private static async Task<List<Place>> HeldAsync(IReservationStore reservations, RegionId region)
    {
        var held = new List<Place>();
        await foreach (var stored in reservations.InRegionAsync(region, null, default))
            held.Add(new(stored.Value.Cluster, stored.Value.Region, stored.Value.Units));
        return held;
    }

    private sealed record Place(ClusterId Cluster, RegionId Region, int Units);
}
