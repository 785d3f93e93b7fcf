namespace Stripe.BillingPortal;

/// <summary>Parameters of creating a portal session.</summary>
public class SessionCreateOptions : BaseOptions
{
    public string Configuration { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string Locale { get; set; }

    public string OnBehalfOf { get; set; }

    public string ReturnUrl { get; set; }
}
