namespace Mothership.Domain.Payments;

/// <summary>Where the payment of an invoice stands.</summary>
public enum InvoiceStatus
{
    /// <summary>Made and shown; nobody has been asked for money.</summary>
    NotCharged,

    /// <summary>It is being put before the payment provider.</summary>
    Charging,

    /// <summary>The provider has it, and the payment is under way.</summary>
    Open,

    /// <summary>The customer has to confirm the payment with the bank.</summary>
    ActionRequired,

    /// <summary>An attempt to collect it has failed.</summary>
    PastDue,

    /// <summary>Nothing is left to pay.</summary>
    Paid,

    /// <summary>Its total is negative: the customer has it in hand for the next invoices.</summary>
    Credited,

    /// <summary>The customer's bank disputes the payment.</summary>
    Disputed,

    /// <summary>Some of what was paid has been paid back.</summary>
    PartlyRefunded,

    /// <summary>All that was paid has been paid back.</summary>
    Refunded,

    /// <summary>Taken back in full by credit notes, before anything was paid.</summary>
    Voided,

    /// <summary>Given up.</summary>
    WrittenOff,
}

/// <summary>The statuses in words, and what follows from them.</summary>
public static class InvoiceStatuses
{
    /// <summary>One sentence for the customer.</summary>
    public static string Describe(this InvoiceStatus status) =>
        status switch
        {
            InvoiceStatus.NotCharged => "This invoice has not been charged yet.",
            InvoiceStatus.Charging => "This invoice is being charged.",
            InvoiceStatus.Open => "This invoice is due, and its payment is under way.",
            InvoiceStatus.ActionRequired =>
                "Your bank wants you to confirm this payment. Follow payment.hosted_url to do so.",
            InvoiceStatus.PastDue =>
                "This invoice could not be collected. Check your payment method and pay it, or follow "
                    + "payment.hosted_url.",
            InvoiceStatus.Paid => "This invoice is settled: nothing is left to pay.",
            InvoiceStatus.Credited => "This invoice is in your favour; its amount is taken off the next ones.",
            InvoiceStatus.Disputed => "Your bank disputes the payment of this invoice.",
            InvoiceStatus.PartlyRefunded => "Some of what you paid for this invoice has been paid back.",
            InvoiceStatus.Refunded => "What you paid for this invoice has been paid back.",
            InvoiceStatus.Voided => "This invoice was taken back by credit notes; nothing is to be paid.",
            InvoiceStatus.WrittenOff => "This invoice is no longer collected.",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };

    /// <summary>Whether money is owed, and the customer can pay now.</summary>
    public static bool IsPayable(this InvoiceStatus status) =>
        status is InvoiceStatus.Open or InvoiceStatus.ActionRequired or InvoiceStatus.PastDue;

    /// <summary>Whether nothing more has to be collected.</summary>
    public static bool IsSettled(this InvoiceStatus status) =>
        status
            is InvoiceStatus.Paid
                or InvoiceStatus.Credited
                or InvoiceStatus.PartlyRefunded
                or InvoiceStatus.Refunded
                or InvoiceStatus.Voided
                or InvoiceStatus.WrittenOff;
}
