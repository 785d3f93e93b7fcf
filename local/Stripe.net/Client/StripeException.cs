using System.Net;

namespace Stripe;

/// <summary>
/// Stripe refused a request, or answered something that cannot be read; also a webhook that cannot be trusted. That no
/// answer came at all is an <see cref="HttpRequestException"/> or an <see cref="OperationCanceledException"/>.
/// </summary>
public class StripeException : Exception
{
    public StripeException() { }

    public StripeException(string message)
        : base(message) { }

    public StripeException(string message, Exception err)
        : base(message, err) { }

    public StripeException(HttpStatusCode httpStatusCode, StripeError stripeError, string message)
        : base(message)
    {
        HttpStatusCode = httpStatusCode;
        StripeError = stripeError;
    }

    public HttpStatusCode HttpStatusCode { get; set; }

    /// <summary>What Stripe says is wrong; null where the answer could not be read.</summary>
    public StripeError StripeError { get; set; }

    public StripeResponse StripeResponse { get; set; }
}
