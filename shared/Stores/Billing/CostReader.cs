using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>
/// Reads what each day cost: of closed months from their invoices, of open ones from the events up to now.
/// </summary>
public sealed class CostReader(IBillingReader reader, IInvoiceStore invoices, RatingInputs inputs, TimeProvider clock)
{
    /// <summary>
    /// The costs of the days from <paramref name="start"/> up to, but without, <paramref name="end"/>, in the order of
    /// their ids.
    /// </summary>
    /// <exception cref="BillingContradictionException">The figures of an open month contradict each other.</exception>
    public async Task<IReadOnlyList<IdentifiedCost>> ReadAsync(
        TenantScope scope,
        DateOnly start,
        DateOnly end,
        CancellationToken cancellation
    )
    {
        var ledger = await reader.ReadLedgerAsync(scope, cancellation);
        var (first, last) = (MonthOf(start), MonthOf(end.AddDays(-1)));
        var costs = new List<DailyCost>();
        if (ledger.ClosedThrough is { } closed && ledger.FirstMonth is { } earliest)
            costs.AddRange(await OfClosedAsync(scope, Max(first, earliest), Min(last, closed), cancellation));
        if (ledger.FirstOpen <= last)
            costs.AddRange(await OfOpenAsync(scope, cancellation));
        return
        [
            .. costs
                .Where(c => start <= c.Day && c.Day < end)
                .Select(c => new IdentifiedCost(c))
                .OrderBy(c => c.Id, StringComparer.Ordinal),
        ];
    }

    private async Task<List<DailyCost>> OfClosedAsync(
        TenantScope scope,
        BillingMonth first,
        BillingMonth last,
        CancellationToken cancellation
    )
    {
        var costs = new List<DailyCost>();
        foreach (var month in BillingMonth.Range(first, last.Next))
            if (await invoices.FindAsync(scope, Invoice.IdOf(scope.Organization, month), cancellation) is { } stored)
                costs.AddRange(DailyCosts.Of(stored.Invoice.Lines, month, stored.Invoice.Currency));
        return costs;
    }

    private async Task<List<DailyCost>> OfOpenAsync(TenantScope scope, CancellationToken cancellation)
    {
        var open = await inputs.RateOpenAsync(scope, clock.GetUtcNow(), cancellation);
        return [.. open.Where(m => m.Lines.Count > 0).SelectMany(m => DailyCosts.Of(m.Lines, m.Month, m.Currency!))];
    }

    private static BillingMonth MonthOf(DateOnly day) => new(day.Year, day.Month);

    private static BillingMonth Max(BillingMonth a, BillingMonth b) => BillingMonth.Max(a, b);

    private static BillingMonth Min(BillingMonth a, BillingMonth b) => a < b ? a : b;
}

/// <summary>A day's cost with an id that stays the same while the day's figures grow, and that sorts by day.</summary>
public sealed record IdentifiedCost(DailyCost Cost)
{
    /// <summary>
    /// <c>cost-{day}-{resource, or the credit's event}-{meter}-{u: use, a: allowance, m: minimum, p: credit, c: credit
    /// and d: debit of an adjustment}-{start of the line}-{price}</c>.
    /// </summary>
    public string Id { get; } =
        $"cost-{Cost.Day:yyyyMMdd}-{Cost.Line.Resource?.Id.Value ?? Cost.Line.EventId}-{(int?)Cost.Line.Meter}"
        + $"-{LetterOf(Cost.Line)}-{Cost.Line.Period.Start.UtcTicks:x16}-{Money.FormatExact(Cost.Line.UnitPrice)}";

    private static string LetterOf(BillLine line) =>
        line.Kind switch
        {
            BillLineKind.Usage => "u",
            BillLineKind.Allowance => "a",
            BillLineKind.Minimum => "m",
            BillLineKind.Credit => "p",
            _ => (line.IsNegative ? "c" : "d") + (int?)line.Corrects,
        };
}
