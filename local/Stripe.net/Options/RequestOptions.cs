namespace Stripe;

/// <summary>What holds for one request.</summary>
public class RequestOptions
{
    /// <summary>The key to use in place of the client's.</summary>
    public string ApiKey { get; set; }

    /// <summary>
    /// The key under which Stripe carries the request out once, however often it is sent. A request that changes
    /// something gets a random one where this is not set.
    /// </summary>
    public string IdempotencyKey { get; set; }

    /// <summary>The connected account on whose behalf the request is made.</summary>
    public string StripeAccount { get; set; }

    public string StripeContext { get; set; }

    public string StripeRequestTrigger { get; set; }

    internal RequestOptions Clone() => (RequestOptions)MemberwiseClone();
}
