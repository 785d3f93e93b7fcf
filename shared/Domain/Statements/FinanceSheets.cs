using Mothership.Domain.Payments;

namespace Mothership.Domain.Statements;

/// <summary>Reports for finance as CSV.</summary>
public static class FinanceSheets
{
    /// <summary>The columns of revenue.</summary>
    public static string RevenueHeader { get; } =
        CsvRow.Header(
            "month",
            "corrected_month",
            "cloud",
            "region",
            "kind",
            "meter",
            "plan",
            "currency",
            "lines",
            "amount"
        );

    /// <summary>The columns of what is not billed yet.</summary>
    public static string UnbilledHeader { get; } =
        CsvRow.Header("organization", "month", "as_of", "state", "currency", "amount", "reason");

    /// <summary>The columns of parked months.</summary>
    public static string ParkedHeader { get; } =
        CsvRow.Header("organization", "display_name", "month", "reason", "what_to_do");

    /// <summary>The columns of what is owed.</summary>
    public static string ReceivablesHeader { get; } =
        CsvRow.Header("organization", "invoice", "number", "month", "status", "age_days", "age", "currency", "due");

    /// <summary>A figure of revenue.</summary>
    public static string RowOf(RevenueRow row) =>
        new CsvRow()
            .Text(row.Key.Month)
            .Text(row.Key.Corrected)
            .Text(row.Key.Cloud)
            .Text(row.Key.Region)
            .Text(row.Key.Kind)
            .Text(row.Key.Meter)
            .Text(row.Key.Plan)
            .Text(row.Key.Currency)
            .Whole(row.Lines)
            .Amount(row.Amount, row.Key.Currency)
            .End();

    /// <summary>A month of an organisation that is not billed yet.</summary>
    public static string RowOf(UnbilledMonth row)
    {
        var cells = new CsvRow()
            .Text(row.Organization.Value)
            .Text(row.Month.ToString())
            .Time(row.AsOf)
            .Text(row.Reason is null ? "open" : "under_review")
            .Text(row.Currency);
        return (row.Currency is null ? cells.Text(null) : cells.Amount(row.Amount, row.Currency))
            .Text(row.Reason)
            .End();
    }

    /// <summary>A parked month.</summary>
    public static string RowOf(ParkedRow row) =>
        new CsvRow()
            .Text(row.Parked.Organization.Value)
            .Text(row.DisplayName)
            .Text(row.Parked.Month.ToString())
            .Text(row.Parked.Reason)
            .Text(row.WhatToDo)
            .End();

    /// <summary>An invoice that something is owed on.</summary>
    public static string RowOf(Receivable row) =>
        new CsvRow()
            .Text(row.Organization.Value)
            .Text(row.Invoice)
            .Text(row.Number)
            .Text(row.Month.ToString())
            .Text(NameOf(row.Status))
            .Whole(row.AgeDays)
            .Text(row.Age)
            .Text(row.Currency)
            .Amount(row.Due, row.Currency)
            .End();

    // PastDue is past_due.
    private static string NameOf(InvoiceStatus status) =>
        string.Concat(status.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{c}" : $"{c}"))
            .ToLowerInvariant();
}
