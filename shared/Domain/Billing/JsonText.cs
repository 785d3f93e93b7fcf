using System.Globalization;
using System.Text.Json;

namespace Mothership.Domain.Billing;

/// <summary>How values are written in canonical JSON: as texts, exact.</summary>
internal static class JsonText
{
    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static string? OptionalText(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static decimal Number(JsonElement json, string name) =>
        decimal.Parse(Text(json, name), CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(JsonElement json, string name) => InstantText.Parse(Text(json, name));
}
