using System.Net;
using Microsoft.Extensions.Configuration;

namespace Mothership.Regions;

/// <summary>
/// Where customers reach this region's app over HTTP: setting <c>DataPlaneUrl</c>, else <c>WEBSITE_HOSTNAME</c>, which
/// the platform sets. Read when it is asked for, since a local host knows its port only once it listens.
/// </summary>
public sealed class DataPlaneAddress(IConfiguration configuration)
{
    /// <summary>
    /// Such as <c>https://region.example</c>, without a slash at the end; null when the app has none.
    /// </summary>
    public string? Value
    {
        get
        {
            if (configuration["DataPlaneUrl"] is { Length: > 0 } url)
                return url.TrimEnd('/');
            return configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } host ? $"{SchemeOf(host)}://{host}" : null;
        }
    }

    /// <summary>The path of <see cref="Value"/>, without a slash at the end; mostly empty.</summary>
    public string Path => Value is { } value ? new Uri(value).AbsolutePath.TrimEnd('/') : "";

    /// <summary>Scheme, host and port of <see cref="Value"/>; null when the app has none.</summary>
    public string? Origin => Value is { } value ? new Uri(value).GetLeftPart(UriPartial.Authority) : null;

    // The platform serves its host names over TLS; a loopback address has no certificate.
    private static string SchemeOf(string host) =>
        IPEndPoint.TryParse(host, out var address) && IPAddress.IsLoopback(address.Address) ? "http" : "https";
}
