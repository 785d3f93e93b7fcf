using System.Net;
using System.Text.Json;
using Mothership.Domain.Payments;
using Stripe;

namespace Mothership.Payments;

/// <summary>What failures of requests to Stripe mean.</summary>
internal static class StripeFaults
{
    private const string ActionRequired = "invoice_payment_intent_requires_action";

    /// <summary>Makes a request, and translates its failure.</summary>
    public static async Task<T> CallAsync<T>(Func<Task<T>> request, CancellationToken cancellation)
    {
        try
        {
            return await request();
        }
        catch (Exception failure) when (Of(failure, cancellation) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Makes a request that changes nothing, and so spends no key, and translates its failure.</summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> request, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(request, cancellation);
        }
        catch (PaymentProviderException spent) when (spent.Fault == ProviderFault.KeySpent)
        {
            throw new PaymentProviderException(ProviderFault.Retryable, spent.Failure, spent);
        }
    }

    /// <summary>Goes through a list, and translates its failure.</summary>
    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> pages, CancellationToken cancellation) =>
        await ReadAsync(
            async () =>
            {
                var all = new List<T>();
                await foreach (var item in pages.WithCancellation(cancellation))
                    all.Add(item);
                return all;
            },
            cancellation
        );

    /// <summary>What an exception means; null when it is not Stripe's doing.</summary>
    public static PaymentProviderException? Of(Exception failure, CancellationToken cancellation) =>
        failure switch
        {
            StripeException refused => Of(refused),
            HttpRequestException or IOException => NoAnswer(failure),
            JsonException => Fault(ProviderFault.KeySpent, "unreadable", "Stripe's answer can't be read.", failure),
            OperationCanceledException when !cancellation.IsCancellationRequested => NoAnswer(failure),
            _ => null,
        };

    private static PaymentProviderException Of(StripeException refused)
    {
        var error = refused.StripeError;
        var code = error?.DeclineCode ?? error?.Code ?? error?.Type ?? $"http_{(int)refused.HttpStatusCode}";
        var message = error?.Message ?? refused.Message;
        return Fault(KindOf(refused, error), code, message, refused);
    }

    private static ProviderFault KindOf(StripeException refused, StripeError? error) =>
        refused.HttpStatusCode switch
        {
            _ when error?.Code == ActionRequired => ProviderFault.ActionRequired,
            // The same key with other parameters: the state that they are made from has moved on since.
            _ when error?.Type == "idempotency_error" => ProviderFault.KeySpent,
            _ when error?.Code is "lock_timeout" or "idempotency_key_in_use" or "rate_limit" => ProviderFault.Retryable,
            HttpStatusCode.PaymentRequired => ProviderFault.Declined,
            HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict or HttpStatusCode.RequestTimeout =>
                ProviderFault.Retryable,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ProviderFault.Unauthorized,
            >= HttpStatusCode.InternalServerError => ProviderFault.KeySpent,
            0 => ProviderFault.Retryable,
            _ => ProviderFault.Invalid,
        };

    private static PaymentProviderException NoAnswer(Exception failure) =>
        Fault(ProviderFault.Retryable, "no_answer", "Stripe does not answer.", failure);

    private static PaymentProviderException Fault(ProviderFault fault, string code, string message, Exception inner) =>
        new(fault, new(code, message), inner);
}
