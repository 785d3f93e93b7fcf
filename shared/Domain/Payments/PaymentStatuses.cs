namespace Mothership.Domain.Payments;

/// <summary>The status that the amounts and the provider's state come to.</summary>
internal static class PaymentStatuses
{
    public static InvoiceStatus Of(InvoicePayment row, ProviderInvoice seen) =>
        row.Disputed > 0 ? InvoiceStatus.Disputed
        : row.Lost > 0 && row.Lost >= row.Paid ? InvoiceStatus.WrittenOff
        : row.Refunded > 0
            ? row.Refunded >= row.Paid ? InvoiceStatus.Refunded
                : InvoiceStatus.PartlyRefunded
        : seen.State switch
        {
            ProviderInvoiceState.Draft => InvoiceStatus.Charging,
            ProviderInvoiceState.Void => InvoiceStatus.Voided,
            ProviderInvoiceState.Uncollectible => InvoiceStatus.WrittenOff,
            ProviderInvoiceState.Paid => OfPaid(row),
            _ => OfOpen(row, seen),
        };

    private static InvoiceStatus OfPaid(InvoicePayment row) =>
        row.Paid == 0 && row.BalanceApplied <= 0 && row.CreditApplied >= row.Total && row.Total > 0
            ? InvoiceStatus.Voided
            : InvoiceStatus.Paid;

    private static InvoiceStatus OfOpen(InvoicePayment row, ProviderInvoice seen) =>
        row.WrittenOff > 0 ? InvoiceStatus.WrittenOff
        : seen.NeedsAction ? InvoiceStatus.ActionRequired
        : row.Failure is not null ? InvoiceStatus.PastDue
        : InvoiceStatus.Open;
}
