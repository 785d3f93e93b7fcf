using Mothership.Domain;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Services;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>What a cap would still leave room for.</summary>
/// <param name="Cap">The cap.</param>
/// <param name="ByMonthEnd">What is committed by the month's end, with what is asked about, unrounded.</param>
public sealed record CapRoom(SpendCap Cap, decimal ByMonthEnd);

/// <summary>
/// Tells whether a decision would be admitted, by the same rules as when it is written, and writes nothing.
/// </summary>
public sealed class SpendPreview
{
    private readonly ResourceTable _resources;
    private readonly SpendReader _spending;
    private readonly ISpendCapStore _caps;
    private readonly IHoldStore _holds;
    private readonly TimeProvider _clock;

    internal SpendPreview(
        ResourceTable resources,
        SpendReader spending,
        ISpendCapStore caps,
        IHoldStore holds,
        TimeProvider clock
    ) => (_resources, _spending, _caps, _holds, _clock) = (resources, spending, caps, holds, clock);

    /// <summary>The caps that a decision is under, with what it would lead to.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="quota">How many clusters there may be; null for a change, which makes no more of them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MothershipException">What writing it would be refused with.</exception>
    public Task<IReadOnlyList<CapRoom>> LookAsync(
        TenantScope scope,
        ClusterDecision decision,
        ClusterQuota? quota,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        return LookAsync(
            scope,
            decision.Growth,
            (environment, organization) =>
            {
                if (quota is not null)
                    ClusterQuotas.Demand(environment, organization, quota);
            },
            cancellation
        );
    }

    /// <summary>The same about a service.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="quota">How many of its kind there may be; null for a change.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MothershipException">What writing it would be refused with.</exception>
    public Task<IReadOnlyList<CapRoom>> LookAsync(
        TenantScope scope,
        ServiceDecision decision,
        int? quota,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        return LookAsync(
            scope,
            decision.Growth,
            (_, organization) =>
            {
                if (quota is { } limit)
                    ServiceCounters.Demand(organization, decision.Service.Kind, limit);
            },
            cancellation
        );
    }

    private async Task<IReadOnlyList<CapRoom>> LookAsync(
        TenantScope scope,
        Growth growth,
        Action<Usage, Usage> demand,
        CancellationToken cancellation
    )
    {
        var where = growth.Environment;
        var environment =
            await _resources.UsageAsync(scope, RowKeys.UsageOf(where), cancellation)
            ?? throw ClusterQuotas.NoEnvironment(where);
        var organization = await _resources.UsageAsync(scope, cancellation);
        demand(environment, organization);
        if (growth.NeedsRoom)
            Holds.RefuseGrowth(await _holds.ListAsync(scope, cancellation), where);
        var caps = await _caps.ListAsync(scope, new(Limits.MaxPageSize, null), cancellation);
        var applying = caps.Items.Where(c => c.AppliesTo(where)).ToList();
        if (applying.Count == 0)
            return [];
        var now = _clock.GetUtcNow();
        var spent = await _spending.ReadAsync(scope, now, cancellation);
        var inside = spent.ByEnvironment.GetValueOrDefault(where);
        return
        [
            .. applying.Select(cap =>
                cap.Environment is null
                    ? RoomOf(cap, growth, organization.Commitment, spent.Total, now)
                    : RoomOf(cap, growth, environment.Commitment, inside, now)
            ),
        ];
    }

    // Writing goes by what is reserved, and, when that leaves no room, by what was really spent.
    private static CapRoom RoomOf(SpendCap cap, Growth growth, Commitment reserved, decimal spent, DateTimeOffset now)
    {
        var kept = reserved.Change(growth.CommitmentChange, now);
        var settled = kept.Settle(spent, now);
        var least = kept.ByMonthEnd(now) < settled.ByMonthEnd(now) ? kept : settled;
        if (growth.NeedsRoom && growth.CommitmentChange > 0m)
            cap.Demand(least, now);
        return new(cap, settled.ByMonthEnd(now));
    }
}
