namespace Stripe;

/// <summary>A payment, or an attempt, that is meant for an invoice.</summary>
public class InvoicePayment : StripeEntity<InvoicePayment>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long? AmountPaid { get; set; }

    public long AmountRequested { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public bool IsDefault { get; set; }

    public bool Livemode { get; set; }

    public InvoicePaymentPayment Payment { get; set; }

    public string Status { get; set; }

    public InvoicePaymentStatusTransitions StatusTransitions { get; set; }

    public string InvoiceId
    {
        get => InvoiceField?.Id;
        set => InvoiceField = SetExpandableFieldId(value, InvoiceField);
    }

    public Invoice Invoice
    {
        get => InvoiceField is null ? null : InvoiceField.ExpandedObject;
        set => InvoiceField = SetExpandableFieldObject(value, InvoiceField);
    }

    internal ExpandableField<Invoice> InvoiceField { get; set; }
}

/// <summary>What an invoice is paid with.</summary>
public class InvoicePaymentPayment : StripeEntity<InvoicePaymentPayment>
{
    public string Type { get; set; }

    public string ChargeId
    {
        get => ChargeField?.Id;
        set => ChargeField = SetExpandableFieldId(value, ChargeField);
    }

    public Charge Charge
    {
        get => ChargeField is null ? null : ChargeField.ExpandedObject;
        set => ChargeField = SetExpandableFieldObject(value, ChargeField);
    }

    internal ExpandableField<Charge> ChargeField { get; set; }

    public string PaymentIntentId
    {
        get => PaymentIntentField?.Id;
        set => PaymentIntentField = SetExpandableFieldId(value, PaymentIntentField);
    }

    public PaymentIntent PaymentIntent
    {
        get => PaymentIntentField is null ? null : PaymentIntentField.ExpandedObject;
        set => PaymentIntentField = SetExpandableFieldObject(value, PaymentIntentField);
    }

    internal ExpandableField<PaymentIntent> PaymentIntentField { get; set; }
}

/// <summary>When a payment of an invoice reached its states.</summary>
public class InvoicePaymentStatusTransitions : StripeEntity<InvoicePaymentStatusTransitions>
{
    public DateTime? CanceledAt { get; set; }

    public DateTime? PaidAt { get; set; }
}
