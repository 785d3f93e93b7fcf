using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Services;

/// <summary>
/// A service around Kafka as the mothership wants it and as its region has it. Changed only by
/// <see cref="ServiceDecider"/>.
/// </summary>
public sealed record Service : ISoldResource
{
    /// <summary>Its prefix tells its kind.</summary>
    public required ServiceId Id { get; init; }

    /// <summary>What it is.</summary>
    public required ServiceKind Kind { get; init; }

    /// <summary>The owner.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The environment that it is listed in.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The cluster that it works on, and goes with; null for what belongs to an environment.</summary>
    public ClusterId? Cluster { get; init; }

    /// <summary>Where it runs: where its cluster does. Never changes.</summary>
    public required RegionId Region { get; init; }

    /// <summary>Which of the region's Kubernetes clusters it is placed on; null where there is no choice.</summary>
    public string? Pool { get; init; }

    /// <summary>The customer's name for it; of a connector, unique on its cluster.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The desired size and settings.</summary>
    public required ServiceSpec Spec { get; init; }

    /// <summary>Whether its customer wants it paused. It costs as before: what it has stays taken up.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether it is wanted suspended, as its cluster is.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The phase that clients see.</summary>
    public ClusterPhase Phase { get; init; } = ClusterPhase.Provisioning;

    /// <summary>Counts the desired states that a region has to apply; the first is 1.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>What its region has confirmed; null before the first confirmation.</summary>
    public AppliedService? Applied { get; init; }

    /// <summary>Where it is reached; null until its region reported it, and for what has no address.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The operation under way; null when nothing is. The row's ETag makes it the service's lock.</summary>
    public OperationId? OpenOperation { get; init; }

    /// <summary>Why it failed, for the customer to read.</summary>
    public string? FailureCause { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the customer or its region last changed it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it first became usable: from then on it costs, if it has a price.</summary>
    public DateTimeOffset? ProvisionedAt { get; init; }

    /// <summary>When its deletion, or that of its cluster, was asked for: from then on it costs nothing.</summary>
    public DateTimeOffset? DeletionRequestedAt { get; init; }

    /// <summary>The user or service account that made the last change.</summary>
    public required string Actor { get; init; }

    /// <summary>As of a cluster: billing events that belong to this state.</summary>
    public IReadOnlyList<PriceEvent> Outbox { get; init; } = [];

    /// <summary>The currency that it is billed in, ISO 4217; set by its first billing event.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>When the last billing event took effect; null when it was never billed.</summary>
    public DateTimeOffset? LastBilledAt { get; init; }

    /// <summary>What it costs a second when it runs, by its last price; null when it has none.</summary>
    public decimal? NetPerSecond { get; init; }

    /// <summary>What it may come to cost a second: counts against spend caps. Null for none.</summary>
    public decimal? CommittedPerSecond { get; init; }

    /// <summary>Counts the changes of this record; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Whether its deletion has been asked for.</summary>
    public bool IsDeleting => DeletionRequestedAt is not null;

    /// <inheritdoc/>
    public bool IsOff => Applied is { IsSuspended: true };

    /// <summary>What is wanted of its compute.</summary>
    public ServiceRunState RunState =>
        IsSuspended ? ServiceRunState.Suspended
        : IsPaused ? ServiceRunState.Paused
        : ServiceRunState.Running;

    /// <summary>What is wanted of it, to be compared with what is confirmed.</summary>
    public AppliedService Wanted => new(Spec, IsPaused, IsSuspended);
}

/// <summary>What a region has confirmed of a service.</summary>
/// <param name="Spec">Size and settings.</param>
/// <param name="IsPaused">Whether its customer has it paused.</param>
/// <param name="IsSuspended">Whether its compute is away.</param>
public sealed record AppliedService(ServiceSpec Spec, bool IsPaused, bool IsSuspended);
