namespace Stripe.BillingPortal;

/// <summary>A visit of a customer to the pages where he looks after his cards and invoices.</summary>
public class Session : StripeEntity<Session>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public DateTime Created { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public bool Livemode { get; set; }

    public string Locale { get; set; }

    public string OnBehalfOf { get; set; }

    public string ReturnUrl { get; set; }

    public string Url { get; set; }
}
