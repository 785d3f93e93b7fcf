using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Resources;

/// <summary>Someone whom invoices are sent to.</summary>
internal sealed class Customer : Resource
{
    public required string InvoicePrefix { get; init; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Description { get; set; }

    public string? TaxExempt { get; set; }

    public string? Currency { get; set; }

    public JsonObject? Address { get; set; }

    public JsonObject? Shipping { get; set; }

    public JsonArray PreferredLocales { get; set; } = [];

    public string? DefaultPaymentMethod { get; set; }

    public string? Footer { get; set; }

    public JsonArray? CustomFields { get; set; }

    public bool Delinquent { get; set; }

    public bool Deleted { get; set; }

    public long NextInvoice { get; set; } = 1;

    /// <summary>
    /// Per currency: below zero is credit for the next invoice, above zero comes on top of it. Minor units.
    /// </summary>
    public SortedDictionary<string, long> Balances { get; } = new(StringComparer.Ordinal);

    public long Balance(string? currency) => currency is null ? 0 : Balances.GetValueOrDefault(currency);

    public override JsonObject ToJson(Account account) =>
        Deleted
            ? new()
            {
                ["id"] = Id,
                ["object"] = "customer",
                ["deleted"] = true,
            }
            : new()
            {
                ["id"] = Id,
                ["object"] = "customer",
                ["address"] = Address?.DeepClone(),
                ["balance"] = Balance(Currency),
                ["created"] = Created,
                ["currency"] = Currency,
                ["default_source"] = null,
                ["delinquent"] = Delinquent,
                ["description"] = Description,
                ["discount"] = null,
                ["email"] = Email,
                ["invoice_prefix"] = InvoicePrefix,
                ["invoice_settings"] = new JsonObject
                {
                    ["custom_fields"] = CustomFields?.DeepClone(),
                    ["default_payment_method"] = DefaultPaymentMethod,
                    ["footer"] = Footer,
                    ["rendering_options"] = null,
                },
                ["livemode"] = false,
                ["metadata"] = MetadataJson(),
                ["name"] = Name,
                ["next_invoice_sequence"] = NextInvoice,
                ["phone"] = Phone,
                ["preferred_locales"] = PreferredLocales.DeepClone(),
                ["shipping"] = Shipping?.DeepClone(),
                ["tax_exempt"] = TaxExempt ?? "none",
                ["test_clock"] = null,
            };
}

/// <summary>A change of a customer's balance. Minor units; below zero is in the customer's favour.</summary>
internal sealed class CustomerBalanceChange : Resource
{
    public required string Customer { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required long EndingBalance { get; init; }

    /// <summary>
    /// adjustment, applied_to_invoice, credit_note, invoice_too_large, invoice_too_small, unapplied_from_invoice.
    /// </summary>
    public required string Type { get; init; }

    public string? Invoice { get; init; }

    public string? CreditNote { get; init; }

    public string? Description { get; init; }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "customer_balance_transaction",
            ["amount"] = Amount,
            ["checkout_session"] = null,
            ["created"] = Created,
            ["credit_note"] = CreditNote,
            ["currency"] = Currency,
            ["customer"] = Customer,
            ["customer_account"] = null,
            ["description"] = Description,
            ["ending_balance"] = EndingBalance,
            ["invoice"] = Invoice,
            ["livemode"] = false,
            ["metadata"] = MetadataJson(),
            ["type"] = Type,
        };
}

/// <summary>A visit of a customer to the pages where he looks after his cards and invoices.</summary>
internal sealed class PortalSession : Resource
{
    public required string Customer { get; init; }

    public string? ReturnUrl { get; init; }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "billing_portal.session",
            ["configuration"] = "bpc_1Default",
            ["created"] = Created,
            ["customer"] = Customer,
            ["customer_account"] = null,
            ["flow"] = null,
            ["livemode"] = false,
            ["locale"] = null,
            ["on_behalf_of"] = null,
            ["return_url"] = ReturnUrl,
            ["url"] = new Uri(account.BaseAddress, $"p/session/{Id}").ToString(),
        };
}
