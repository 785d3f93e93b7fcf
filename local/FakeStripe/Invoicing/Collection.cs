using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>What Stripe does by itself as time passes: finalises drafts, and tries to collect.</summary>
internal static class Collection
{
    /// <summary>The first automatic attempt, now or later.</summary>
    public static void Begin(Account account, Invoice invoice)
    {
        if (account.Options.CollectAfter == TimeSpan.Zero)
            Attempt(account, invoice);
        else
        {
            invoice.NextAttempt = account.Now + Seconds(account.Options.CollectAfter);
            account.Waiting.Add(invoice);
        }
    }

    /// <summary>When there is something to do next; null when there is nothing.</summary>
    public static long? NextDue(Account account)
    {
        long? next = null;
        foreach (var invoice in account.Waiting)
            if ((invoice.AutomaticallyFinalizesAt ?? invoice.NextAttempt) is { } at && (next is null || at < next))
                next = at;
        return next;
    }

    /// <summary>Does what has become due, in the order of its time.</summary>
    public static void Run(Account account)
    {
        account.Waiting.RemoveWhere(i => i.AutomaticallyFinalizesAt is null && i.NextAttempt is null);
        var due = account
            .Waiting.Where(i => (i.AutomaticallyFinalizesAt ?? i.NextAttempt) <= account.Now)
            .OrderBy(i => (i.AutomaticallyFinalizesAt ?? i.NextAttempt, i.Id))
            .ToList();
        foreach (var invoice in due)
            if (invoice.Status == Invoice.Draft)
                FinalizeQuietly(account, invoice);
            else if (invoice.NextAttempt is not null)
                Attempt(account, invoice);
    }

    private static void FinalizeQuietly(Account account, Invoice invoice)
    {
        invoice.AutomaticallyFinalizesAt = null;
        try
        {
            InvoiceLife.Finalize(account, invoice);
        }
        catch (StripeError)
        {
            account.Emit("invoice.finalization_failed", invoice);
        }
    }

    private static void Attempt(Account account, Invoice invoice)
    {
        invoice.NextAttempt = null;
        invoice.AttemptCount++;
        var retries = account.Options.CollectionRetries;
        try
        {
            Attempts.Pay(account, invoice, null, counted: true);
        }
        catch (StripeError) when (invoice.AttemptCount <= retries.Count)
        {
            invoice.NextAttempt = account.Now + Seconds(retries[invoice.AttemptCount - 1]);
            account.Waiting.Add(invoice);
        }
        catch (StripeError)
        {
            // The last attempt: what happened is in the events, and the invoice stays open.
            invoice.NextAttempt = null;
        }
    }

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;
}
