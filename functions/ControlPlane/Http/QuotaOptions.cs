using Mothership.Domain;
using Mothership.Domain.Ports;

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

    internal ClusterQuota Clusters => new(ClustersPerEnvironment, ClustersPerOrganization);
}
