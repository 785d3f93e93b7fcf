using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>An invoice as it is answered.</summary>
internal static class InvoiceJson
{
    private const int FirstLines = 10;

    // What belongs to parts of Stripe that are not here.
    private static readonly string[] NullMembers =
    [
        "account_tax_ids",
        "application",
        "customer_account",
        "default_source",
        "from_invoice",
        "last_finalization_error",
        "latest_revision",
        "on_behalf_of",
        "parent",
        "receipt_number",
        "rendering",
        "shipping_cost",
        "shipping_details",
        "subscription",
        "test_clock",
    ];

    public static JsonObject Of(Invoice invoice, Account account)
    {
        var customer = account.Customers.Get(invoice.Customer);
        // The balance of a draft is the customer's at the moment; finalising settles it.
        var starting = invoice.Status == Invoice.Draft ? customer.Balance(invoice.Currency) : invoice.StartingBalance;
        var due = invoice.Status == Invoice.Draft ? Math.Max(0, invoice.Total + starting) : invoice.AmountDue;
        var json = new JsonObject
        {
            ["id"] = invoice.Id,
            ["object"] = "invoice",
            ["account_country"] = "US",
            ["account_name"] = "Fake Stripe",
            ["amount_due"] = due,
            ["amount_overpaid"] = 0,
            ["amount_paid"] = invoice.AmountPaid,
            ["amount_remaining"] = Math.Max(0, due - invoice.AmountPaid),
            ["amount_shipping"] = 0,
            ["attempt_count"] = invoice.AttemptCount,
            ["attempted"] = invoice.Attempted,
            ["auto_advance"] = invoice.AutoAdvance,
            ["automatic_tax"] = AutomaticTax(),
            ["automatically_finalizes_at"] = invoice.AutomaticallyFinalizesAt,
            ["billing_reason"] = "manual",
            ["collection_method"] = invoice.CollectionMethod,
            ["created"] = invoice.Created,
            ["currency"] = invoice.Currency,
            ["custom_fields"] = invoice.CustomFields?.DeepClone(),
            ["customer"] = invoice.Customer,
            ["default_payment_method"] = invoice.DefaultPaymentMethod,
            ["default_tax_rates"] = new JsonArray(),
            ["description"] = invoice.Description,
            ["discounts"] = new JsonArray(),
            ["due_date"] = invoice.DueDate,
            ["effective_at"] = invoice.EffectiveAt ?? invoice.FinalizedAt,
            ["ending_balance"] = invoice.EndingBalance,
            ["footer"] = invoice.Footer,
            ["issuer"] = new JsonObject { ["type"] = "self" },
            ["lines"] = Lines(invoice),
            ["livemode"] = false,
            ["metadata"] = Metadata(invoice),
            ["next_payment_attempt"] = invoice.NextAttempt,
            ["number"] = invoice.Number,
            ["payment_settings"] = PaymentSettings(),
            ["period_end"] = invoice.Created,
            ["period_start"] = invoice.Created,
            ["post_payment_credit_notes_amount"] = invoice.PostPaymentCredits,
            ["pre_payment_credit_notes_amount"] = invoice.PrePaymentCredits,
            ["starting_balance"] = starting,
            ["statement_descriptor"] = invoice.StatementDescriptor,
            ["status"] = invoice.Status,
            ["status_transitions"] = Transitions(invoice),
            ["subtotal"] = invoice.Subtotal,
            ["subtotal_excluding_tax"] = invoice.Subtotal,
            ["total"] = invoice.Total,
            ["total_discount_amounts"] = new JsonArray(),
            ["total_excluding_tax"] = invoice.Total,
            ["total_pretax_credit_amounts"] = new JsonArray(),
            ["total_taxes"] = new JsonArray(),
            ["webhooks_delivered_at"] = invoice.Created,
        };
        foreach (var name in NullMembers)
            json[name] = null;
        AddCustomer(json, customer);
        AddPages(json, invoice, account);
        return json;
    }

    /// <summary>All lines from one on, as a page of a list.</summary>
    public static IEnumerable<JsonObject> AllLines(Invoice invoice) => invoice.Lines.Select(l => l.Item.LineJson(l.Id));

    private static void AddCustomer(JsonObject json, Customer customer)
    {
        json["customer_address"] = customer.Address?.DeepClone();
        json["customer_email"] = customer.Email;
        json["customer_name"] = customer.Name;
        json["customer_phone"] = customer.Phone;
        json["customer_shipping"] = customer.Shipping?.DeepClone();
        json["customer_tax_exempt"] = customer.TaxExempt ?? "none";
        json["customer_tax_ids"] = new JsonArray();
    }

    private static void AddPages(JsonObject json, Invoice invoice, Account account)
    {
        var page = invoice.FinalizedAt is null ? null : new Uri(account.BaseAddress, $"i/{invoice.Id}").ToString();
        json["hosted_invoice_url"] = page;
        json["invoice_pdf"] = page is null ? null : page + "/pdf";
    }

    private static JsonObject Lines(Invoice invoice) =>
        new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. AllLines(invoice).Take(FirstLines)]),
            ["has_more"] = invoice.Lines.Count > FirstLines,
            ["url"] = $"/v1/invoices/{invoice.Id}/lines",
        };

    private static JsonObject Metadata(Invoice invoice)
    {
        var json = new JsonObject();
        foreach (var (name, value) in invoice.Metadata)
            json[name] = value;
        return json;
    }

    private static JsonObject AutomaticTax() =>
        new()
        {
            ["disabled_reason"] = null,
            ["enabled"] = false,
            ["liability"] = null,
            ["provider"] = null,
            ["status"] = null,
        };

    private static JsonObject PaymentSettings() =>
        new()
        {
            ["default_mandate"] = null,
            ["payment_method_options"] = null,
            ["payment_method_types"] = null,
        };

    private static JsonObject Transitions(Invoice invoice) =>
        new()
        {
            ["finalized_at"] = invoice.FinalizedAt,
            ["marked_uncollectible_at"] = invoice.UncollectibleAt,
            ["paid_at"] = invoice.PaidAt,
            ["voided_at"] = invoice.VoidedAt,
        };
}
