using System.Text.Json.Nodes;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Converging;

/// <summary>One write that makes a cluster more like it is wanted.</summary>
internal abstract record Write
{
    private Write() { }

    /// <summary>Write an object of ours.</summary>
    public sealed record Apply(KubeObject Wanted) : Write;

    /// <summary>Take away what others have added.</summary>
    public sealed record Remove(KubeObject From, JsonObject Change) : Write;

    /// <summary>Delete an object that nobody wants.</summary>
    public sealed record Delete(KubeObject Extra) : Write;
}

/// <summary>What is to be done for a cluster that is wanted. Pure.</summary>
/// <param name="Writes">In this order; none when all is as wanted.</param>
/// <param name="Wanted">The cluster's own objects, as they are to be.</param>
/// <param name="WaitsFor">What has to go before anything can be written; null when nothing.</param>
internal sealed record ClusterPlan(
    IReadOnlyList<Write> Writes,
    IReadOnlyList<KubeObject> Wanted,
    KubeObject? WaitsFor = null
)
{
    private static readonly HashSet<KubeKind> AllOurs =
    [
        KubeKind.Kafka,
        KubeKind.KafkaNodePool,
        KubeKind.KafkaUser,
        KubeKind.ResourceQuota,
        KubeKind.LimitRange,
        KubeKind.NetworkPolicy,
    ];

    /// <summary>Compares what is with what is wanted.</summary>
    public static ClusterPlan Of(
        ClusterIntent intent,
        IReadOnlyCollection<ClusterIntent> environment,
        LiveObjects live,
        StrimziSettings settings
    )
    {
        var around = EnvironmentRenderer.Render(intent.Organization, intent.Environment, environment, settings);
        var kafka = live.Find(KubeKind.Kafka, intent.Namespace, intent.ClusterId);
        var own = ClusterRenderer.Render(intent, KafkaRollout.Next(kafka, settings), settings);
        var all = around.Concat(own).ToList();
        if (all.Select(live.Find).FirstOrDefault(o => o is { IsDeleting: true }) is { } going)
            return new([], own, going);
        var writes = all.SelectMany(wanted => Of(wanted, live.Find(wanted)));
        return new([.. writes, .. Extras(intent, own, live)], own);
    }

    private static IEnumerable<Write> Of(KubeObject wanted, KubeObject? live)
    {
        if (live is not null && AllOurs.Contains(wanted.Kind) && Drift.Additions(wanted, live) is { } change)
            yield return new Write.Remove(live, change);
        if (Drift.Needs(wanted, live))
            yield return new Write.Apply(wanted);
    }

    // Nodes and policies that bear the cluster's label and are none of its own.
    private static IEnumerable<Write> Extras(ClusterIntent intent, IReadOnlyList<KubeObject> own, LiveObjects live)
    {
        var known = own.Select(o => (o.Kind, o.Name)).ToHashSet();
        return new[] { KubeKind.KafkaNodePool, KubeKind.NetworkPolicy }
            .SelectMany(kind => live.In(kind, intent.Namespace))
            .Where(o => o.Label(KubeNames.Cluster) == intent.ClusterId && o.Label(KubeNames.Service) is null)
            .Where(o => !o.IsDeleting && !known.Contains((o.Kind, o.Name)))
            .Select(o => new Write.Delete(o));
    }
}
