using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Identity;
using Mothership.ControlPlane.Organizations;
using Mothership.Stores;

namespace Mothership.ControlPlane.Fleet;

/// <summary>
/// An organisation with all that it begins with, on the wire. The key's secret is in this answer only.
/// </summary>
internal sealed record NewOrganizationBody(
    string ApiVersion,
    string Kind,
    OrganizationBody Organization,
    EnvironmentBody Environment,
    UserBody User,
    ApiKeyBody ApiKey
)
{
    internal static NewOrganizationBody Of(NewOrganization made, Links links, HttpRequest request) =>
        new(
            "fleet/v1",
            "NewOrganization",
            OrganizationBody.Of(made.Organization, links, request),
            EnvironmentBody.Of(made.Environment, links, request),
            UserBody.Of(made.Admin, links, request),
            ApiKeyBody.Of(made.Key, made.Secret, links, request)
        );
}
