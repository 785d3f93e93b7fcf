using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Identity;

namespace Mothership.ControlPlane.Identity;

/// <summary>An API key on the wire.</summary>
internal sealed record ApiKeyBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    ApiKeySpecBody Spec
)
{
    internal static string PathOf(ApiKey key) => $"/iam/v2/api-keys/{key.Id}";

    /// <param name="key">The key.</param>
    /// <param name="secret">Only in the answer to its creation; null otherwise.</param>
    /// <param name="links">Makes addresses.</param>
    /// <param name="request">The request that is answered.</param>
    internal static ApiKeyBody Of(ApiKey key, string? secret, Links links, HttpRequest request)
    {
        var metadata = new ObjectMetadata(
            links.To(request, PathOf(key)),
            Crn.Of(key.Organization, "api-key", key.Id.Value),
            key.CreatedAt.UtcDateTime,
            key.UpdatedAt.UtcDateTime
        );
        var owner = new ReferenceBody(
            key.Owner.Id,
            links.To(request, AccountPaths.Of(key.Owner.Id)),
            AccountPaths.CrnOf(key.Organization, key.Owner.Id),
            "iam/v2",
            $"{key.Owner.Kind}"
        );
        var spec = new ApiKeySpecBody(secret, key.DisplayName, key.Description, owner, ResourceOf(key, links, request));
        return new("iam/v2", "ApiKey", key.Id.Value, metadata, spec);
    }

    private static ReferenceBody ResourceOf(ApiKey key, Links links, HttpRequest request) =>
        new(
            key.Resource.Id,
            links.To(request, RelatedTo(key)),
            Crn.Of(key.Organization, key.Resource == ApiKeyResource.Cloud ? "cloud" : "cluster", key.Resource.Id),
            key.Resource.ApiVersion,
            key.Resource.Kind
        );

    private static string RelatedTo(ApiKey key) =>
        key.Resource == ApiKeyResource.Cloud
            ? $"/org/v2/organizations/{key.Organization}"
            : $"/{key.Resource.ApiVersion}/clusters/{key.Resource.Id}";
}

/// <summary>The changing part of an API key on the wire.</summary>
internal sealed record ApiKeySpecBody(
    string? Secret,
    string DisplayName,
    string Description,
    ReferenceBody Owner,
    ReferenceBody Resource
);
