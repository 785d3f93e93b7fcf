using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.Bus.Codecs;

/// <summary>The whole desired state of a service, for its region.</summary>
public sealed record ServiceCommand
{
    /// <summary>The service; the message's key.</summary>
    public required ServiceId Service { get; init; }

    /// <summary>What it is.</summary>
    public required ServiceKind Kind { get; init; }

    /// <summary>Echoed by the report.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The environment that it is in.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The cluster that it works on; null for what belongs to an environment.</summary>
    public ClusterId? Cluster { get; init; }

    /// <summary>Counts the desired states, from 1.</summary>
    public required long Generation { get; init; }

    /// <summary>Who it is for.</summary>
    public required RegionId Region { get; init; }

    /// <summary>Which of the region's Kubernetes clusters it is placed on; empty where there is no choice.</summary>
    public string Pool { get; init; } = "";

    /// <summary>Size, settings and the names of secrets.</summary>
    public required ServiceSpec Spec { get; init; }

    /// <summary>What is wanted of its compute.</summary>
    public ServiceRunState RunState { get; init; } = ServiceRunState.Running;

    /// <summary>Nothing is wanted.</summary>
    public bool Deleted { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }
}

/// <summary>What a region has made of a service's desired state.</summary>
/// <param name="Organization">The owner, echoed from the command.</param>
/// <param name="Region">Who reports.</param>
/// <param name="Observation">What it observed.</param>
public sealed record ServiceReport(OrganizationId Organization, RegionId Region, ServiceObservation Observation);
