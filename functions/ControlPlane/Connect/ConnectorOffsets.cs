using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.ControlPlane.Json;
using Mothership.Domain;
using Mothership.Domain.Errors;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Changes of a connector's offsets, as requests have them and as its settings do.</summary>
internal static class ConnectorOffsets
{
    internal const string Patch = "PATCH";
    internal const string Delete = "DELETE";
    private const string Field = "offsets";

    /// <summary>Reads the offsets of a request; null when it has none.</summary>
    internal static JsonArray? Read(JsonElement root, BodyFaults faults)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(Field, out var given))
            return null;
        if (given.ValueKind != JsonValueKind.Array)
        {
            faults.WrongType($"/{Field}", "an array");
            return null;
        }
        var number = 0;
        foreach (var one in given.EnumerateArray())
            Check(one, $"/{Field}/{(number++).ToString(CultureInfo.InvariantCulture)}", faults);
        return (JsonArray)JsonNode.Parse(given.GetRawText())!;
    }

    /// <summary>The setting that asks for them.</summary>
    /// <exception cref="MothershipException">TooLarge: there are too many.</exception>
    internal static string Setting(long generation, string type, JsonArray offsets, DateTimeOffset now)
    {
        var text = new JsonObject
        {
            ["id"] = generation.ToString(CultureInfo.InvariantCulture),
            ["type"] = type,
            ["requested_at"] = now.UtcDateTime,
            [Field] = offsets.DeepClone(),
        }.ToJsonString();
        return text.Length <= Limits.ConnectorSettingLength
            ? text
            : throw new MothershipException(
                ErrorKind.TooLarge,
                "body_too_large",
                $"offsets has at most {Limits.ConnectorSettingLength} characters at a time."
            );
    }

    /// <summary>What was last asked for; null for nothing.</summary>
    internal static JsonObject? Wanted(Service s) =>
        s.Spec.Settings.GetValueOrDefault(ServiceNames.OffsetsRequest) is { } text
            ? JsonNode.Parse(text)!.AsObject()
            : null;

    private static void Check(JsonElement one, string pointer, BodyFaults faults)
    {
        if (one.ValueKind != JsonValueKind.Object)
            faults.WrongType(pointer, "an object");
        else if (!one.TryGetProperty("partition", out var partition) || partition.ValueKind != JsonValueKind.Object)
            faults.WrongType($"{pointer}/partition", "an object");
        else if (
            !one.TryGetProperty("offset", out var offset)
            || offset.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)
        )
            faults.WrongType($"{pointer}/offset", "an object, or null for none");
    }
}
