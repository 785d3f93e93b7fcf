using Mothership.Domain.Billing;

namespace Mothership.Domain.Clusters;

/// <content>
/// Other versions of the price book that come into force. Each is an event of each running cluster, at the instant of
/// the change and for what it is built as then. A cluster that the new version does not sell keeps its price; what runs
/// is not taken away by a price list.
/// </content>
public static partial class ClusterDecider
{
    /// <summary>Brings what a running cluster costs up to the present.</summary>
    /// <returns>Null when no other price has come into force since its last billing event, or it does not
    /// cost.</returns>
    public static ClusterDecision? Reprice(Cluster cluster, IPriceBook prices, DateTimeOffset now)
    {
        var next = Repriced(cluster, prices, now);
        return next == cluster
            ? null
            : ClusterDecision.On(
                cluster,
                next with
                {
                    Version = cluster.Version + 1,
                    CommittedPerSecond = CommittedAfter(next),
                }
            );
    }

    /// <summary>
    /// Decides about what a cluster costs from now on, after billing the prices that came into force before.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="prices">The price book.</param>
    /// <param name="now">The present: a price that comes into force at this very tick is the decision's own.</param>
    /// <param name="decide">The decision.</param>
    /// <returns>Null when there is nothing to decide.</returns>
    public static ClusterDecision? Repricing(
        Cluster cluster,
        IPriceBook prices,
        DateTimeOffset now,
        Func<Cluster, ClusterDecision?> decide
    )
    {
        var decision = decide(cluster);
        if (decision is null || decision.Cluster.Outbox.Count == cluster.Outbox.Count)
            return decision;
        var next = Repriced(cluster, prices, now.AddTicks(-1));
        // What counts against spend caps is decided by the decision, from what counted before it.
        return next == cluster ? decision : decide(next with { CommittedPerSecond = cluster.CommittedPerSecond });
    }

    private static Cluster Repriced(Cluster cluster, IPriceBook prices, DateTimeOffset through)
    {
        if (cluster is not { AppliedConfig: { } config, LastBilledAt: { } last, IsDeleting: false, SuspendedAt: null })
            return cluster;
        foreach (var change in prices.Changes(last, through))
            if (prices.Find(cluster.Region, config, change) is { } price)
                cluster = Bill(cluster, PriceEventKind.Repriced, config, change, price) with
                {
                    NetPerSecond = price.NetPerSecond,
                };
        return cluster;
    }

    /// <summary>What a change under way will cost counts already, when it is more.</summary>
    private static decimal? CommittedAfter(Cluster repriced) =>
        repriced.Config == repriced.AppliedConfig
            ? repriced.NetPerSecond
            : Math.Max(repriced.CommittedPerSecond ?? 0m, repriced.NetPerSecond ?? 0m);
}
