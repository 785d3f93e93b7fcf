using Mothership.Domain.Ids;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Steps;

/// <summary>The input of a step's activity.</summary>
/// <param name="Input">The operation's own input.</param>
/// <param name="Step">The step that it is called for.</param>
/// <param name="Attempt">The number of this attempt, from 1.</param>
/// <param name="LastCause">Why the attempt before failed, for the customer to read; null for the first one.</param>
/// <param name="Failure">Of an undo: why it is needed.</param>
public sealed record StepCall(
    OperationInput Input,
    string Step,
    int Attempt,
    string? LastCause = null,
    StepFailure? Failure = null
)
{
    internal TenantScope Scope => SystemScope.For(new OrganizationId(Input.Organization));

    internal ClusterId Cluster => new(Input.Cluster);

    /// <summary>Of the operation of a service.</summary>
    internal ServiceId Service => new(Input.Service!);

    internal OperationId Operation => new(Input.Operation);
}

/// <summary>Why an operation fails.</summary>
/// <param name="Code">Stable, such as <c>region_timeout</c>.</param>
/// <param name="Detail">For the customer.</param>
public sealed record StepFailure(string Code, string Detail);

/// <summary>How a step's activity came out. The numbers are in histories: never change one.</summary>
public enum StepVerdict
{
    /// <summary>The step is done.</summary>
    Done = 0,

    /// <summary>What it waits for has not happened yet.</summary>
    Waiting = 1,

    /// <summary>It can't be done; what was begun has to be undone.</summary>
    Failed = 2,

    /// <summary>A later request has taken over; nothing is to be undone here.</summary>
    Superseded = 3,
}

/// <summary>The outcome of a step's activity. Faults that pass are exceptions, not outcomes.</summary>
/// <param name="Verdict">How it came out.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
/// <param name="Patience">How long to wait for the region; null unless a desired state was published.</param>
/// <param name="Generation">The generation that the operation goes on with; null unless it is another one.</param>
public sealed record StepResult(
    StepVerdict Verdict,
    StepFailure? Failure = null,
    Patience? Patience = null,
    long? Generation = null
)
{
    internal static StepResult Done { get; } = new(StepVerdict.Done);

    internal static StepResult Waiting { get; } = new(StepVerdict.Waiting);

    internal static StepResult Superseded { get; } = new(StepVerdict.Superseded);

    internal static StepResult Failed(string code, string detail) =>
        new(StepVerdict.Failed, new StepFailure(code, detail));
}

/// <summary>
/// How long to wait for a region. Part of the history, so that a change of the settings does not disturb what is
/// running.
/// </summary>
/// <param name="RegionTimeout">How long it may take in all.</param>
/// <param name="RepublishInterval">How often it is told again.</param>
/// <param name="MayMove">Whether a cluster that has no room where it was placed is placed elsewhere; false in histories
/// from before that was possible.</param>
public sealed record Patience(TimeSpan RegionTimeout, TimeSpan RepublishInterval, bool MayMove = false);
