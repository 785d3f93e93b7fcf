namespace Mothership.DataPlane.Services;

/// <summary>
/// Cookies of services: all of them are served under one host name, so none may reach beyond its service's path.
/// </summary>
internal static class Cookies
{
    private static readonly string[] Replaced = ["domain", "path", "secure", "samesite"];

    /// <summary>A cookie as a client gets it.</summary>
    /// <param name="cookie">The value of a <c>Set-Cookie</c> header.</param>
    /// <param name="path">The service's path.</param>
    /// <param name="isSecure">Whether clients come over TLS.</param>
    internal static string Confine(string cookie, string path, bool isSecure)
    {
        var kept = cookie
            .Split(';')
            .Select(p => p.Trim())
            .Where((p, i) => i == 0 || !Replaced.Contains(p.Split('=')[0].Trim().ToLowerInvariant()));
        return string.Join(
            "; ",
            [.. kept, $"Path={path}", "SameSite=Strict", .. isSecure ? ["Secure"] : new string[0]]
        );
    }
}
