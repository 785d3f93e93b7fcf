using Mothership.ControlPlane.Http;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Operations;

/// <summary>Where the service of an operation is found.</summary>
internal static class ServicePaths
{
    /// <summary>The path of the service; of a connector, whose own path has its name, that of its cluster's
    /// list.</summary>
    internal static string Of(Operation o)
    {
        var id = o.Service!.Value;
        return ServiceIds.KindOf(id) switch
        {
            ServiceKind.Credential => $"/iam/v2/api-keys/{KeyOf(id)}",
            ServiceKind.SchemaRegistry => $"/srcm/v3/clusters/{id}?environment={o.Environment}",
            ServiceKind.Ksqldb => $"/ksqldbcm/v2/clusters/{id}?environment={o.Environment}",
            ServiceKind.ControlCenter => $"/control/v1/clusters/{id}?environment={o.Environment}",
            _ => $"/connect/v1/environments/{o.Environment}/clusters/{o.Cluster}/connectors?expand=id",
        };
    }

    /// <summary>The resource name of an operation's service.</summary>
    internal static string CrnOf(Operation o) => CrnOf(o.Organization, o.Environment, o.Cluster, o.Service!.Value);

    /// <summary>The resource name of a service.</summary>
    internal static string CrnOf(Service s) => CrnOf(s.Organization, s.Environment, s.Cluster, s.Id);

    private static string CrnOf(OrganizationId organization, EnvironmentId where, ClusterId? cluster, ServiceId id)
    {
        var environment = Crn.Of(organization, where);
        return ServiceIds.KindOf(id) switch
        {
            ServiceKind.Credential => Crn.Of(organization, "api-key", KeyOf(id)),
            ServiceKind.SchemaRegistry => $"{environment}/schema-registry={id}",
            ServiceKind.Ksqldb => $"{environment}/ksql={id}",
            ServiceKind.ControlCenter => $"{environment}/control-center={id}",
            _ => $"{environment}/cloud-cluster={cluster}/connector={id}",
        };
    }

    private static string KeyOf(ServiceId id) => id.Value[(id.Value.IndexOf('-') + 1)..].ToUpperInvariant();
}
