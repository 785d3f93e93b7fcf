using Mothership.Local.FakeStripe.Invoicing;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.Webhooks;

namespace Mothership.Local.FakeStripe.State;

/// <summary>All that one account at Stripe holds. Whoever looks at it or changes it holds <see cref="Gate"/>.</summary>
internal sealed class Account(FakeStripeOptions options, TimeProvider clock)
{
    public const string ApiVersion = "2026-07-29.dahlia";

    public Lock Gate { get; } = new();

    public FakeStripeOptions Options => options;

    public TimeProvider Clock => clock;

    public Ids Ids { get; } = new(options.Seed);

    /// <summary>Where the server listens; addresses of pages begin with it.</summary>
    public Uri BaseAddress { get; set; } = new("http://127.0.0.1/");

    public Store<Customer> Customers { get; } = new("customer");

    public Store<CustomerBalanceChange> BalanceChanges { get; } = new("customer balance transaction");

    public Store<PaymentMethod> PaymentMethods { get; } = new("payment_method");

    public Store<SetupIntent> SetupIntents { get; } = new("setupintent");

    public Store<CheckoutSession> Sessions { get; } = new("checkout.session");

    public Store<PortalSession> Portals { get; } = new("billing_portal.session");

    public Store<InvoiceItem> InvoiceItems { get; } = new("invoiceitem");

    public Store<Invoice> Invoices { get; } = new("invoice");

    public Store<InvoicePayment> InvoicePayments { get; } = new("invoice_payment");

    public Store<PaymentIntent> PaymentIntents { get; } = new("payment_intent");

    public Store<Charge> Charges { get; } = new("charge");

    public Store<Refund> Refunds { get; } = new("refund");

    public Store<CreditNote> CreditNotes { get; } = new("credit_note");

    public Store<Dispute> Disputes { get; } = new("dispute");

    public Store<Movement> Movements { get; } = new("balance_transaction");

    public EventLog Events { get; } = new();

    /// <summary>Invoices with which something happens by itself at some time.</summary>
    public HashSet<Invoice> Waiting { get; } = [];

    /// <summary>Told when something was put off to later.</summary>
    public Action? Rescheduled { get; set; }

    /// <summary>The request that is being carried out: what it changes, events say of it.</summary>
    public (string? Id, string? IdempotencyKey) Request { get; set; }

    public long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    public string NewId(string prefix) => Ids.Next(prefix + "_");

    /// <summary>The object of an id of any kind; null where there is none.</summary>
    public Resource? Find(string id) => StoreOf(id[..Math.Max(0, id.IndexOf('_', StringComparison.Ordinal))])?.Find(id);

    /// <summary>Records that something happened to an object, as it is now.</summary>
    public void Emit(string type, Resource resource, JsonObject? before = null)
    {
        resource.Touched = Now;
        Emit(type, resource.ToJson(this), before);
    }

    /// <summary>Records that something happened to an object; what differs from before is told.</summary>
    public void Emit(string type, JsonObject subject, JsonObject? before = null) =>
        Events.Add(StripeEvent.Of(this, type, subject, before is null ? null : Differences(before, subject)));

    private static JsonObject Differences(JsonObject before, JsonObject now)
    {
        var changed = new JsonObject();
        foreach (var (name, value) in before)
            if (!JsonNode.DeepEquals(value, now[name]))
                changed[name] = value?.DeepClone();
        return changed;
    }

    private IStore? StoreOf(string prefix) =>
        prefix switch
        {
            "cus" => Customers,
            "pm" => PaymentMethods,
            "seti" => SetupIntents,
            "cs" => Sessions,
            "ii" => InvoiceItems,
            "in" => Invoices,
            "inpay" => InvoicePayments,
            "pi" => PaymentIntents,
            "ch" => Charges,
            "re" => Refunds,
            "cn" => CreditNotes,
            "dp" => Disputes,
            "txn" => Movements,
            "cbtxn" => BalanceChanges,
            _ => null,
        };
}
