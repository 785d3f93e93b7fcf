using Mothership.Domain;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Http;

/// <summary>How much an organisation may have; section <c>Quotas</c> of the settings.</summary>
public sealed class QuotaOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "Quotas";

    /// <summary>Clusters of an environment.</summary>
    public int ClustersPerEnvironment { get; set; } = 20;

    /// <summary>Clusters of an organisation.</summary>
    public int ClustersPerOrganization { get; set; } = 400;

    /// <summary>Environments of an organisation.</summary>
    public int EnvironmentsPerOrganization { get; set; } = Limits.EnvironmentsPerOrganization;

    /// <summary>Service accounts of an organisation.</summary>
    public int ServiceAccountsPerOrganization { get; set; } = Limits.ServiceAccountsPerOrganization;

    /// <summary>API keys of an organisation.</summary>
    public int ApiKeysPerOrganization { get; set; } = Limits.ApiKeysPerOrganization;

    /// <summary>Connectors of an organisation.</summary>
    public int ConnectorsPerOrganization { get; set; } = Limits.ConnectorsPerOrganization;

    /// <summary>ksqlDB clusters of an organisation.</summary>
    public int KsqldbClustersPerOrganization { get; set; } = Limits.KsqldbClustersPerOrganization;

    /// <summary>Control Centers of an organisation.</summary>
    public int ControlCentersPerOrganization { get; set; } = Limits.ControlCentersPerOrganization;

    /// <summary>How many services of a kind an organisation may have; keys and environments bound the others.</summary>
    internal int Of(ServiceKind kind) =>
        kind switch
        {
            ServiceKind.Connector => ConnectorsPerOrganization,
            ServiceKind.Ksqldb => KsqldbClustersPerOrganization,
            ServiceKind.ControlCenter => ControlCentersPerOrganization,
            _ => int.MaxValue,
        };

    internal ClusterQuota Clusters => new(ClustersPerEnvironment, ClustersPerOrganization);
}
