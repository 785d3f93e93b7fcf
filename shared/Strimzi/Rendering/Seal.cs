using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Rendering;

/// <summary>What all rendered objects have: whose they are, and a hash of all that we want of them.</summary>
internal static class Seal
{
    private const int HashLength = 32;

    public static KeyValuePair<string, string>[] Labels(string organization, string environment) =>
        [
            new(KubeNames.ManagedBy, KubeNames.FieldManager),
            new(KubeNames.Organization, organization),
            new(KubeNames.Environment, environment),
        ];

    /// <summary>Labels of what belongs to one cluster; Strimzi's own among them.</summary>
    public static KeyValuePair<string, string>[] Labels(ClusterIntent intent) =>
        [
            .. Labels(intent.Organization, intent.Environment),
            new(KubeNames.Cluster, intent.ClusterId),
            new(KubeNames.StrimziCluster, intent.ClusterId),
        ];

    /// <summary>Notes the hash on a finished object.</summary>
    public static KubeObject Close(KubeObject wanted, long? generation = null)
    {
        var metadata = (JsonObject)wanted.Json["metadata"]!;
        var annotations = metadata["annotations"] as JsonObject;
        if (annotations is null)
            metadata["annotations"] = annotations = [];
        if (generation is { } known)
            annotations[KubeNames.Generation] = $"{known}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(wanted.Json.ToJsonString()));
        annotations[KubeNames.Hash] = Convert.ToHexStringLower(hash)[..HashLength];
        return wanted;
    }

    public static void Annotate(KubeObject wanted, string name, string value)
    {
        var metadata = (JsonObject)wanted.Json["metadata"]!;
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[name] = value;
    }
}
