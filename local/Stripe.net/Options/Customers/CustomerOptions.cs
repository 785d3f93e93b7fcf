using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>Parameters of creating a customer.</summary>
public class CustomerCreateOptions : BaseOptions, IHasMetadata
{
    public AddressOptions Address
    {
        get;
        set => field = Sent(value);
    }

    public long? Balance { get; set; }

    public string BusinessName
    {
        get;
        set => field = Sent(value);
    }

    public string Description { get; set; }

    public string Email { get; set; }

    public string IndividualName
    {
        get;
        set => field = Sent(value);
    }

    public string InvoicePrefix { get; set; }

    public CustomerInvoiceSettingsOptions InvoiceSettings { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }

    public string Name { get; set; }

    public long? NextInvoiceSequence { get; set; }

    public string PaymentMethod { get; set; }

    public string Phone { get; set; }

    public string Plan { get; set; }

    public List<string> PreferredLocales { get; set; }

    public ShippingOptions Shipping
    {
        get;
        set => field = Sent(value);
    }

    public string TaxExempt
    {
        get;
        set => field = Sent(value);
    }

    public string TestClock { get; set; }

    public bool? Validate { get; set; }
}

/// <summary>Parameters of changing a customer.</summary>
public class CustomerUpdateOptions : BaseOptions, IHasMetadata
{
    public AddressOptions Address
    {
        get;
        set => field = Sent(value);
    }

    public long? Balance { get; set; }

    public string BusinessName
    {
        get;
        set => field = Sent(value);
    }

    public string DefaultSource { get; set; }

    public string Description { get; set; }

    public string Email { get; set; }

    public string IndividualName
    {
        get;
        set => field = Sent(value);
    }

    public string InvoicePrefix { get; set; }

    public CustomerInvoiceSettingsOptions InvoiceSettings { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }

    public string Name { get; set; }

    public long? NextInvoiceSequence { get; set; }

    public string Phone { get; set; }

    public List<string> PreferredLocales { get; set; }

    public ShippingOptions Shipping
    {
        get;
        set => field = Sent(value);
    }

    public string TaxExempt
    {
        get;
        set => field = Sent(value);
    }

    public bool? Validate { get; set; }
}

/// <summary>Parameters of reading a customer.</summary>
public class CustomerGetOptions : BaseOptions { }

/// <summary>Parameters of deleting a customer.</summary>
public class CustomerDeleteOptions : BaseOptions { }

/// <summary>Which objects of this kind (customer) to list.</summary>
public class CustomerListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Email { get; set; }

    public string TestClock { get; set; }
}

/// <summary>Which objects of this kind (customer) to search for.</summary>
public class CustomerSearchOptions : SearchOptions { }

/// <summary>What shall hold for all invoices of a customer.</summary>
public class CustomerInvoiceSettingsOptions : INestedOptions, ISetTracking
{
    public List<CustomerInvoiceSettingsCustomFieldOptions> CustomFields
    {
        get;
        set => field = Sent(value);
    }

    public string DefaultPaymentMethod { get; set; }

    public string Footer { get; set; }

    SetTracker ISetTracking.Tracker { get; } = new();

    private T Sent<T>(T value, [CallerMemberName] string member = null) => this.Track(value, member);
}

/// <summary>A label and a value that shall stand on each invoice.</summary>
public class CustomerInvoiceSettingsCustomFieldOptions : INestedOptions
{
    public string Name { get; set; }

    public string Value { get; set; }
}
