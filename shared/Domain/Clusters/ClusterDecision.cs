using Mothership.Domain.Operations;
using Mothership.Domain.Standing;

namespace Mothership.Domain.Clusters;

/// <summary>What a decision leads to.</summary>
/// <param name="Cluster">The cluster's next state, to be written with the ETag of the state that was decided
/// on.</param>
/// <param name="Started">The operation that begins with it, to be written in the same transaction; null when none
/// does.</param>
public sealed record ClusterDecision(Cluster Cluster, Operation? Started = null)
{
    /// <summary>What it means to the counters that spend caps go by.</summary>
    public Growth Growth => new(Cluster.Environment, CommitmentChange, NeedsRoom);

    /// <summary>
    /// By how much <see cref="Cluster.CommittedPerSecond"/> changes: the counters of its organisation and environment
    /// change by as much, in the same transaction.
    /// </summary>
    public decimal CommitmentChange { get; init; }

    /// <summary>
    /// Whether a customer asks for it and it leads to cost: then it has to be within the spend caps, and no hold may
    /// refuse it.
    /// </summary>
    public bool NeedsRoom { get; init; }

    /// <summary>The same on a pool; an empty name is that of a region without a choice.</summary>
    public ClusterDecision PlacedOn(string pool) =>
        this with
        {
            Cluster = Cluster with { Pool = pool.Length == 0 ? null : pool },
        };

    /// <summary>A decision on a cluster as it was before; null for a new one.</summary>
    internal static ClusterDecision On(Cluster? before, Cluster next, Operation? started = null) =>
        new(next, started) { CommitmentChange = (next.CommittedPerSecond ?? 0m) - (before?.CommittedPerSecond ?? 0m) };
}

/// <summary>What a customer may change of a cluster; null leaves it as it is.</summary>
public sealed record ClusterChange(
    string? DisplayName = null,
    bool? DeletionProtection = null,
    ClusterConfig? Config = null
);

/// <summary>Addresses that a region has reported.</summary>
public sealed record ClusterEndpoints(string Bootstrap, string? Http);
