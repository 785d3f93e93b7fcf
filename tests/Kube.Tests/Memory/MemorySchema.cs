using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Memory;

/// <summary>What the server in memory knows of kinds.</summary>
internal static class MemorySchema
{
    private static readonly HashSet<KubeKind> Uncounted =
    [
        KubeKind.Namespace,
        KubeKind.Node,
        KubeKind.ConfigMap,
        KubeKind.Secret,
        KubeKind.Service,
        KubeKind.VolumeClaim,
        KubeKind.Pod,
        KubeKind.ResourceQuota,
        KubeKind.LimitRange,
    ];

    /// <summary>Whether its objects have a generation.</summary>
    public static bool CountsGenerations(KubeKind kind) => !Uncounted.Contains(kind);

    /// <summary>Whether it is known by a definition, and not built in.</summary>
    public static bool IsCustom(KubeKind kind) => kind.Group.EndsWith("strimzi.io", StringComparison.Ordinal);

    /// <summary>Whether the status is written at a path of its own.</summary>
    public static bool HasStatusApart(KubeKind kind) => kind == KubeKind.Deployment || IsCustom(kind);

    /// <summary>
    /// Refuses what the kind's schema does, of which only the number of a topic's partitions is here.
    /// </summary>
    /// <exception cref="KubeException">As release 1.20 refuses it.</exception>
    public static void Check(KubeKind kind, JsonObject json, bool isApply)
    {
        if (kind != KubeKind.KafkaTopic || json["spec"]?["partitions"] is not JsonValue partitions)
            return;
        if (!int.TryParse(partitions.ToJsonString(), out var count))
            throw new KubeException(isApply ? KubeFault.Unavailable : KubeFault.Invalid, "partitions is no number");
        if (count < 1)
            throw new KubeException(KubeFault.Invalid, "partitions should be greater than or equal to 1");
    }
}
