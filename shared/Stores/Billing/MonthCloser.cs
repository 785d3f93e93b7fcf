using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>What became of closing an organisation's month.</summary>
public enum CloseResult
{
    /// <summary>It is closed, by this attempt or an earlier one.</summary>
    Closed,

    /// <summary>It is not over, or the time for late events is not.</summary>
    TooEarly,

    /// <summary>The figures contradict each other; it waits for a person.</summary>
    Parked,
}

/// <summary>The outcome of closing an organisation's month.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Month">The month that was closed, or the earlier one that stands in the way.</param>
/// <param name="Reason">Why it is parked; null otherwise.</param>
public sealed record CloseOutcome(CloseResult Result, BillingMonth Month, string? Reason = null);

/// <summary>How closing is set up; configuration section <c>Billing</c>.</summary>
public sealed record BillingOptions
{
    /// <summary>How long after its end a month still takes late events before it is closed.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many organisations are closed at the same time.</summary>
    public int CloseParallelism { get; init; } = 8;

    /// <summary>How many organisations one generation of the orchestration takes on.</summary>
    public int ClosePageSize { get; init; } = 200;

    /// <summary>When a month can be closed.</summary>
    public DateTimeOffset DueAt(BillingMonth month) => month.End + GracePeriod;
}

/// <summary>
/// Closes months of one organisation. May run any number of times, at the same time, and be killed anywhere: a month is
/// frozen before it is read, so every run rates the same events and writes the same rows.
/// </summary>
public sealed class MonthCloser(
    IMonthCloseStore store,
    IInvoiceStore invoices,
    RatingInputs inputs,
    BillingOptions options,
    TimeProvider clock
)
{
    /// <summary>Closes a month, and the ones before it that are still open, earliest first.</summary>
    public async Task<CloseOutcome> CloseAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation)
    {
        if (clock.GetUtcNow() < options.DueAt(month))
            return new(CloseResult.TooEarly, month);
        var ledger = await store.SealAsync(scope, cancellation);
        if (ledger.Ledger.FirstOpen is not { } first || first > month)
        {
            await store.ForgetAsync(scope, month, cancellation);
            return new(CloseResult.Closed, month);
        }
        foreach (var open in BillingMonth.Range(first, month.Next))
        {
            // Another run may be ahead of this one.
            if (open <= ledger.Ledger.ClosedThrough)
                continue;
            var (closed, parked) = await CloseNextAsync(scope, ledger, open, cancellation);
            if (parked is not null)
                return new(CloseResult.Parked, open, parked);
            ledger = closed;
        }
        return new(CloseResult.Closed, month);
    }

    private async Task<(SealedLedger Ledger, string? Parked)> CloseNextAsync(
        TenantScope scope,
        SealedLedger ledger,
        BillingMonth month,
        CancellationToken cancellation
    )
    {
        var token = await store.FreezeAsync(scope, month, cancellation);
        try
        {
            var rated = Rating.Rate(await inputs.LoadAsync(scope, ledger.Ledger, month, cancellation));
            var count = ledger.Ledger.Invoices + (rated.Lines.Count > 0 ? 1 : 0);
            if (rated.Lines.Count > 0)
                await invoices.AddAsync(scope, Invoice.Of(rated, count), cancellation);
            await store.CarryOnAsync(scope, month.Next, rated.CarriedOn, rated.CreditsCarriedOn, cancellation);
            return (await store.CompleteAsync(scope, ledger, month, token, count, cancellation), null);
        }
        catch (BillingContradictionException contradiction)
        {
            await store.ParkAsync(scope, month, token, contradiction.Message, cancellation);
            return (ledger, contradiction.Message);
        }
    }
}
