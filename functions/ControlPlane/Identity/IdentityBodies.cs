using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;

namespace Mothership.ControlPlane.Identity;

/// <summary>A person on the wire.</summary>
internal sealed record UserBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    string Email,
    string FullName,
    string AuthType
)
{
    private static readonly WireNames<UserAuthType> AuthTypes = new(
        (UserAuthType.Local, "AUTH_TYPE_LOCAL"),
        (UserAuthType.Sso, "AUTH_TYPE_SSO")
    );

    internal static UserBody Of(User u, Links links, HttpRequest request)
    {
        var metadata = AccountPaths.Metadata(u.Organization, u.Id.Value, u.CreatedAt, u.UpdatedAt, links, request);
        return new("iam/v2", "User", u.Id.Value, metadata, u.Email, u.FullName, AuthTypes.Of(u.AuthType));
    }
}

/// <summary>A program's account on the wire.</summary>
internal sealed record ServiceAccountBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    string DisplayName,
    string Description
)
{
    internal static ServiceAccountBody Of(ServiceAccount a, Links links, HttpRequest request)
    {
        var metadata = AccountPaths.Metadata(a.Organization, a.Id.Value, a.CreatedAt, a.UpdatedAt, links, request);
        return new("iam/v2", "ServiceAccount", a.Id.Value, metadata, a.DisplayName, a.Description);
    }
}

/// <summary>Where accounts are found.</summary>
internal static class AccountPaths
{
    internal static bool IsUser(string id) => id.StartsWith("u-", StringComparison.Ordinal);

    internal static string Of(string id) => IsUser(id) ? $"/iam/v2/users/{id}" : $"/iam/v2/service-accounts/{id}";

    internal static string CrnOf(OrganizationId organization, string id) =>
        Crn.Of(organization, IsUser(id) ? "user" : "service-account", id);

    internal static ObjectMetadata Metadata(
        OrganizationId organization,
        string id,
        DateTimeOffset createdAt,
        DateTimeOffset updatedAt,
        Links links,
        HttpRequest request
    ) => new(links.To(request, Of(id)), CrnOf(organization, id), createdAt.UtcDateTime, updatedAt.UtcDateTime);
}
