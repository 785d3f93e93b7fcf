using System.Text.Json.Nodes;

namespace Kube.Tests.Memory;

/// <summary>
/// The fields of an object, as server-side apply gives them to managers: a list is one field, and so is an empty map.
/// </summary>
internal static class FieldPaths
{
    // No name has it.
    private const char Separator = '\u001f';

    private static readonly HashSet<string> OfTheServer =
    [
        "apiVersion",
        "kind",
        Path("metadata", "name"),
        Path("metadata", "namespace"),
        Path("metadata", "uid"),
        Path("metadata", "generation"),
        Path("metadata", "resourceVersion"),
        Path("metadata", "deletionTimestamp"),
    ];

    /// <summary>All fields of an object that somebody can have.</summary>
    public static HashSet<string> Of(JsonObject json) => [.. Leaves(json, "").Where(p => !OfTheServer.Contains(p))];

    /// <summary>The fields that are new, different or gone.</summary>
    public static HashSet<string> Changed(JsonObject before, JsonObject now) =>
        [.. Of(before).Union(Of(now)).Where(p => !JsonNode.DeepEquals(At(before, p), At(now, p)))];

    /// <summary>Takes a field away, and the maps around it that nobody wants and that are empty then.</summary>
    /// <param name="from">The object.</param>
    /// <param name="path">The field.</param>
    /// <param name="wanted">The fields that are wanted.</param>
    /// <returns>Whether a map of the specification went with it, which release 1.20 makes null.</returns>
    public static bool Remove(JsonObject from, string path, IReadOnlyCollection<string> wanted)
    {
        if (wanted.Any(w => w.StartsWith(path + Separator, StringComparison.Ordinal)))
            return false;
        var names = path.Split(Separator);
        var maps = new Stack<(JsonObject Map, string Name)>();
        JsonNode? at = from;
        foreach (var name in names)
        {
            if (at is not JsonObject map)
                return false;
            maps.Push((map, name));
            at = map[name];
        }
        var taken = 0;
        foreach (var (map, name) in maps)
        {
            if (taken > 0 && map[name] is JsonObject { Count: > 0 })
                break;
            map.Remove(name);
            taken++;
        }
        return taken > 1 && names[0] == "spec";
    }

    private static string Path(params string[] names) => string.Join(Separator, names);

    private static IEnumerable<string> Leaves(JsonObject json, string around) =>
        json.SelectMany(f =>
            f.Value is JsonObject { Count: > 0 } deeper
                ? Leaves(deeper, $"{around}{f.Key}{Separator}")
                : [$"{around}{f.Key}"]
        );

    private static JsonNode? At(JsonNode? json, string path) =>
        path.Split(Separator).Aggregate(json, (at, name) => (at as JsonObject)?[name]);
}
