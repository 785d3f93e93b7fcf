namespace Stripe;

/// <summary>Parameters of reading a payment of an invoice.</summary>
public class InvoicePaymentGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (payment of an invoice) to list.</summary>
public class InvoicePaymentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Invoice { get; set; }

    public InvoicePaymentPaymentOptions Payment { get; set; }

    public string Status { get; set; }
}

/// <summary>The payment to look for.</summary>
public class InvoicePaymentPaymentOptions : INestedOptions
{
    public string PaymentIntent { get; set; }

    public string PaymentRecord { get; set; }

    public string Type { get; set; }
}
