using Mothership.Domain;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;

namespace Mothership.Stores.Standing;

/// <summary>What was spent in the present month at the most, unrounded.</summary>
/// <param name="Total">Of the organisation, credits included.</param>
/// <param name="ByEnvironment">Of each environment that something was spent in.</param>
internal sealed record Spent(decimal Total, IReadOnlyDictionary<EnvironmentId, decimal> ByEnvironment);

/// <summary>
/// Works out what was spent, never too little: events that are still in an outbox count, and what is under way counts
/// as if it had been done when it was asked for.
/// </summary>
internal sealed class SpendReader(IClusterStore clusters, RatingInputs inputs)
{
    public async Task<Spent> ReadAsync(TenantScope scope, DateTimeOffset now, CancellationToken cancellation)
    {
        // The clusters before the events: what has left an outbox by then is found in the event table.
        var all = await AllAsync(scope, cancellation);
        var input = await inputs.LoadPresentAsync(scope, now, cancellation);
        var waiting = all.SelectMany(c => c.Outbox).Where(e => input.Month.Period.Contains(e.EffectiveAt));
        var rated = Rating.Rate(input with { Recorded = [.. input.Recorded, .. waiting] }, now);
        var spent = new Dictionary<EnvironmentId, decimal>();
        foreach (var line in rated.Lines.Where(l => l.Resource is not null))
            Add(spent, line.Resource!.Environment, line.UnroundedAmount);
        foreach (var cluster in all)
            Add(spent, cluster.Environment, UnderWay(cluster, input.Month.Start, now));
        var credits = rated.Lines.Where(l => l.Resource is null).Sum(l => l.UnroundedAmount);
        return new(Math.Max(0m, spent.Values.Sum() + credits), spent);
    }

    private static decimal UnderWay(Cluster cluster, DateTimeOffset month, DateTimeOffset now)
    {
        if (cluster.OpenOperation is null || cluster.IsDeleting)
            return 0m;
        var since = cluster.Phase == ClusterPhase.Provisioning ? cluster.CreatedAt : cluster.UpdatedAt;
        var billed = cluster.SuspendedAt is null ? cluster.NetPerSecond ?? 0m : 0m;
        var more = (cluster.CommittedPerSecond ?? 0m) - billed;
        since = since > month ? since : month;
        return more > 0m && now > since ? more * Exact.Seconds(now.UtcTicks - since.UtcTicks) : 0m;
    }

    private static void Add(Dictionary<EnvironmentId, decimal> spent, EnvironmentId environment, decimal amount) =>
        spent[environment] = spent.GetValueOrDefault(environment) + amount;

    private async Task<List<Cluster>> AllAsync(TenantScope scope, CancellationToken cancellation)
    {
        var all = new List<Cluster>();
        string? next = null;
        do
        {
            var page = await clusters.ListAllAsync(scope, new(Limits.MaxPageSize, next), cancellation);
            all.AddRange(page.Items);
            next = page.Next;
        } while (next is not null);
        return all;
    }
}
