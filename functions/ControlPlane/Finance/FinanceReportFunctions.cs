using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Billing;
using Mothership.Domain.Statements;
using Mothership.Stores.Finance;

namespace Mothership.ControlPlane.Finance;

/// <summary>Reports for finance over all organisations: totals as JSON, rows as CSV.</summary>
public sealed class FinanceReportFunctions(
    RevenueReader revenue,
    UnbilledReader unbilled,
    FinanceReader finance,
    TimeProvider clock
)
{
    private const int MaxMonths = 12;

    /// <summary>Revenue of some months by region and kind.</summary>
    [Function("GetRevenue")]
    public async Task<IActionResult> Revenue(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/billing/revenue")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var (first, end) = Months(query);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Csv);
        query.ThrowIfAny();
        var report = await BillingReview.GuardAsync(() => revenue.ReadAsync(first, end, cancellation));
        return format == Formats.Json
            ? Answer.Ok(RevenueBody.Of(report), FinanceJson.Wire.RevenueBody)
            : await StreamedAnswer.CsvAsync(
                $"revenue-{first}-{end.Previous}.csv",
                FinanceSheets.RevenueHeader,
                report.Rows.ToAsyncEnumerable().Select(FinanceSheets.RowOf),
                cancellation
            );
    }

    /// <summary>What has been used up to now and no invoice says yet.</summary>
    [Function("GetUnbilled")]
    public async Task<IActionResult> Unbilled(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/billing/unbilled")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var format = JsonOrCsv(request);
        var rows = unbilled.ReadAsync(cancellation);
        if (format == Formats.Csv)
            return await StreamedAnswer.CsvAsync(
                $"unbilled-{clock.GetUtcNow():yyyy-MM-dd}.csv",
                FinanceSheets.UnbilledHeader,
                rows.Select(FinanceSheets.RowOf),
                cancellation
            );
        var totals = new SortedDictionary<(string Month, string Currency), (int Count, decimal Amount)>();
        var underReview = 0;
        await foreach (var row in rows)
            if (row.Currency is { } currency)
            {
                var (count, amount) = totals.GetValueOrDefault((row.Month.ToString(), currency));
                totals[(row.Month.ToString(), currency)] = (count + 1, amount + row.Amount);
            }
            else
                underReview++;
        var shown = totals.Select(t => new UnbilledTotalBody(
            t.Key.Month,
            t.Key.Currency,
            t.Value.Count,
            Money.Format(t.Value.Amount, t.Key.Currency)
        ));
        return Answer.Ok(
            new("fleet/v1", "Unbilled", InvoiceBody.Instant(clock.GetUtcNow()), [.. shown], underReview),
            FinanceJson.Wire.UnbilledBody
        );
    }

    /// <summary>What is owed on invoices, by age.</summary>
    [Function("GetReceivables")]
    public async Task<IActionResult> Receivables(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/billing/receivables")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var format = JsonOrCsv(request);
        var rows = finance.ReceivablesAsync(cancellation);
        if (format == Formats.Csv)
            return await StreamedAnswer.CsvAsync(
                $"receivables-{clock.GetUtcNow():yyyy-MM-dd}.csv",
                FinanceSheets.ReceivablesHeader,
                rows.Select(FinanceSheets.RowOf),
                cancellation
            );
        var totals = new Dictionary<(string Age, string Currency), (int Count, decimal Due)>();
        await foreach (var row in rows)
        {
            var (count, due) = totals.GetValueOrDefault((row.Age, row.Currency));
            totals[(row.Age, row.Currency)] = (count + 1, due + row.Due);
        }
        var shown =
            from total in totals
            orderby total.Key.Currency, Receivable.Ages.ToList().IndexOf(total.Key.Age)
            let due = Money.Format(total.Value.Due, total.Key.Currency)
            select new ReceivableTotalBody(total.Key.Age, total.Key.Currency, total.Value.Count, due);
        return Answer.Ok(
            new("fleet/v1", "Receivables", InvoiceBody.Instant(clock.GetUtcNow()), [.. shown]),
            FinanceJson.Wire.ReceivablesBody
        );
    }

    private static Format JsonOrCsv(HttpRequest request)
    {
        var query = new QueryReader(request);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Csv);
        query.ThrowIfAny();
        return format;
    }

    private static (BillingMonth First, BillingMonth End) Months(QueryReader query)
    {
        var (first, end) = (Month(query, "start_month"), Month(query, "end_month"));
        if (first is not { } from || end is not { } to)
            return default;
        if (from < to && BillingMonth.Range(from, to).Take(MaxMonths + 1).Count() <= MaxMonths)
            return (from, to);
        query.Wrong(
            "end_month",
            to <= from
                ? "end_month is the month after the last one, so it must be later than start_month."
                : $"start_month and end_month may be at most {MaxMonths} months apart."
        );
        return default;
    }

    private static BillingMonth? Month(QueryReader query, string name)
    {
        var text = query.Required(name);
        if (BillingMonth.TryParse(text, out var month))
            return month;
        if (text.Length > 0)
            query.Wrong(name, $"{name} must be a month such as 2027-03.");
        return null;
    }
}
