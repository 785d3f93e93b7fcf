using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>Where a promotional credit stands.</summary>
/// <param name="Event">The credit.</param>
/// <param name="Remaining">What the bills so far have left of it.</param>
/// <param name="Accrued">What the months that are not billed yet take of that by now.</param>
public sealed record CreditStanding(CreditEvent Event, decimal Remaining, decimal Accrued);

/// <summary>Reads what is left of promotional credits.</summary>
public sealed class CreditReader(IBillingReader reader, RatingInputs inputs, TimeProvider clock)
{
    /// <summary>
    /// The credits of which something is left, or that were granted since the last bill, in the order in which they are
    /// used up. What expired before the first month that is not billed is not among them.
    /// </summary>
    /// <exception cref="BillingContradictionException">The figures of an open month contradict each other.</exception>
    public async Task<IReadOnlyList<CreditStanding>> ReadAsync(TenantScope scope, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var ledger = await reader.ReadLedgerAsync(scope, cancellation);
        if (ledger.FirstOpen is not { } first)
            return [];
        var left = new Dictionary<CreditEvent, decimal>();
        foreach (var month in BillingMonth.Range(first, BillingMonth.Of(now).Next))
        {
            var recorded = await reader.ReadMonthAsync(scope, month, cancellation);
            foreach (var carried in recorded.Credits)
                left.TryAdd(carried.Source, carried.Remaining);
            foreach (var granted in recorded.Events.OfType<CreditEvent>())
                left.TryAdd(granted, granted.Amount);
        }
        var accrued = (await inputs.RateOpenAsync(scope, now, cancellation))
            .SelectMany(m => m.Lines)
            .Where(l => l.Kind == BillLineKind.Credit)
            .ToLookup(l => l.EventId, l => -l.Amount);
        return
        [
            .. left.Select(c => new CreditStanding(c.Key, c.Value, accrued[c.Key.EventId].Sum()))
                .OrderBy(c => c.Event.ExpiresAt ?? DateTimeOffset.MaxValue)
                .ThenBy(c => c.Event.EffectiveAt)
                .ThenBy(c => c.Event.EventId, StringComparer.Ordinal),
        ];
    }
}
