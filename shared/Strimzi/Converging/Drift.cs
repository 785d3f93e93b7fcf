using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>How an object differs from what is wanted of it. Pure.</summary>
internal static class Drift
{
    /// <summary>
    /// Whether it has to be written: it is not there, is of an earlier wish, or somebody has changed what is ours.
    /// </summary>
    public static bool Needs(KubeObject wanted, KubeObject? live) =>
        live is null
        || live.Annotation(KubeNames.Hash) != wanted.Annotation(KubeNames.Hash)
        || !Contains(live.Json, wanted.Json);

    /// <summary>
    /// What somebody has added to a specification that is all ours, as a merge patch that takes it away; null when
    /// nothing. Server-side apply leaves the fields of others alone.
    /// </summary>
    public static JsonObject? Additions(KubeObject wanted, KubeObject live) =>
        wanted.Json["spec"] is JsonObject ours
        && live.Json["spec"] is JsonObject theirs
        && Additions(ours, theirs) is { } change
            ? new JsonObject { ["spec"] = change }
            : null;

    private static JsonObject? Additions(JsonObject wanted, JsonObject live)
    {
        JsonObject? change = null;
        foreach (var (name, value) in live)
            if (!wanted.TryGetPropertyValue(name, out var ours))
                (change ??= [])[name] = null;
            else if (ours is JsonObject deeper && value is JsonObject there && Additions(deeper, there) is { } within)
                (change ??= [])[name] = within;
        return change;
    }

    private static bool Contains(JsonNode? live, JsonNode? wanted) =>
        (live, wanted) switch
        {
            (null, null) => true,
            (JsonObject have, JsonObject want) => want.All(p =>
                have.TryGetPropertyValue(p.Key, out var value) && Contains(value, p.Value)
            ),
            // The server leaves empty lists of optional fields out.
            (null, JsonObject { Count: 0 }) => true,
            (JsonArray have, JsonArray want) => have.Count == want.Count
                && have.Zip(want).All(p => Contains(p.First, p.Second)),
            (JsonValue have, JsonValue want) => Same(have, want),
            _ => false,
        };

    private static bool Same(JsonValue one, JsonValue other)
    {
        var (a, b) = (one.GetValueKind(), other.GetValueKind());
        if (a != b)
            return false;
        return a == JsonValueKind.Number ? Number(one) == Number(other) : one.ToString() == other.ToString();
    }

    private static decimal Number(JsonValue value) =>
        decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
