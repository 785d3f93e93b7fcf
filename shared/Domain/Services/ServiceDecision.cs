using Mothership.Domain.Operations;
using Mothership.Domain.Standing;

namespace Mothership.Domain.Services;

/// <summary>What a decision leads to.</summary>
/// <param name="Service">The service's next state, to be written with the ETag of the state that was decided
/// on.</param>
/// <param name="Started">The operation that begins with it, to be written in the same transaction; null when none
/// does.</param>
public sealed record ServiceDecision(Service Service, Operation? Started = null)
{
    /// <summary>What it means to the counters that spend caps go by.</summary>
    public Growth Growth => new(Service.Environment, CommitmentChange, NeedsRoom);

    /// <summary>By how much <see cref="Service.CommittedPerSecond"/> changes.</summary>
    public decimal CommitmentChange { get; init; }

    /// <summary>Whether it leads to cost: then no cap and no hold may be in the way.</summary>
    public bool NeedsRoom { get; init; }

    /// <summary>A decision on a service as it was before; null for a new one.</summary>
    internal static ServiceDecision On(Service? before, Service next, Operation? started = null) =>
        new(next, started) { CommitmentChange = (next.CommittedPerSecond ?? 0m) - (before?.CommittedPerSecond ?? 0m) };
}

/// <summary>What may be changed of a service; null leaves it as it is.</summary>
/// <param name="DisplayName">By the customer.</param>
/// <param name="Spec">By the customer.</param>
/// <param name="IsPaused">By the customer.</param>
/// <param name="IsSuspended">By the system, as its cluster is.</param>
public sealed record ServiceChange(
    string? DisplayName = null,
    ServiceSpec? Spec = null,
    bool? IsPaused = null,
    bool? IsSuspended = null
);
