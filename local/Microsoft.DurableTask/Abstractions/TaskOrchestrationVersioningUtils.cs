namespace Microsoft.DurableTask.Abstractions;

/// <summary>Compares versions of orchestrators.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Below, at or above zero as <paramref name="sourceVersion"/> is before, at or after <paramref
    /// name="otherVersion"/>.
    /// No version comes first; dotted numbers compare as numbers, anything else as text without regard to case.
    /// </summary>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        var hasSource = !string.IsNullOrWhiteSpace(sourceVersion);
        var hasOther = !string.IsNullOrWhiteSpace(otherVersion);
        if (!hasSource || !hasOther)
            return hasSource.CompareTo(hasOther);
        return Version.TryParse(sourceVersion, out var source) && Version.TryParse(otherVersion, out var other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
