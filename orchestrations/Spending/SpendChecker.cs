using Mothership.Domain;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.Stores.Standing;

namespace Mothership.Orchestrations.Spending;

/// <summary>
/// Compares what an organisation has spent this month with its caps: tells its customer what was reached, and places
/// and releases the caps' holds. Looks at the world anew each time, so it may be run by anybody at any time.
/// </summary>
public sealed class SpendChecker(
    ISpendCapStore caps,
    IHoldStore holds,
    INotificationStore notifications,
    AccrualReader accruals,
    SpendSettlement settlement,
    TimeProvider time
)
{
    /// <summary>Checks one organisation.</summary>
    /// <returns>Whether a hold has changed: then they have to be enforced.</returns>
    /// <exception cref="BillingContradictionException">The figures contradict each other; nothing has
    /// changed.</exception>
    public async Task<bool> CheckAsync(TenantScope scope, CancellationToken cancellation)
    {
        var all = await caps.ListAsync(scope, new(Limits.MaxPageSize, null), cancellation);
        var accrual = await accruals.ReadAsync(scope, cancellation);
        var wanted = new List<Hold>();
        foreach (var cap in all.Items)
            if (await JudgeAsync(scope, cap, accrual, cancellation) is { } hold)
                wanted.Add(hold);
        var changed = await ConvergeAsync(scope, wanted, cancellation);
        if (all.Items.Count == 0)
            await caps.UncapAsync(scope, cancellation);
        else
            await settlement.SettleAsync(scope, cancellation);
        return changed;
    }

    private async Task<Hold?> JudgeAsync(
        TenantScope scope,
        SpendCap cap,
        Accrual accrual,
        CancellationToken cancellation
    )
    {
        var spent = cap.Environment is { } only ? accrual.Within(only).Total : accrual.Total;
        var percent = cap.PercentOf(spent);
        foreach (var threshold in cap.Thresholds.Append(100).Where(t => percent >= t))
            await notifications.AddAsync(scope, Told(cap, threshold, accrual.Month), cancellation);
        return percent >= 100m ? cap.HoldOf(accrual.Month, time.GetUtcNow()) : null;
    }

    private Notification Told(SpendCap cap, int threshold, BillingMonth month) =>
        new(
            $"ntf-{cap.Id}-{month}-{threshold:D3}",
            cap.Organization,
            cap.Environment,
            threshold == 100 ? "spend_cap_reached" : "spend_threshold_reached",
            cap.Id.Value,
            threshold == 100
                ? cap.ReachedText(month)
                : $"{threshold} % of spend cap {cap.Id} of {Money.Format(cap.Amount, cap.Currency)} {cap.Currency} are "
                    + $"spent in {month}.",
            time.GetUtcNow()
        );

    private async Task<bool> ConvergeAsync(TenantScope scope, List<Hold> wanted, CancellationToken cancellation)
    {
        var changed = false;
        var placed = await holds.ListAsync(scope, cancellation);
        foreach (var hold in wanted)
        {
            changed |= !placed.Any(p => p with { PlacedAt = hold.PlacedAt } == hold);
            await holds.PlaceAsync(scope, hold, cancellation);
        }
        // Of months that are over, of caps that are gone or were raised.
        foreach (var hold in placed.Where(p => p.Id.StartsWith(Hold.CapPrefix, StringComparison.Ordinal)))
        {
            if (wanted.Exists(w => w.Id == hold.Id))
                continue;
            await holds.ReleaseAsync(scope, hold.Id, cancellation);
            changed = true;
        }
        return changed;
    }
}
