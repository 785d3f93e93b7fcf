using System.Text.Json;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Stripe;

namespace Mothership.Payments;

/// <summary>Stripe's webhooks: proven to be Stripe's, and otherwise nothing but a hint to look.</summary>
internal sealed class StripeNotices(StripeConnection connection, StripeReader reader, TimeProvider clock)
{
    public async Task<ProviderNotice?> ReadAsync(string body, string signature, CancellationToken cancellation)
    {
        if (await connection.FindWebhookSecretAsync(cancellation) is not { } secret)
            return null;
        try
        {
            // Only ids are read from it, which are the same in every version of the API.
            var message = EventUtility.ConstructEvent(
                body,
                signature,
                secret,
                EventUtility.DefaultTimeTolerance,
                clock.GetUtcNow().ToUnixTimeSeconds(),
                throwOnApiVersionMismatch: false
            );
            var subject = message.Data?.Object;
            return new(message.Id, message.Type, subject?.Object ?? "", (subject as IHasId)?.Id ?? "");
        }
        catch (Exception bad) when (bad is StripeException or JsonException or ArgumentException or FormatException)
        {
            return null;
        }
        catch (Exception bad) when (bad is OverflowException or NullReferenceException or InvalidOperationException)
        {
            return null;
        }
    }

    public async Task<NoticeSubject?> FindSubjectAsync(ProviderNotice notice, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        try
        {
            return notice.ObjectKind switch
            {
                "invoice" => await OfInvoiceAsync(notice.ObjectId, cancellation),
                "credit_note" => await OfInvoiceAsync(
                    (await CreditNoteAsync(client, notice.ObjectId, cancellation)).InvoiceId,
                    cancellation
                ),
                "payment_intent" => await OfIntentAsync(client, notice.ObjectId, cancellation),
                "charge" or "refund" or "dispute" => await OfIntentAsync(
                    client,
                    await IntentOfAsync(client, notice, cancellation),
                    cancellation
                ),
                "customer" => await OfCustomerAsync(client, notice.ObjectId, cancellation),
                "checkout.session" or "setup_intent" or "payment_method" => await OfCustomerAsync(
                    client,
                    await CustomerOfAsync(client, notice, cancellation),
                    cancellation
                ),
                _ => null,
            };
        }
        catch (PaymentProviderException missing) when (missing.Failure.Code == "resource_missing")
        {
            return null;
        }
    }

    private async Task<NoticeSubject?> OfInvoiceAsync(string? id, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(id) || await reader.FindAsync(id, cancellation) is not { } invoice)
            return null;
        var organization = invoice.Metadata.Tag(StripeTags.Organization);
        var ours = invoice.Metadata.Tag(StripeTags.Invoice);
        return organization is null || ours is null ? null : new(organization, ours);
    }

    private async Task<NoticeSubject?> OfIntentAsync(
        IStripeClient client,
        string? intent,
        CancellationToken cancellation
    )
    {
        if (string.IsNullOrEmpty(intent))
            return null;
        var payments = await StripeFaults.ReadAsync(
            () =>
                new InvoicePaymentService(client).ListAsync(
                    new()
                    {
                        Payment = new() { Type = "payment_intent", PaymentIntent = intent },
                    },
                    cancellationToken: cancellation
                ),
            cancellation
        );
        return await OfInvoiceAsync(payments.Data.FirstOrDefault()?.InvoiceId, cancellation);
    }

    private static async Task<NoticeSubject?> OfCustomerAsync(
        IStripeClient client,
        string? id,
        CancellationToken cancellation
    )
    {
        if (string.IsNullOrEmpty(id))
            return null;
        var customer = await StripeCustomers.GetAsync(client, id, cancellation);
        return customer.Metadata.Tag(StripeTags.Organization) is { } organization ? new(organization, null) : null;
    }

    private static Task<Stripe.CreditNote> CreditNoteAsync(
        IStripeClient client,
        string id,
        CancellationToken cancellation
    ) =>
        StripeFaults.ReadAsync(
            () => new CreditNoteService(client).GetAsync(id, cancellationToken: cancellation),
            cancellation
        );

    private static Task<string?> IntentOfAsync(
        IStripeClient client,
        ProviderNotice notice,
        CancellationToken cancellation
    ) =>
        StripeFaults.ReadAsync<string?>(
            async () =>
                notice.ObjectKind switch
                {
                    "charge" => (
                        await new ChargeService(client).GetAsync(notice.ObjectId, cancellationToken: cancellation)
                    ).PaymentIntentId,
                    "refund" => (
                        await new RefundService(client).GetAsync(notice.ObjectId, cancellationToken: cancellation)
                    ).PaymentIntentId,
                    _ => (
                        await new DisputeService(client).GetAsync(notice.ObjectId, cancellationToken: cancellation)
                    ).PaymentIntentId,
                },
            cancellation
        );

    private static Task<string?> CustomerOfAsync(
        IStripeClient client,
        ProviderNotice notice,
        CancellationToken cancellation
    ) =>
        StripeFaults.ReadAsync<string?>(
            async () =>
                notice.ObjectKind switch
                {
                    "checkout.session" => (
                        await new Stripe.Checkout.SessionService(client).GetAsync(
                            notice.ObjectId,
                            cancellationToken: cancellation
                        )
                    ).CustomerId,
                    "setup_intent" => (
                        await new SetupIntentService(client).GetAsync(notice.ObjectId, cancellationToken: cancellation)
                    ).CustomerId,
                    _ => (
                        await new PaymentMethodService(client).GetAsync(
                            notice.ObjectId,
                            cancellationToken: cancellation
                        )
                    ).CustomerId,
                },
            cancellation
        );
}
