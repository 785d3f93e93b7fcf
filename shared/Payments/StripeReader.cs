using System.Runtime.CompilerServices;
using Mothership.Domain.Payments;
using Stripe;

namespace Mothership.Payments;

/// <summary>
/// Puts together what Stripe says of an invoice: the invoice, its payments, refunds, disputes and notes.
/// </summary>
internal sealed class StripeReader(StripeConnection connection)
{
    private const int PageSize = 100;

    public async Task<Stripe.Invoice?> FindAsync(string id, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        try
        {
            var invoice = await StripeFaults.ReadAsync(
                () => new InvoiceService(client).GetAsync(id, cancellationToken: cancellation),
                cancellation
            );
            return invoice.Deleted == true ? null : invoice;
        }
        catch (PaymentProviderException missing) when (missing.Failure.Code == "resource_missing")
        {
            return null;
        }
    }

    public async Task<ProviderInvoice> ReadAsync(Stripe.Invoice invoice, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        var seen = Head(invoice);
        if (seen.State == ProviderInvoiceState.Draft)
            return seen;
        var payments = await StripeFaults.ListAsync(
            new InvoicePaymentService(client).ListAutoPagingAsync(
                new() { Invoice = invoice.Id, Limit = PageSize },
                cancellationToken: cancellation
            ),
            cancellation
        );
        foreach (var payment in payments.OrderBy(p => p.Created).ThenBy(p => p.Id, StringComparer.Ordinal))
            seen = await AddAsync(client, seen, payment, cancellation);
        return seen with { CreditNotes = await NotesAsync(client, seen, cancellation) };
    }

    public async IAsyncEnumerable<ProviderInvoice> OfCustomerAsync(
        string customer,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var client = await connection.GetAsync(cancellation);
        var all = await StripeFaults.ListAsync(
            new InvoiceService(client).ListAutoPagingAsync(
                new() { Customer = customer, Limit = PageSize },
                cancellationToken: cancellation
            ),
            cancellation
        );
        foreach (var invoice in all)
            yield return await ReadAsync(invoice, cancellation);
    }

    private static ProviderInvoice Head(Stripe.Invoice invoice)
    {
        var currency = invoice.Currency.ToUpperInvariant();
        var state = StateOf(invoice);
        var transitions = invoice.StatusTransitions;
        return new(
            invoice.Id,
            invoice.Metadata.Tag(StripeTags.Invoice) ?? "",
            invoice.CustomerId ?? "",
            state,
            currency,
            StripeAmounts.FromStripe(invoice.Total, currency),
            Utc(invoice.Created)
        )
        {
            Organization = invoice.Metadata.Tag(StripeTags.Organization) ?? "",
            BalanceApplied = StripeAmounts.FromStripe(
                (invoice.EndingBalance ?? invoice.StartingBalance) - invoice.StartingBalance,
                currency
            ),
            FinalAt = transitions?.FinalizedAt is { } final ? Utc(final) : null,
            EndedAt = (transitions?.VoidedAt ?? transitions?.MarkedUncollectibleAt) is { } end ? Utc(end) : null,
            HostedUrl = invoice.HostedInvoiceUrl,
        };
    }

    private static async Task<ProviderInvoice> AddAsync(
        IStripeClient client,
        ProviderInvoice seen,
        Stripe.InvoicePayment payment,
        CancellationToken cancellation
    )
    {
        var intent = payment.Payment?.PaymentIntentId;
        if (payment.Status == "paid")
        {
            var amount = StripeAmounts.FromStripe(payment.AmountPaid ?? 0, seen.Currency);
            var at = Utc(payment.StatusTransitions?.PaidAt ?? payment.Created);
            seen = seen with { Payments = [.. seen.Payments, new(intent ?? payment.Id, amount, at)] };
            return intent is null ? seen : await AddReturnsAsync(client, seen, intent, cancellation);
        }
        if (payment.Status != "open" || intent is null || seen.State != ProviderInvoiceState.Open)
            return seen;
        var attempt = await StripeFaults.ReadAsync(
            () => new PaymentIntentService(client).GetAsync(intent, cancellationToken: cancellation),
            cancellation
        );
        return seen with
        {
            NeedsAction = attempt.Status == "requires_action",
            Failure =
                attempt.Status == "requires_payment_method" && attempt.LastPaymentError is { } error
                    ? new(error.DeclineCode ?? error.Code ?? error.Type, error.Message ?? "The payment was refused.")
                    : null,
        };
    }

