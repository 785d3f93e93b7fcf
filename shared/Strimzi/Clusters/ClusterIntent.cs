using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.Domain.Clusters;
using Mothership.Regions;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Clusters;

/// <summary>
/// What a region was last told of a cluster, and the little of its past that can't be seen in Kubernetes. Kept in a
/// config map apart from all that is built for the cluster, so that any of that can be lost and made again.
/// </summary>
public sealed record ClusterIntent
{
    private const string Field = "intent";

    /// <summary><c>lkc-…</c>; also the config map's name.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Counts the desired states.</summary>
    public required long Generation { get; init; }

    /// <summary>Kind and size.</summary>
    public required ClusterConfig Config { get; init; }

    /// <summary>Whether it is spread over zones.</summary>
    public required bool MultiZone { get; init; }

    /// <summary>Whether only its data is wanted.</summary>
    public required bool Suspended { get; init; }

    /// <summary>The owner.</summary>
    public required string Organization { get; init; }

    /// <summary><c>env-…</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>Whether nothing of it is wanted any more.</summary>
    public bool Deleted { get; init; }

    /// <summary>GiB of volume that its brokers have had at the most: volumes don't shrink.</summary>
    public int StorageGi { get; init; }

    /// <summary>The generation at which it was last as desired; 0: never yet.</summary>
    public long ReadyGeneration { get; init; }

    /// <summary>
    /// Where customers reach it, once it is known; Strimzi does not tell while a cluster is suspended.
    /// </summary>
    public string Bootstrap { get; init; } = "";

    /// <summary>Its namespace.</summary>
    public string Namespace => KubeNames.Namespace(Environment);

    /// <summary>The config map that keeps it.</summary>
    public KubeObject ToObject(string @namespace, string? revision)
    {
        var kept = KubeObject.New(
            KubeKind.ConfigMap,
            @namespace,
            ClusterId,
            [
                new(KubeNames.ManagedBy, KubeNames.FieldManager),
                new(KubeNames.Organization, Organization),
                new(KubeNames.Environment, Environment),
                new(KubeNames.Cluster, ClusterId),
                new(KubeNames.Role, KubeNames.ClusterIntent),
            ]
        );
        if (revision is not null)
            kept.OnlyAs(revision);
        kept.Json["data"] = new JsonObject { [Field] = JsonSerializer.Serialize(this) };
        return kept;
    }

    /// <summary>What it was told, without what it has seen since.</summary>
    internal string Told() => JsonSerializer.Serialize(this with { ReadyGeneration = 0, Bootstrap = "" });

    /// <summary>Reads one from its config map, or from the annotation of a Kafka object; null when there is none, or
    /// somebody has made it unreadable.</summary>
    public static ClusterIntent? Of(KubeObject kept)
    {
        try
        {
            return (kept.Text("data", Field) ?? kept.Annotation(KubeNames.Intent)) is { } text
                ? JsonSerializer.Deserialize<ClusterIntent>(text)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What follows from a new desired state; the past is kept.</summary>
    /// <param name="before">What the region was told before; null: nothing.</param>
    /// <param name="desired">What it is told now.</param>
    /// <param name="storageGi">What the sizing table gives each broker.</param>
    public static ClusterIntent Next(ClusterIntent? before, DesiredCluster desired, int storageGi) =>
        new()
        {
            ClusterId = desired.ClusterId,
            Generation = desired.Generation,
            Config = desired.Config,
            MultiZone = desired.MultiZone,
            Suspended = desired.Suspended,
            Organization = desired.Organization,
            Environment = desired.Environment,
            StorageGi = Math.Max(before?.StorageGi ?? 0, storageGi),
            ReadyGeneration = before?.ReadyGeneration ?? 0,
            Bootstrap = before?.Bootstrap ?? "",
        };
}
