using Mothership.Domain.Billing;

namespace Mothership.Domain.Statements;

/// <summary>The lines of an invoice as CSV, exact.</summary>
public static class InvoiceSheet
{
    /// <summary>The whole file.</summary>
    public static string Write(Invoice invoice) =>
        Header + string.Concat(invoice.Lines.Select((line, place) => RowOf(invoice, line, place + 1)));

    private static string Header { get; } =
        CsvRow.Header(
            "invoice",
            "number",
            "month",
            "line",
            "kind",
            "corrects",
            "corrected_month",
            "meter",
            "resource",
            "display_name",
            "environment",
            "cloud",
            "region",
            "plan",
            "units",
            "period_start",
            "period_end",
            "quantity",
            "unit_price",
            "priced_units",
            "negative",
            "unrounded_amount",
            "amount",
            "currency",
            "price_book_version",
            "event_id",
            "event_count",
            "reason"
        );

    private static string RowOf(Invoice invoice, BillLine line, int number) =>
        new CsvRow()
            .Text(invoice.Id)
            .Text(invoice.Number)
            .Text(invoice.Month.ToString())
            .Whole(number)
            .Text(NameOf(line.Kind))
            .Text(line.Corrects is { } corrects ? NameOf(corrects) : null)
            .Text(line.Corrects is null ? null : BillLines.MonthOf(line).ToString())
            .Text(line.Meter is { } meter ? Meters.NameOf(meter) : null)
            .Text(line.Resource?.Id.Value)
            .Text(line.Resource?.DisplayName)
            .Text(line.Resource?.Environment.Value)
            .Text(line.Resource?.Region.Cloud)
            .Text(line.Resource?.Region.Name)
            .Text(line.Plan)
            .Whole(line.Units > 0 ? line.Units : null)
            .Time(line.Period.Start)
            .Time(line.Period.End)
            .Number(line.Quantity)
            .Number(line.UnitPrice)
            .Number(line.PricedUnits)
            .Text(line.IsNegative ? "true" : "false")
            .Number(line.UnroundedAmount)
            .Amount(line.Amount, invoice.Currency)
            .Text(invoice.Currency)
            .Text(line.PriceBookVersion)
            .Text(line.EventId)
            .Whole(line.EventCount)
            .Text(line.Reason)
            .End();

    private static string NameOf(BillLineKind kind) => kind.ToString().ToLowerInvariant();
}