    private static async Task<ProviderInvoice> AddReturnsAsync(
        IStripeClient client,
        ProviderInvoice seen,
        string intent,
        CancellationToken cancellation
    )
    {
        var refunds = await StripeFaults.ListAsync(
            new RefundService(client).ListAutoPagingAsync(
                new() { PaymentIntent = intent, Limit = PageSize },
                cancellationToken: cancellation
            ),
            cancellation
        );
        var disputes = await StripeFaults.ListAsync(
            new DisputeService(client).ListAutoPagingAsync(
                new() { PaymentIntent = intent, Limit = PageSize },
                cancellationToken: cancellation
            ),
            cancellation
        );
        return seen with
        {
            Refunds = [.. seen.Refunds, .. refunds.Select(r => Refund(r, seen.Currency)).OrderBy(r => r.At)],
            Disputes =
            [
                .. seen.Disputes,
                .. disputes.Select(d => Dispute(d, seen.Currency)).OfType<ProviderDispute>().OrderBy(d => d.At),
            ],
        };
    }

    private static async Task<IReadOnlyList<ProviderCreditNote>> NotesAsync(
        IStripeClient client,
        ProviderInvoice seen,
        CancellationToken cancellation
    )
    {
        var notes = await StripeFaults.ListAsync(
            new CreditNoteService(client).ListAutoPagingAsync(
                new() { Invoice = seen.Id, Limit = PageSize },
                cancellationToken: cancellation
            ),
            cancellation
        );
        return [.. notes.Where(n => n.Status != "void").Select(n => Note(n, seen.Currency)).OrderBy(n => n.At)];
    }

    private static ProviderRefund Refund(Refund refund, string currency) =>
        new(
            refund.Id,
            StripeAmounts.FromStripe(refund.Amount, currency),
            Utc(refund.Created),
            refund.Status is "failed" or "canceled"
        );

    // An inquiry holds nothing back, and is none of the ledger's business.
    private static ProviderDispute? Dispute(Dispute dispute, string currency) =>
        dispute.Status switch
        {
            "won" => Dispute(dispute, currency, DisputeOutcome.Won),
            "lost" => Dispute(dispute, currency, DisputeOutcome.Lost),
            "needs_response" or "under_review" => Dispute(dispute, currency, DisputeOutcome.Open),
            _ => null,
        };

    private static ProviderDispute Dispute(Dispute dispute, string currency, DisputeOutcome outcome) =>
        new(dispute.Id, StripeAmounts.FromStripe(dispute.Amount, currency), Utc(dispute.Created), outcome);

    private static ProviderCreditNote Note(Stripe.CreditNote note, string currency)
    {
        var back = (note.Refunds ?? []).Sum(r => r.AmountRefunded) + (note.OutOfBandAmount ?? 0);
        return new(
            note.Id,
            note.Metadata.Tag(StripeTags.CreditNote),
            StripeAmounts.FromStripe(note.Amount, currency),
            StripeAmounts.FromStripe(note.PrePaymentAmount, currency),
            StripeAmounts.FromStripe(note.PostPaymentAmount - back, currency),
            Utc(note.Created)
        );
    }

    private static ProviderInvoiceState StateOf(Stripe.Invoice invoice) =>
        invoice.Status switch
        {
            "draft" => ProviderInvoiceState.Draft,
            "open" => ProviderInvoiceState.Open,
            "paid" => ProviderInvoiceState.Paid,
            "void" => ProviderInvoiceState.Void,
            "uncollectible" => ProviderInvoiceState.Uncollectible,
            var other => throw new PaymentProviderException(
                ProviderFault.Invalid,
                new("unknown_status", $"Stripe's invoice {invoice.Id} is '{other}'.")
            ),
        };

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
