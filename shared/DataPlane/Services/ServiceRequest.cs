namespace Mothership.DataPlane.Services;

/// <summary>A request on a service, free of the server that took it.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Id">The service, out of the path.</param>
/// <param name="PathAndQuery">What follows it, without a slash at the beginning, as sent.</param>
/// <param name="Authorization">The header.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Body">What comes after them.</param>
/// <param name="Origin">Where clients reach this app: scheme, host and port.</param>
public sealed record ServiceRequest(
    string Method,
    string Id,
    string PathAndQuery,
    string? Authorization,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    Stream Body,
    string Origin
)
{
    /// <summary>The path alone.</summary>
    internal string Path => PathAndQuery.Split('?', '#')[0];

    /// <summary>A header; null when it is missing.</summary>
    internal string? Header(string name) =>
        Headers
            .Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(h => h.Value)
            .FirstOrDefault();
}
