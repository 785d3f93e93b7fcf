using Microsoft.AspNetCore.Http;
using Mothership.DataPlane.Services;
using Mothership.Domain.Services;
using Mothership.Regions;

namespace Mothership.Region.DataPlane;

/// <summary>Requests on services as the library takes them.</summary>
internal static class ServiceRequests
{
    internal static ServiceRequest Of(HttpRequest request, ServiceKind kind, string id, DataPlaneAddress address) =>
        new(
            request.Method.ToUpperInvariant(),
            id,
            SentPath.Below(request, DataPlanePaths.Of(kind, id)!),
            request.Headers.Authorization.FirstOrDefault(),
            [.. request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()))],
            request.Body,
            address.Origin ?? $"{request.Scheme}://{request.Host}"
        );
}
