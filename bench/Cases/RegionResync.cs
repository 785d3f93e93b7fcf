using Mothership.Bench.Support;
using Mothership.Strimzi.Objects;

namespace Mothership.Bench.Cases;

/// <summary>
/// One pass over a thousand clusters that are as wanted: it has to write nothing. Against listing the same objects and
/// doing nothing with them.
/// </summary>
internal sealed class RegionResync : IBenchmark
{
    private const int Clusters = 1000;
    private const int Pairs = 5;
    private const double Seconds = 10;

    private static readonly KubeKind[] Kinds =
    [
        KubeKind.Namespace,
        KubeKind.ConfigMap,
        KubeKind.ResourceQuota,
        KubeKind.LimitRange,
        KubeKind.NetworkPolicy,
        KubeKind.Kafka,
        KubeKind.KafkaNodePool,
        KubeKind.KafkaUser,
    ];

    public string Name => "region.resync";

    public string? Goal => "<= 10 s, no write";

    public bool IsMet(Figure figure) => figure.Value <= Seconds;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var kube = await BenchKube.StartAsync(Name);
        if (kube is null)
            return [];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Clusters),
            new ParallelOptions { MaxDegreeOfParallelism = BenchKube.Width },
            async (i, stop) => await kube.Operator.ApplyAsync(BenchKube.Wish($"lkc-{i}"), stop)
        );
        await PassAsync(kube);
        var runs = await Runs.AlternateAsync(Pairs, () => PassAsync(kube), () => ListAsync(kube));
        return [Figure.Of(Name, "s", runs, "listing the same objects")];
    }

    private static async Task<double> PassAsync(BenchKube kube)
    {
        var started = TimeProvider.System.GetTimestamp();
        var seen = await kube.Operator.ReconcileAsync(default);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        if (seen.Count != Clusters || kube.Operator.WritesOfLastPass != 0)
            throw new InvalidOperationException($"{seen.Count} clusters, {kube.Operator.WritesOfLastPass} writes.");
        return seconds;
    }

    private static async Task<double> ListAsync(BenchKube kube)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var kind in Kinds)
            await kube.Objects.ListAsync(kind, null, KubeNames.Ours, default);
        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
