using System.Text.Json.Serialization;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
using Mothership.Domain.Statements;

namespace Mothership.ControlPlane.Finance;

/// <summary>Revenue on the wire; amounts are strings.</summary>
internal sealed record RevenueBody(
    string ApiVersion,
    string Kind,
    IReadOnlyList<RevenueTotalBody> Totals,
    IReadOnlyList<RevenueRowBody> Rows
)
{
    internal static RevenueBody Of(RevenueReport report) =>
        new(
            "fleet/v1",
            "Revenue",
            [.. report.Totals.Select(RevenueTotalBody.Of)],
            [.. report.Rows.Select(RevenueRowBody.Of)]
        );
}

/// <summary>A month in one currency.</summary>
internal sealed record RevenueTotalBody(
    string Month,
    string Currency,
    int Invoices,
    string Invoiced,
    int CreditNotes,
    string Credited
)
{
    internal static RevenueTotalBody Of(RevenueTotal t) =>
        new(
            t.Month,
            t.Currency,
            t.Invoices,
            Money.Format(t.Invoiced, t.Currency),
            t.CreditNotes,
            Money.Format(t.Credited, t.Currency)
        );
}

/// <summary>A figure of revenue; fields that mean nothing for it are absent.</summary>
internal sealed record RevenueRowBody(
    string Month,
    string? CorrectedMonth,
    string? Cloud,
    string? Region,
    string Kind,
    string? Meter,
    string? Plan,
    string Currency,
    int Lines,
    string Amount
)
{
    internal static RevenueRowBody Of(RevenueRow row) =>
        new(
            row.Key.Month,
            TextOrNull(row.Key.Corrected),
            TextOrNull(row.Key.Cloud),
            TextOrNull(row.Key.Region),
            row.Key.Kind,
            TextOrNull(row.Key.Meter),
            TextOrNull(row.Key.Plan),
            row.Key.Currency,
            row.Lines,
            Money.Format(row.Amount, row.Key.Currency)
        );

    private static string? TextOrNull(string text) => text.Length > 0 ? text : null;
}

/// <summary>What is not billed yet, added up.</summary>
internal sealed record UnbilledBody(
    string ApiVersion,
    string Kind,
    string AsOf,
    IReadOnlyList<UnbilledTotalBody> Totals,
    int UnderReview
);

/// <summary>A month in one currency.</summary>
internal sealed record UnbilledTotalBody(string Month, string Currency, int Organizations, string Amount);

/// <summary>A month that waits for a person.</summary>
internal sealed record ParkedMonthBody(
    string Organization,
    string DisplayName,
    string Month,
    string Reason,
    string WhatToDo
)
{
    internal static ParkedMonthBody Of(ParkedRow row) =>
        new(
            row.Parked.Organization.Value,
            row.DisplayName,
            row.Parked.Month.ToString(),
            row.Parked.Reason,
            row.WhatToDo
        );
}

/// <summary>What is owed, by age.</summary>
internal sealed record ReceivablesBody(
    string ApiVersion,
    string Kind,
    string AsOf,
    IReadOnlyList<ReceivableTotalBody> Totals
);

/// <summary>What is owed in one currency on invoices of one age.</summary>
internal sealed record ReceivableTotalBody(string Age, string Currency, int Invoices, string Due);

/// <summary>An invoice that staff looked up.</summary>
internal sealed record FoundInvoiceBody(
    string ApiVersion,
    string Kind,
    string Organization,
    string DisplayName,
    InvoiceBody Invoice
);

/// <summary>How the bodies of finance are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(RevenueBody))]
[JsonSerializable(typeof(UnbilledBody))]
[JsonSerializable(typeof(ListBody<ParkedMonthBody>))]
[JsonSerializable(typeof(ReceivablesBody))]
[JsonSerializable(typeof(FoundInvoiceBody))]
internal sealed partial class FinanceJson : JsonSerializerContext
{
    /// <summary>The context with readable text.</summary>
    internal static FinanceJson Wire { get; } = new(ApiJson.WireOptions());
}
