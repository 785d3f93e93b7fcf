using Mothership.DataPlane;

namespace Mothership.Local.EmbeddedKafka.SchemaRegistry;

/// <summary>Whether a schema may follow others, by the level of its subject.</summary>
internal static class Compatibilities
{
    internal const string Default = "BACKWARD";

    private static readonly string[] Levels =
    [
        "NONE",
        "BACKWARD",
        "BACKWARD_TRANSITIVE",
        "FORWARD",
        "FORWARD_TRANSITIVE",
        "FULL",
        "FULL_TRANSITIVE",
    ];

    internal static string Check(string? level) =>
        level is not null && Levels.Contains(level)
            ? level
            : throw new DataPlaneException(
                422,
                42203,
                $"Invalid compatibility level. Valid values are {string.Join(", ", Levels)}"
            );

    /// <summary>What speaks against it; empty when nothing does.</summary>
    /// <param name="level">Of the subject.</param>
    /// <param name="next">The new one.</param>
    /// <param name="earlier">Those that are there, the latest last.</param>
    internal static IReadOnlyList<string> Against(string level, SchemaText next, IReadOnlyList<SubjectVersion> earlier)
    {
        if (level == "NONE" || earlier.Count == 0)
            return [];
        var compared = level.EndsWith("_TRANSITIVE", StringComparison.Ordinal) ? earlier : [earlier[^1]];
        return [.. compared.SelectMany(v => Against(level, next, v))];
    }

    private static IEnumerable<string> Against(string level, SchemaText next, SubjectVersion earlier)
    {
        if (next.Type != earlier.Schema.Type)
            yield return $"The type {next.Type} can't follow {earlier.Schema.Type} of version {earlier.Version}.";
        // What is compared by no rule here is not said to be incompatible.
        if (next.Type != AvroSchemas.Type || earlier.Schema.Type != AvroSchemas.Type)
            yield break;
        var isBackward = level.StartsWith("BACKWARD", StringComparison.Ordinal) || IsFull(level);
        var isForward = level.StartsWith("FORWARD", StringComparison.Ordinal) || IsFull(level);
        if (isBackward && !AvroSchemas.Reads(next.Text, earlier.Schema.Text))
            yield return $"What was written by version {earlier.Version} can't be read by the new schema.";
        if (isForward && !AvroSchemas.Reads(earlier.Schema.Text, next.Text))
            yield return $"What is written by the new schema can't be read by version {earlier.Version}.";
    }

    private static bool IsFull(string level) => level.StartsWith("FULL", StringComparison.Ordinal);
}
