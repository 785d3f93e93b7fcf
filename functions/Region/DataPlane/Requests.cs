using Microsoft.AspNetCore.Http;
using Mothership.DataPlane.Rest;
using Mothership.Regions;

namespace Mothership.Region.DataPlane;

/// <summary>Requests as the libraries take them.</summary>
internal static class Requests
{
    internal static RestRequest Of(HttpRequest request, DataPlaneAddress address) =>
        new(
            request.Method.ToUpperInvariant(),
            request.Path.Value ?? "",
            request.Query.ToDictionary(q => q.Key, q => q.Value.FirstOrDefault() ?? "", StringComparer.Ordinal),
            request.Headers.Authorization.FirstOrDefault(),
            request.ContentType,
            request.Body,
            address.Value ?? $"{request.Scheme}://{request.Host}"
        );
}
