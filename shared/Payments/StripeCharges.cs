using System.Globalization;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Stripe;

namespace Mothership.Payments;

/// <summary>
/// Invoices at Stripe. Before anything is created it is looked for by our marks, because Stripe forgets keys after a
/// day and an answer can be lost after the effect. Keys say what is created and carry the row's generation, so that the
/// stored outcome of a failed request stands in nobody's way for ever.
/// </summary>
internal sealed class StripeCharges(StripeConnection connection, StripeReader reader)
{
    private const int PageSize = 100;

    /// <summary>Finds or creates a draft with its items; one that is no draft any more is left as it is.</summary>
    public async Task<ProviderInvoice> EnsureInvoiceAsync(ChargeOrder order, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        var found = await FindAsync(client, order, cancellation) ?? await CreateAsync(client, order, cancellation);
        if (found.Status == "draft")
        {
            await EnsureItemsAsync(client, order, found.Id, cancellation);
            found = (await reader.FindAsync(found.Id, cancellation))!;
        }
        var seen = await reader.ReadAsync(found, cancellation);
        if (seen.Total != order.Row.Asked)
            throw new PaymentProviderException(
                ProviderFault.Invalid,
                new("total_differs", $"Stripe's {found.Id} comes to {seen.Total}, ours to {order.Row.Asked}.")
            );
        return seen;
    }

    public async Task FinalizeAsync(Domain.Payments.InvoicePayment row, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        if ((await reader.FindAsync(row.ProviderId!, cancellation))?.Status != "draft")
            return;
        await StripeFaults.CallAsync(
            () =>
                new InvoiceService(client).FinalizeInvoiceAsync(
                    row.ProviderId,
                    new() { AutoAdvance = false },
                    Key("finalize", row),
                    cancellation
                ),
            cancellation
        );
    }

    public async Task PayAsync(Domain.Payments.InvoicePayment row, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        var name = string.Create(CultureInfo.InvariantCulture, $"pay-{row.Attempts}");
        await StripeFaults.CallAsync(
            () =>
                new InvoiceService(client).PayAsync(
                    row.ProviderId,
                    new() { OffSession = true },
                    Key(name, row),
                    cancellation
                ),
            cancellation
        );
    }

    public async Task GiveUpAsync(Domain.Payments.InvoicePayment row, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        if ((await reader.FindAsync(row.ProviderId!, cancellation))?.Status != "open")
            return;
        await StripeFaults.CallAsync(
            () =>
                new InvoiceService(client).MarkUncollectibleAsync(
                    row.ProviderId,
                    null,
                    Key("give-up", row),
                    cancellation
                ),
            cancellation
        );
    }

    public async Task EnsureCreditNoteAsync(
        Domain.Payments.InvoicePayment row,
        Domain.Payments.CreditNote note,
        CancellationToken cancellation
    )
    {
        var client = await connection.GetAsync(cancellation);
        var invoice =
            await reader.FindAsync(row.ProviderId!, cancellation)
            ?? throw new PaymentProviderException(
                ProviderFault.Invalid,
                new("resource_missing", $"Stripe does not have {row.ProviderId} any more.")
            );
        var seen = await reader.ReadAsync(invoice, cancellation);
        if (seen.CreditNotes.Any(n => n.Note == note.Id))
            return;
        var options = NoteOptions(invoice, seen, row, note);
        await StripeFaults.CallAsync(
            () => new CreditNoteService(client).CreateAsync(options, Key($"note-{note.Id}", row), cancellation),
            cancellation
        );
    }

    // What is not paid yet is taken off by itself; of the rest, only what was paid by card can go back there.
    private static CreditNoteCreateOptions NoteOptions(
        Stripe.Invoice invoice,
        ProviderInvoice seen,
        Domain.Payments.InvoicePayment row,
        Domain.Payments.CreditNote note
    )
    {
        var open = seen.State is ProviderInvoiceState.Open or ProviderInvoiceState.Uncollectible;
        var remaining = open ? StripeAmounts.FromStripe(invoice.AmountRemaining, row.Currency) : 0;
        var back = Math.Max(0, note.Total - remaining);
        var returnable =
            seen.Payments.Sum(p => p.Amount)
            - seen.Refunds.Where(r => !r.Failed).Sum(r => r.Amount)
            - seen.Disputes.Where(d => d.Outcome != DisputeOutcome.Won).Sum(d => d.Amount);
        var refund = note.Target == CreditTarget.Refund ? Math.Min(back, Math.Max(0, returnable)) : 0;
        return new()
        {
            Invoice = invoice.Id,
            Amount = StripeAmounts.ToStripe(note.Total, row.Currency),
            RefundAmount = refund > 0 ? StripeAmounts.ToStripe(refund, row.Currency) : null,
            CreditAmount = back > refund ? StripeAmounts.ToStripe(back - refund, row.Currency) : null,
            Memo = $"{note.Number}: {note.Reason}",
            Metadata = new()
            {
                [StripeTags.Organization] = row.Organization.Value,
                [StripeTags.Invoice] = row.Invoice,
                [StripeTags.CreditNote] = note.Id,
            },
        };
    }

