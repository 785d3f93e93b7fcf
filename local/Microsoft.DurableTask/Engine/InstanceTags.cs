using System.Collections.Immutable;
using System.Text.Json;

namespace Mothership.Local.Durable;

/// <summary>Tags of an instance in the form in which they are stored.</summary>
internal static class InstanceTags
{
    public static string ToJson(IEnumerable<KeyValuePair<string, string>> tags) =>
        JsonSerializer.Serialize(tags.ToDictionary(t => t.Key, t => t.Value));

    public static IReadOnlyDictionary<string, string> Parse(string? json) =>
        json is null
            ? ImmutableDictionary<string, string>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
}
