namespace Stripe;

/// <summary>Someone whom invoices are sent to.</summary>
public class Customer : StripeEntity<Customer>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public Address Address { get; set; }

    public long Balance { get; set; }

    public string BusinessName { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerAccount { get; set; }

    public bool? Deleted { get; set; }

    public bool? Delinquent { get; set; }

    public string Description { get; set; }

    public string Email { get; set; }

    public string IndividualName { get; set; }

    public Dictionary<string, long> InvoiceCreditBalance { get; set; }

    public string InvoicePrefix { get; set; }

    public CustomerInvoiceSettings InvoiceSettings { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Name { get; set; }

    public long NextInvoiceSequence { get; set; }

    public string Phone { get; set; }

    public List<string> PreferredLocales { get; set; }

    public Shipping Shipping { get; set; }

    public string TaxExempt { get; set; }
}

/// <summary>What holds for all invoices of a customer.</summary>
public class CustomerInvoiceSettings : StripeEntity<CustomerInvoiceSettings>
{
    public List<CustomerInvoiceSettingsCustomField> CustomFields { get; set; }

    public string Footer { get; set; }

    public CustomerInvoiceSettingsRenderingOptions RenderingOptions { get; set; }

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
}

/// <summary>A label and a value that stand on each invoice.</summary>
public class CustomerInvoiceSettingsCustomField : StripeEntity<CustomerInvoiceSettingsCustomField>
{
    public string Name { get; set; }

    public string Value { get; set; }
}

/// <summary>How the invoices of a customer look.</summary>
public class CustomerInvoiceSettingsRenderingOptions : StripeEntity<CustomerInvoiceSettingsRenderingOptions>
{
    public string AmountTaxDisplay { get; set; }

    public string Template { get; set; }
}