    private async Task<Stripe.Invoice> CreateAsync(
        IStripeClient client,
        ChargeOrder order,
        CancellationToken cancellation
    )
    {
        var row = order.Row;
        var options = new InvoiceCreateOptions
        {
            Customer = order.Customer,
            Currency = row.Currency.ToLowerInvariant(),
            CollectionMethod = "charge_automatically",
            // Stripe would finish a draft that is only half put together, and follow a ladder of its own.
            AutoAdvance = false,
            PendingInvoiceItemsBehavior = "exclude",
            Description = order.Description,
            Metadata = new() { [StripeTags.Organization] = row.Organization.Value, [StripeTags.Invoice] = row.Invoice },
        };
        var made = await StripeFaults.CallAsync(
            () => new InvoiceService(client).CreateAsync(options, Key("invoice", row), cancellation),
            cancellation
        );
        if (row.KeyGeneration == 1)
            return made;
        // A request that had failed may have had its effect later than anybody could see.
        var first = await FindAsync(client, order, cancellation) ?? made;
        if (first.Id != made.Id)
            await StripeFaults.CallAsync(
                () => new InvoiceService(client).DeleteAsync(made.Id, null, null, cancellation),
                cancellation
            );
        return first;
    }

    private static async Task<Stripe.Invoice?> FindAsync(
        IStripeClient client,
        ChargeOrder order,
        CancellationToken cancellation
    )
    {
        var all = await StripeFaults.ListAsync(
            new InvoiceService(client).ListAutoPagingAsync(
                new() { Customer = order.Customer, Limit = PageSize },
                cancellationToken: cancellation
            ),
            cancellation
        );
        return all.Where(i => i.Metadata.Tag(StripeTags.Invoice) == order.Row.Invoice)
            .OrderBy(i => i.Status == "void")
            .ThenBy(i => i.Status == "draft")
            .ThenBy(i => i.Created)
            .ThenBy(i => i.Id, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static async Task EnsureItemsAsync(
        IStripeClient client,
        ChargeOrder order,
        string invoice,
        CancellationToken cancellation
    )
    {
        var service = new InvoiceItemService(client);
        var there = await StripeFaults.ListAsync(
            service.ListAutoPagingAsync(new() { Invoice = invoice, Limit = PageSize }, cancellationToken: cancellation),
            cancellation
        );
        var known = new HashSet<string>();
        foreach (var item in there.OrderBy(i => i.Date).ThenBy(i => i.Id, StringComparer.Ordinal))
            if (item.Metadata.Tag(StripeTags.Item) is not { } name || !known.Add(name))
                await StripeFaults.CallAsync(
                    () => service.DeleteAsync(item.Id, null, null, cancellation),
                    cancellation
                );
        foreach (var item in order.Items.Where(i => !known.Contains(i.Name)))
            await StripeFaults.CallAsync(
                () =>
                    service.CreateAsync(
                        ItemOptions(order, invoice, item),
                        Key($"item-{item.Name}", order.Row),
                        cancellation
                    ),
                cancellation
            );
    }

    private static InvoiceItemCreateOptions ItemOptions(ChargeOrder order, string invoice, ChargeItem item) =>
        new()
        {
            Customer = order.Customer,
            Invoice = invoice,
            Currency = order.Row.Currency.ToLowerInvariant(),
            Amount = StripeAmounts.ToStripe(item.Amount, order.Row.Currency),
            Description = item.Description,
            Metadata = new() { [StripeTags.Item] = item.Name, [StripeTags.Invoice] = order.Row.Invoice },
        };

    private static RequestOptions Key(string what, Domain.Payments.InvoicePayment row) =>
        new()
        {
            IdempotencyKey = string.Create(
                CultureInfo.InvariantCulture,
                $"mothership-{what}-{row.Invoice}-{row.KeyGeneration}"
            ),
        };
}
