using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>How far a change of offsets has got.</summary>
internal enum OffsetsPhase
{
    /// <summary>What they are is being read.</summary>
    Listing,

    /// <summary>They are being altered.</summary>
    Altering,

    /// <summary>They are as was asked.</summary>
    Applied,

    /// <summary>Connect does not take them.</summary>
    Failed,
}

/// <summary>
/// A connector's config map: its offsets as Strimzi has listed them, and the change of them that was last asked for. It
/// is ours, because it has to outlive a connector that is deleted by hand. Pure.
/// </summary>
internal static class OffsetsBook
{
    /// <summary>Where Strimzi writes offsets, and where it reads them.</summary>
    public const string Offsets = "offsets.json";

    /// <summary>Where the change is.</summary>
    public const string Request = "request.json";

    private const int TextMax = 8000;

    /// <summary>The config map without what is in it.</summary>
    /// <param name="place">The cluster.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="owner">With what it goes, should nobody take it away.</param>
    public static KubeObject Render(ClusterPlace place, string connector, KubeObject owner) =>
        Seal.Close(Part(place, connector, ConnectNames.Offsets(connector), owner));

    /// <summary>The config map with the offsets that are asked for.</summary>
    public static KubeObject RenderWanted(KubeObject book, JsonNode offsets)
    {
        var connector = book.Label(KubeNames.Service)!;
        var wanted = KubeObject.New(
            KubeKind.ConfigMap,
            book.Namespace,
            ConnectNames.OffsetsWanted(connector),
            ((JsonObject)book.At("metadata", "labels")!)
                .Where(l =>
                    l.Key.StartsWith("mothership.io/", StringComparison.Ordinal) || l.Key == KubeNames.ManagedBy
                )
                .Select(l => KeyValuePair.Create(l.Key, l.Value!.ToString()))
        );
        wanted.Json["metadata"]!["ownerReferences"] = book.At("metadata", "ownerReferences")?.DeepClone();
        wanted.Json["data"] = new JsonObject
        {
            [Offsets] = new JsonObject { ["offsets"] = offsets.DeepClone() }.ToJsonString(),
        };
        return Seal.Close(wanted);
    }

    /// <summary>The change that is noted; null when there is none.</summary>
    public static JsonObject? RequestOf(KubeObject? book) => Parse(book?.Text("data", Request)) as JsonObject;

    /// <summary>What was last listed; an empty list before.</summary>
    public static JsonArray OffsetsOf(KubeObject? book) =>
        (Parse(book?.Text("data", Offsets)) as JsonObject)?["offsets"] as JsonArray ?? [];

    /// <summary>How far a change has got.</summary>
    public static OffsetsPhase PhaseOf(JsonObject request) =>
        Enum.TryParse<OffsetsPhase>(request["phase"]?.ToString(), out var phase) ? phase : OffsetsPhase.Listing;

    /// <summary>Whether a change is under way.</summary>
    public static bool IsUnderWay(KubeObject? book) =>
        RequestOf(book) is { } request && PhaseOf(request) is OffsetsPhase.Listing or OffsetsPhase.Altering;

    /// <summary>Reads what is asked for in a setting; null for nothing.</summary>
    public static JsonObject? Asked(string? setting) =>
        Parse(setting) is JsonObject asked && asked["id"] is not null ? asked : null;

    /// <summary>What customers are told of a change that has come to an end; null before.</summary>
    public static JsonObject? Answer(KubeObject? book)
    {
        if (RequestOf(book) is not { } request || PhaseOf(request) is not (OffsetsPhase.Applied or OffsetsPhase.Failed))
            return null;
        return new()
        {
            ["id"] = request["id"]?.ToString(),
            ["phase"] = PhaseOf(request).ToString().ToUpperInvariant(),
            ["message"] = request["message"]?.ToString() ?? "",
            ["applied_at"] = request["applied_at"]?.DeepClone(),
            ["previous_offsets"] = request["previous_offsets"]?.DeepClone(),
        };
    }

    /// <summary>As many of the offsets as a report has room for.</summary>
    public static JsonArray Short(JsonArray offsets)
    {
        var (some, length) = (new JsonArray(), 0);
        foreach (var one in offsets)
            if ((length += one?.ToJsonString().Length ?? 4) <= TextMax)
                some.Add(one?.DeepClone());
            else
                break;
        return some;
    }

    /// <summary>A moment as it is noted.</summary>
    public static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static KubeObject Part(ClusterPlace place, string connector, string name, KubeObject owner)
    {
        var part = KubeObject.New(
            KubeKind.ConfigMap,
            place.Namespace,
            name,
            [
                .. Seal.Labels(place.Organization, place.Environment),
                new(KubeNames.Cluster, place.ClusterId),
                new(KubeNames.Service, connector),
                new(KubeNames.Role, ConnectNames.Part),
            ]
        );
        part.Json["metadata"]!["ownerReferences"] = new JsonArray(
            new JsonObject
            {
                ["apiVersion"] = owner.Kind.ApiVersion,
                ["kind"] = owner.Kind.Name,
                ["name"] = owner.Name,
                ["uid"] = owner.Uid,
            }
        );
        return part;
    }

    private static JsonNode? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
