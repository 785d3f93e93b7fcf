using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Mothership.ControlPlane.Routing;

namespace Mothership.ControlPlane.Http;

/// <summary>Absolute addresses of the API, as the caller sees it.</summary>
/// <param name="publicUrl">Where customers reach the API, when that is not what the Host header says; null
/// otherwise.</param>
public sealed class Links(string? publicUrl)
{
    internal Links(IConfiguration configuration)
        : this(configuration["PublicUrl"]?.TrimEnd('/')) { }

    /// <summary>
    /// The address of a path such as <c>/cmk/v2/clusters/lkc-1</c>, under the prefix that the request came under.
    /// </summary>
    internal string To(HttpRequest request, string path) => string.Concat(Root(request), path);

    /// <summary>What all addresses of one answer begin with.</summary>
    internal string Root(HttpRequest request)
    {
        var prefix = request.Path.StartsWithSegments(AliasFunctions.Prefix, StringComparison.Ordinal)
            ? AliasFunctions.Prefix
            : "";
        return publicUrl is null ? $"{request.Scheme}://{request.Host.Value}{prefix}" : publicUrl + prefix;
    }
}
