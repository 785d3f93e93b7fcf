namespace Stripe;

/// <summary>A statement of what a customer owes. Amounts are in minor units of the currency.</summary>
public class Invoice : StripeEntity<Invoice>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public string AccountCountry { get; set; }

    public string AccountName { get; set; }

    public long AmountDue { get; set; }

    public long AmountOverpaid { get; set; }

    public long AmountPaid { get; set; }

    public long AmountPaidOffStripe { get; set; }

    public long AmountRemaining { get; set; }

    public long AmountShipping { get; set; }

    public long AttemptCount { get; set; }

    public bool Attempted { get; set; }

    public bool AutoAdvance { get; set; }

    public InvoiceAutomaticTax AutomaticTax { get; set; }

    public DateTime? AutomaticallyFinalizesAt { get; set; }

    public string BillingReason { get; set; }

    public string CollectionMethod { get; set; }

    public InvoiceConfirmationSecret ConfirmationSecret { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public List<InvoiceCustomField> CustomFields { get; set; }

    public string CustomerAccount { get; set; }

    public Address CustomerAddress { get; set; }

    public string CustomerEmail { get; set; }

    public string CustomerName { get; set; }

    public string CustomerPhone { get; set; }

    public Shipping CustomerShipping { get; set; }

    public string CustomerTaxExempt { get; set; }

    public bool? Deleted { get; set; }

    public string Description { get; set; }

    public DateTime? DueDate { get; set; }

    public DateTime? EffectiveAt { get; set; }

    public long? EndingBalance { get; set; }

    public string Footer { get; set; }

    public InvoiceFromInvoice FromInvoice { get; set; }

    public string HostedInvoiceUrl { get; set; }

    public string InvoicePdf { get; set; }

    public InvoiceIssuer Issuer { get; set; }

    public StripeError LastFinalizationError { get; set; }

    public StripeList<InvoiceLineItem> Lines { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public DateTime? NextPaymentAttempt { get; set; }

    public string Number { get; set; }

    public InvoicePaymentSettings PaymentSettings { get; set; }

    public StripeList<InvoicePayment> Payments { get; set; }

    public DateTime PeriodEnd { get; set; }

    public DateTime PeriodStart { get; set; }

    public long PostPaymentCreditNotesAmount { get; set; }

    public long PrePaymentCreditNotesAmount { get; set; }

    public string ReceiptNumber { get; set; }

    public long StartingBalance { get; set; }

    public string StatementDescriptor { get; set; }

    public string Status { get; set; }

    public InvoiceStatusTransitions StatusTransitions { get; set; }

    public long Subtotal { get; set; }

    public long? SubtotalExcludingTax { get; set; }

    public long Total { get; set; }

    public long? TotalExcludingTax { get; set; }

    public List<InvoiceTotalTax> TotalTaxes { get; set; }

    public DateTime? WebhooksDeliveredAt { get; set; }

    public string CustomerId
    {
        get => CustomerField?.Id;
        set => CustomerField = SetExpandableFieldId(value, CustomerField);
    }

    public Customer Customer
    {
        get => CustomerField is null ? null : CustomerField.ExpandedObject;
        set => CustomerField = SetExpandableFieldObject(value, CustomerField);
    }

    internal ExpandableField<Customer> CustomerField { get; set; }

    public string DefaultPaymentMethodId
    {
        get => DefaultPaymentMethodField?.Id;
        set => DefaultPaymentMethodField = SetExpandableFieldId(value, DefaultPaymentMethodField);
    }

    public PaymentMethod DefaultPaymentMethod
    {
        get => DefaultPaymentMethodField is null ? null : DefaultPaymentMethodField.ExpandedObject;
        set => DefaultPaymentMethodField = SetExpandableFieldObject(value, DefaultPaymentMethodField);
    }

    internal ExpandableField<PaymentMethod> DefaultPaymentMethodField { get; set; }

    public string LatestRevisionId
    {
        get => LatestRevisionField?.Id;
        set => LatestRevisionField = SetExpandableFieldId(value, LatestRevisionField);
    }

    public Invoice LatestRevision
    {
        get => LatestRevisionField is null ? null : LatestRevisionField.ExpandedObject;
        set => LatestRevisionField = SetExpandableFieldObject(value, LatestRevisionField);
    }

    internal ExpandableField<Invoice> LatestRevisionField { get; set; }
}

/// <summary>A label and a value on an invoice.</summary>
public class InvoiceCustomField : StripeEntity<InvoiceCustomField>
{
    public string Name { get; set; }

    public string Value { get; set; }
}

/// <summary>The invoice that this one was made from.</summary>
public class InvoiceFromInvoice : StripeEntity<InvoiceFromInvoice>
{
    public string Action { get; set; }

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

/// <summary>When an invoice reached each of its states.</summary>
public class InvoiceStatusTransitions : StripeEntity<InvoiceStatusTransitions>
{
    public DateTime? FinalizedAt { get; set; }

    public DateTime? MarkedUncollectibleAt { get; set; }

    public DateTime? PaidAt { get; set; }

    public DateTime? VoidedAt { get; set; }
}

/// <summary>A tax on the whole invoice.</summary>
public class InvoiceTotalTax : StripeEntity<InvoiceTotalTax>
{
    public long Amount { get; set; }

    public string TaxBehavior { get; set; }

    public string TaxabilityReason { get; set; }

    public long? TaxableAmount { get; set; }

    public string Type { get; set; }
}

/// <summary>How an invoice may be paid.</summary>
public class InvoicePaymentSettings : StripeEntity<InvoicePaymentSettings>
{
    public string DefaultMandate { get; set; }

    public List<string> PaymentMethodTypes { get; set; }
}

/// <summary>What a browser needs to pay an invoice.</summary>
public class InvoiceConfirmationSecret : StripeEntity<InvoiceConfirmationSecret>
{
    public string ClientSecret { get; set; }

    public string Type { get; set; }
}

/// <summary>Who issues an invoice.</summary>
public class InvoiceIssuer : StripeEntity<InvoiceIssuer>
{
    public string Type { get; set; }
}

/// <summary>Whether Stripe computes taxes.</summary>
public class InvoiceAutomaticTax : StripeEntity<InvoiceAutomaticTax>
{
    public string DisabledReason { get; set; }

    public bool Enabled { get; set; }

    public string Provider { get; set; }

    public string Status { get; set; }
}
