using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Clusters;

/// <summary>The phases that clients know; there are no others on the wire.</summary>
public enum ClusterPhase
{
    /// <summary>Being created.</summary>
    Provisioning,

    /// <summary>Usable.</summary>
    Provisioned,

    /// <summary>Could not be created or removed; the operation tells why.</summary>
    Failed,
}

/// <summary>
/// A customer's Kafka cluster as the mothership wants it and as its region has it. Changed only by
/// <see cref="ClusterDecider"/>.
/// </summary>
public sealed record Cluster : ISoldResource
{
    /// <summary><c>lkc-…</c>.</summary>
    public required ClusterId Id { get; init; }

    /// <summary>The owner.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The environment that it is listed in.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The customer's name for it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where it runs; never changes.</summary>
    public required RegionId Region { get; init; }

    /// <summary>
    /// Which of the region's Kubernetes clusters it is placed on; null where the region has no choice.
    /// </summary>
    public string? Pool { get; init; }

    /// <summary>Single or multi zone; never changes.</summary>
    public required Availability Availability { get; init; }

    /// <summary>The desired kind and size.</summary>
    public required ClusterConfig Config { get; init; }

    /// <summary>Refuses deletion while set.</summary>
    public bool DeletionProtection { get; init; }

    /// <summary>The phase that clients see.</summary>
    public ClusterPhase Phase { get; init; } = ClusterPhase.Provisioning;

    /// <summary>Counts the desired states that a region has to apply; the first is 1.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>The kind and size that its region has confirmed; null before the first confirmation.</summary>
    public ClusterConfig? AppliedConfig { get; init; }

    /// <summary>
    /// The address for Kafka clients, such as <c>PLAINTEXT://127.0.0.1:9092</c>; null until its region reported it.
    /// </summary>
    public string? BootstrapEndpoint { get; init; }

    /// <summary>The address of the cluster's REST API; null where there is none.</summary>
    public string? HttpEndpoint { get; init; }

    /// <summary>The operation under way; null when nothing is. The row's ETag makes it the cluster's lock.</summary>
    public OperationId? OpenOperation { get; init; }

    /// <summary>Why it failed, for the customer to read.</summary>
    public string? FailureCause { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the customer or its region last changed it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it first became usable: from then on it costs.</summary>
    public DateTimeOffset? ProvisionedAt { get; init; }

    /// <summary>When its deletion was asked for: from then on it costs nothing.</summary>
    public DateTimeOffset? DeletionRequestedAt { get; init; }

    /// <summary>The user or service account that made the last change.</summary>
    public required string Actor { get; init; }

    /// <summary>
    /// Billing events that belong to this state but may not be in the event table yet. Written with the state in one
    /// go, appended to the table, then cleared: so no change is billed twice or not at all, whatever crashes in
    /// between.
    /// </summary>
    public IReadOnlyList<PriceEvent> Outbox { get; init; } = [];

    /// <summary>The currency that it is billed in, ISO 4217; set by its first billing event.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>When the last billing event took effect; the next one is never before it.</summary>
    public DateTimeOffset? LastBilledAt { get; init; }

    /// <summary>Why it is wanted suspended; null when it is wanted running.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>
    /// Since when its region has it suspended: from then on it costs nothing, until the region has resumed it. Null
    /// while it runs.
    /// </summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>
    /// What it costs a second when it runs, without its meters, by its last price; null before the first.
    /// </summary>
    public decimal? NetPerSecond { get; init; }

    /// <summary>
    /// What it may come to cost a second: counts against spend caps from the request that causes it until its deletion.
    /// Null for none.
    /// </summary>
    public decimal? CommittedPerSecond { get; init; }

    /// <summary>Counts the changes of this record; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Whether its deletion has been asked for.</summary>
    public bool IsDeleting => DeletionRequestedAt is not null;

    /// <inheritdoc/>
    public bool IsOff => SuspendedAt is not null;
}

/// <summary>Why a cluster is to be suspended: its compute goes away, its data stays.</summary>
/// <param name="Reason">For the customer.</param>
/// <param name="RequestedAt">When it was decided.</param>
public sealed record Suspension(string Reason, DateTimeOffset RequestedAt);
