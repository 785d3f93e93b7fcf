namespace Stripe;

/// <summary>Parameters of reading an invoice.</summary>
public class InvoiceGetOptions : BaseOptions { }

/// <summary>Parameters of deleting an invoice.</summary>
public class InvoiceDeleteOptions : BaseOptions { }

/// <summary>Parameters of finalising an invoice.</summary>
public class InvoiceFinalizeOptions : BaseOptions
{
    public bool? AutoAdvance { get; set; }
}

/// <summary>Parameters of sending an invoice.</summary>
public class InvoiceSendOptions : BaseOptions { }

/// <summary>Parameters of voiding an invoice.</summary>
public class InvoiceVoidOptions : BaseOptions { }

/// <summary>Parameters of giving up on an invoice.</summary>
public class InvoiceMarkUncollectibleOptions : BaseOptions { }

/// <summary>Which objects of this kind (invoice line) to list.</summary>
public class InvoiceLineItemListOptions : ListOptions
{
    public string Coupon { get; set; }

    public string Customer { get; set; }

    public string Subscription { get; set; }

    public string SubscriptionPlan { get; set; }
}
