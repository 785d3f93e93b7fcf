using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Organizations;

namespace Mothership.ControlPlane.Organizations;

/// <summary>An environment on the wire.</summary>
internal sealed record EnvironmentBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    string DisplayName,
    GovernanceBody StreamGovernanceConfig
)
{
    internal static readonly WireNames<GovernancePackage> Packages = new(
        (GovernancePackage.Essentials, "ESSENTIALS"),
        (GovernancePackage.Advanced, "ADVANCED")
    );

    internal static string PathOf(EnvironmentRecord e) => $"/org/v2/environments/{e.Id}";

    internal static EnvironmentBody Of(EnvironmentRecord e, Links links, HttpRequest request)
    {
        var metadata = new ObjectMetadata(
            links.To(request, PathOf(e)),
            Crn.Of(e.Organization, e.Id),
            e.CreatedAt.UtcDateTime,
            e.UpdatedAt.UtcDateTime
        );
        return new("org/v2", "Environment", e.Id.Value, metadata, e.DisplayName, new(Packages.Of(e.Package)));
    }
}

/// <summary>The governance package of an environment on the wire.</summary>
internal sealed record GovernanceBody(string Package);

/// <summary>An organisation on the wire.</summary>
internal sealed record OrganizationBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    string DisplayName,
    bool JitEnabled
)
{
    internal static OrganizationBody Of(Organization o, Links links, HttpRequest request)
    {
        var metadata = new ObjectMetadata(
            links.To(request, $"/org/v2/organizations/{o.Id}"),
            Crn.Of(o.Id),
            o.CreatedAt.UtcDateTime,
            o.UpdatedAt.UtcDateTime
        );
        return new("org/v2", "Organization", o.Id.Value, metadata, o.DisplayName, o.JitEnabled);
    }
}
