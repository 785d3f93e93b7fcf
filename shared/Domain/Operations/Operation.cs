using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.Domain.Operations;

/// <summary>What an operation does.</summary>
public enum OperationKind
{
    /// <summary>Creates a cluster.</summary>
    ClusterCreate,

    /// <summary>Changes a cluster's kind or size.</summary>
    ClusterUpdate,

    /// <summary>Deletes a cluster.</summary>
    ClusterDelete,

    /// <summary>Stops a cluster and keeps its data.</summary>
    ClusterSuspend,

    /// <summary>Lets a suspended cluster run again.</summary>
    ClusterResume,

    /// <summary>Creates a service.</summary>
    ServiceCreate,

    /// <summary>Changes, pauses, suspends or resumes a service.</summary>
    ServiceUpdate,

    /// <summary>Deletes a service.</summary>
    ServiceDelete,
}

/// <summary>Where an operation stands. All but Pending and Running are final.</summary>
public enum OperationStatus
{
    /// <summary>Accepted, not begun.</summary>
    Pending,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Not done, what was begun is undone; the failure tells why.</summary>
    Failed,

    /// <summary>A later request made it pointless, such as a deletion during the creation.</summary>
    Superseded,
}

/// <summary>Where a step stands.</summary>
public enum StepStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Failed; the cause tells why.</summary>
    Failed,

    /// <summary>Done, and undone again.</summary>
    Undone,
}

/// <summary>One step of an operation, as its customer can read it.</summary>
/// <param name="Name">Stable, in kebab case: <c>publish-desired-state</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StartedAt">When its first attempt began.</param>
/// <param name="EndedAt">When it came to its end.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Cause">Why it failed, for the customer.</param>
public sealed record OperationStep(
    string Name,
    StepStatus Status,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    int Attempts,
    string? Cause
)
{
    /// <summary>How far it is, for the customer; null when nobody has said so, and once it is done.</summary>
    public string? Progress { get; init; }
}

/// <summary>A long-running operation on a resource; what the Location of a 202 points to.</summary>
public sealed record Operation
{
    /// <summary><c>op-…</c>, deterministic.</summary>
    public required OperationId Id { get; init; }

    /// <summary>The owner.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The environment of the resource.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>
    /// The cluster that it is about, or that its service works on; null for a service of an environment.
    /// </summary>
    public ClusterId? Cluster { get; init; }

    /// <summary>The service that it is about; null when it is about a cluster.</summary>
    public ServiceId? Service { get; init; }

    /// <summary>The generation of its resource that it brings about.</summary>
    public required long Generation { get; init; }

    /// <summary>Where it stands.</summary>
    public OperationStatus Status { get; init; } = OperationStatus.Pending;

    /// <summary>Its steps in order.</summary>
    public IReadOnlyList<OperationStep> Steps { get; init; } = [];

    /// <summary>Stable code of the failure, such as <c>region_timeout</c>; null unless it failed.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The failure for people; null unless it failed.</summary>
    public string? FailureDetail { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last moved.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it reached its final status.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The user or service account that asked for it.</summary>
    public required string Actor { get; init; }

    /// <summary>What it is about.</summary>
    public ResourceId Resource => new(Service?.Value ?? Cluster?.Value ?? "");

    /// <summary>Whether its status is final.</summary>
    public bool IsTerminal =>
        Status is OperationStatus.Succeeded or OperationStatus.Failed or OperationStatus.Superseded;
}
