using System.Text.Json.Nodes;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Rendering;

/// <summary>A cluster's nodes.</summary>
internal static class NodePoolRenderer
{
    public const string Zone = "topology.kubernetes.io/zone";
    private const string Host = "kubernetes.io/hostname";
    private const int MaxHeapMi = 6144;

    public static IEnumerable<KubeObject> Pools(ClusterIntent intent, StrimziSettings settings)
    {
        var size = Sizing.Of(intent.Config, intent.MultiZone);
        var brokers = size.Brokers with { StorageGi = Math.Max(intent.StorageGi, size.Brokers.StorageGi) };
        if (size.Controllers is { } controllers)
        {
            yield return Pool(intent, "controllers", ["controller"], controllers, settings);
            yield return Pool(intent, "brokers", ["broker"], brokers, settings);
        }
        else
            yield return Pool(intent, "nodes", ["controller", "broker"], brokers, settings);
    }

    private static KubeObject Pool(
        ClusterIntent intent,
        string name,
        string[] roles,
        NodeSize size,
        StrimziSettings settings
    )
    {
        var pool = KubeObject.New(
            KubeKind.KafkaNodePool,
            intent.Namespace,
            $"{intent.ClusterId}-{name}",
            Seal.Labels(intent)
        );
        var heap = $"{Math.Min(MaxHeapMi, size.MemoryMi / 2)}m";
        pool.Json["spec"] = new JsonObject
        {
            ["replicas"] = size.Replicas,
            ["roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]),
            ["storage"] = new JsonObject { ["type"] = "jbod", ["volumes"] = new JsonArray(Volume(size, settings)) },
            ["resources"] = KafkaRenderer.Resources(size.CpuMilli, size.MemoryMi),
            ["jvmOptions"] = new JsonObject { ["-Xms"] = heap, ["-Xmx"] = heap },
            ["template"] = new JsonObject
            {
                ["pod"] = new JsonObject { ["topologySpreadConstraints"] = Spread(intent) },
            },
        };
        return Seal.Close(pool, intent.Generation);
    }

    // Volumes go only when the cluster is deleted, by us: not with an object that is lost by mistake.
    private static JsonObject Volume(NodeSize size, StrimziSettings settings)
    {
        var volume = new JsonObject
        {
            ["id"] = 0,
            ["type"] = "persistent-claim",
            ["size"] = Quantities.Storage(size.StorageGi),
            ["deleteClaim"] = false,
            ["kraftMetadata"] = "shared",
        };
        if (settings.StorageClass.Length > 0)
            volume["class"] = settings.StorageClass;
        return volume;
    }

    private static JsonArray Spread(ClusterIntent intent)
    {
        var spread = new JsonArray(Constraint(intent, Host, "ScheduleAnyway"));
        if (intent.MultiZone)
            spread.Add(Constraint(intent, Zone, "DoNotSchedule"));
        return spread;
    }

    private static JsonObject Constraint(ClusterIntent intent, string key, string otherwise) =>
        new()
        {
            ["maxSkew"] = 1,
            ["topologyKey"] = key,
            ["whenUnsatisfiable"] = otherwise,
            ["labelSelector"] = new JsonObject
            {
                ["matchLabels"] = new JsonObject { [KubeNames.StrimziCluster] = intent.ClusterId },
            },
        };
}
