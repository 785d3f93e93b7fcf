using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>A service that a request asks for, checked as far as its own words go.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Environment">Where it is listed.</param>
/// <param name="Cluster">What it works on; null for what belongs to an environment.</param>
/// <param name="Region">Where it runs.</param>
/// <param name="DisplayName">The customer's name for it.</param>
/// <param name="Spec">Size and settings, without secrets.</param>
/// <param name="Secrets">Values that belong into the vault, by what the service calls them.</param>
internal sealed record ServiceDraft(
    ServiceKind Kind,
    EnvironmentId Environment,
    Cluster? Cluster,
    RegionId Region,
    string DisplayName,
    ServiceSpec Spec,
    IReadOnlyDictionary<string, string> Secrets
)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>One on a cluster, without secrets.</summary>
    internal static ServiceDraft On(Cluster cluster, ServiceKind kind, string displayName, ServiceSpec spec) =>
        new(kind, cluster.Environment, cluster, cluster.Region, displayName, spec, None);

    /// <summary>The service that it comes to.</summary>
    internal Service New(
        ServiceId id,
        ServiceSpec spec,
        OrganizationId organization,
        string actor,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            Kind = Kind,
            Organization = organization,
            Environment = Environment,
            Cluster = Cluster?.Id,
            Region = Region,
            Pool = Cluster?.Pool,
            DisplayName = DisplayName,
            Spec = spec,
            CreatedAt = now,
            UpdatedAt = now,
            Actor = actor,
        };
}
