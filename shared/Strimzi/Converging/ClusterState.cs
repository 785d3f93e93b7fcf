using Mothership.Domain.Clusters;
using Mothership.Regions;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Converging;

/// <summary>From what there is of a cluster to what its customer is told. Pure.</summary>
internal static class ClusterState
{
    public const string Deleting = "The cluster is being deleted.";
    public const string Stopping = "The cluster is being stopped.";
    public const string Waiting = "What was here before is still being removed.";
    public const string Unreachable = "The region is busy. The cluster is built as soon as it can be.";

    /// <summary>A cluster that is wanted and runs.</summary>
    public static OperatedCluster Of(ClusterIntent intent, ClusterPlan plan, LiveObjects live)
    {
        if (plan.WaitsFor is not null)
            return Building(intent, Waiting);
        var kafka = live.Find(KubeKind.Kafka, intent.Namespace, intent.ClusterId);
        if (plan.Wanted.Any(wanted => !IsWritten(wanted, live.Find(wanted))))
            return Building(intent, ClusterConditions.Progress(kafka));
        if (
            kafka is not null
            && intent.ReadyGeneration < intent.Generation
            && ClusterConditions.Refusal(kafka) is not null
        )
            return Refused(intent);
        var isReady =
            kafka is not null
            && ClusterConditions.IsReady(kafka)
            && plan.Wanted.Where(o => o.Kind == KubeKind.KafkaNodePool).All(o => HasSettled(live.Find(o)!));
        return isReady
            ? Ready(intent, Address(kafka!) ?? Fallback(intent))
            : Building(intent, ClusterConditions.Progress(kafka));
    }

    public static OperatedCluster Building(ClusterIntent intent, string message) =>
        Ready(intent, Fallback(intent)) with
        {
            State = OperatedState.Building,
            Message = message,
        };

    public static OperatedCluster Ready(ClusterIntent intent, string address) =>
        new(intent.ClusterId, intent.Generation, intent.Config, new(Scheme(address), null), intent.Suspended)
        {
            Organization = intent.Organization,
        };

    /// <summary>The address without that of a listener: within Kubernetes.</summary>
    public static string Fallback(ClusterIntent intent) =>
        intent.Bootstrap.Length > 0
            ? intent.Bootstrap
            : $"{intent.ClusterId}-kafka-bootstrap.{intent.Namespace}.svc:{KafkaRenderer.InternalPort}";

    /// <summary>Where customers come in; null while Strimzi does not tell.</summary>
    public static string? Address(KubeObject kafka)
    {
        string? Of(string name) =>
            kafka
                .Items("status", "listeners")
                .FirstOrDefault(l => l["name"]?.ToString() == name)
                ?["bootstrapServers"]?.ToString();
        return Of(KafkaRenderer.External) ?? Of(KafkaRenderer.Internal);
    }

    private static OperatedCluster Refused(ClusterIntent intent) =>
        Building(intent, "A cluster of this kind and size can't be built in this region.") with
        {
            State = OperatedState.Failed,
            Reason = "unsupported_configuration",
        };

    private static bool IsWritten(KubeObject wanted, KubeObject? live) =>
        live is not null && live.Annotation(KubeNames.Hash) == wanted.Annotation(KubeNames.Hash);

    // A node pool has no say of its own in the Kafka object's readiness: a change of it does not count there.
    private static bool HasSettled(KubeObject pool) =>
        ClusterConditions.IsObserved(pool) && pool.Number("status", "replicas") == pool.Number("spec", "replicas");

    private static string Scheme(string address) => $"SASL_SSL://{address}";
}
