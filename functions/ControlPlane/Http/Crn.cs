using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Http;

/// <summary>
/// Resource names. The authority is the one that existing tools look for; they also cut a cluster's name at its last
/// part.
/// </summary>
internal static class Crn
{
    private const string Authority = "crn://confluent.cloud";

    internal static string Of(OrganizationId organization) => $"{Authority}/organization={organization}";

    internal static string Of(OrganizationId organization, EnvironmentId environment) =>
        $"{Of(organization)}/environment={environment}";

    internal static string Of(Cluster cluster) =>
        $"{Of(cluster.Organization, cluster.Environment)}/cloud-cluster={cluster.Id}/kafka={cluster.Id}";

    /// <summary>The name of something that belongs to the organisation itself, such as <c>api-key=…</c>.</summary>
    internal static string Of(OrganizationId organization, string kind, string id) => $"{Of(organization)}/{kind}={id}";
}
