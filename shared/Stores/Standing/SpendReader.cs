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
internal sealed class SpendReader(IClusterStore clusters, IServiceStore services, RatingInputs inputs)
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
        foreach (var sold in all)
            Add(spent, sold.Environment, UnderWay(sold, input.Month.Start, now));
        var credits = rated.Lines.Where(l => l.Resource is null).Sum(l => l.UnroundedAmount);
        return new(Math.Max(0m, spent.Values.Sum() + credits), spent);
    }

    private static decimal UnderWay(ISoldResource sold, DateTimeOffset month, DateTimeOffset now)
    {
        if (sold.OpenOperation is null || sold.IsDeleting)
            return 0m;
        var since = sold.Phase == ClusterPhase.Provisioning ? sold.CreatedAt : sold.UpdatedAt;
        var billed = sold.IsOff ? 0m : sold.NetPerSecond ?? 0m;
        var more = (sold.CommittedPerSecond ?? 0m) - billed;
        since = since > month ? since : month;
        return more > 0m && now > since ? more * Exact.Seconds(now.UtcTicks - since.UtcTicks) : 0m;
    }

    private static void Add(Dictionary<EnvironmentId, decimal> spent, EnvironmentId environment, decimal amount) =>
        spent[environment] = spent.GetValueOrDefault(environment) + amount;

    private async Task<List<ISoldResource>> AllAsync(TenantScope scope, CancellationToken cancellation)
    {
        var all = new List<ISoldResource>();
        await AddAllAsync(all, page => clusters.ListAllAsync(scope, page, cancellation));
        await AddAllAsync(all, page => services.ListAsync(scope, new ServiceFilter(), page, cancellation));
        return all;
    }

    private static async Task AddAllAsync<T>(List<ISoldResource> all, Func<PageRequest, Task<PageOf<T>>> read)
        where T : ISoldResource
    {
        string? next = null;
        do
        {
            var page = await read(new(Limits.MaxPageSize, next));
            foreach (var sold in page.Items)
                all.Add(sold);
            next = page.Next;
        } while (next is not null);
    }
}
