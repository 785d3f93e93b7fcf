using Mothership.Bench.Cases;

namespace Mothership.Bench;

/// <summary>All benchmarks, in the order in which they run.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new RegionFilter(),
        new RegionApply(),
        new RegionResync(),
        new RegionWatch(),
        new ClusterCreateLatency(),
        new ClusterCreateRate(),
        new ApiGet(),
        new StartReady(),
        new TableStore(),
        new BillingRate(),
        new BillingClose(),
        new BillingHistory(),
    ];
}
