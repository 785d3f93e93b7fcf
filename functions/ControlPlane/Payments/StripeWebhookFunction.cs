using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Routing;
using Mothership.Domain.Errors;
using Mothership.Orchestrations.Dunning;
using Mothership.Payments.Collecting;

namespace Mothership.ControlPlane.Payments;

/// <summary>What Stripe tells us. Its signature is what lets it in.</summary>
public sealed class StripeWebhookFunction(NoticeHandler notices, DunningStarter dunning)
{
    private const string Signature = "Stripe-Signature";
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// 200 for whatever is genuine, known or not; 400 for what is not; 503 when it could not be kept or acted upon, so
    /// that it is sent again.
    /// </summary>
    [Function("ReceiveStripeWebhook")]
    [PublicRoute]
    public async Task<IActionResult> Receive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "billing/v1/stripe/webhook")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var bytes = await RequestBody.ReadBytesAsync(request, cancellation);
        var outcome =
            request.Headers[Signature] is [{ Length: > 0 and <= 1000 } signature] && Text(bytes.Span) is { } body
                ? await notices.HandleAsync(body, signature, cancellation)
                : new NoticeOutcome(false);
        if (!outcome.IsGenuine)
            throw new MothershipException(
                ErrorKind.Malformed,
                "invalid_signature",
                $"The header {Signature} does not prove that this body is Stripe's and not older than five minutes.",
                parameter: Signature
            );
        if (outcome.Row is { } row)
            await dunning.ReactAsync(client, row, cancellation);
        return Answer.Ok(new ReceivedBody(true), PaymentJson.Wire.ReceivedBody);
    }

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
