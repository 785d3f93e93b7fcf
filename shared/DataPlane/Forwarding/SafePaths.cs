namespace Mothership.DataPlane.Forwarding;

/// <summary>Paths that stay below where they begin, whoever decodes them.</summary>
internal static class SafePaths
{
    private const int MostLayers = 3;

    /// <summary>
    /// Whether no part of a path is a dot segment or could become one: escaped, escaped twice, beside a backslash or
    /// before a parameter.
    /// </summary>
    internal static bool IsBelow(string pathAndQuery)
    {
        var end = pathAndQuery.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? pathAndQuery : pathAndQuery[..end];
        for (var layer = 0; layer <= MostLayers; layer++)
        {
            if (path.Split('/', '\\').Any(IsDots) || path.Any(char.IsControl))
                return false;
            var plain = Uri.UnescapeDataString(path);
            if (plain == path)
                return true;
            path = plain;
        }
        return false;
    }

    private static bool IsDots(string segment) => segment.Split(';')[0].Trim() is "." or "..";
}
