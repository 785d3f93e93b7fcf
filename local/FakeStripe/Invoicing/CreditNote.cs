using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>A line of a credit note: part of a line of the invoice, or something of its own. Minor units.</summary>
internal sealed record CreditNoteLine(
    string Id,
    long Amount,
    string? Description,
    long? Quantity,
    long? UnitAmount,
    string? InvoiceLine,
    IReadOnlyDictionary<string, string> Metadata
)
{
    public JsonObject ToJson()
    {
        var metadata = new JsonObject();
        foreach (var (name, value) in Metadata)
            metadata[name] = value;
        var json = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "credit_note_line_item",
            ["amount"] = Amount,
            ["description"] = Description,
            ["discount_amount"] = 0,
            ["discount_amounts"] = new JsonArray(),
            ["livemode"] = false,
            ["metadata"] = metadata,
            ["pretax_credit_amounts"] = new JsonArray(),
            ["quantity"] = Quantity,
            ["tax_rates"] = new JsonArray(),
            ["taxes"] = new JsonArray(),
            ["type"] = InvoiceLine is null ? "custom_line_item" : "invoice_line_item",
            ["unit_amount"] = UnitAmount,
            ["unit_amount_decimal"] = UnitAmount?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (InvoiceLine is not null)
            json["invoice_line_item"] = InvoiceLine;
        return json;
    }
}

/// <summary>Takes back a part of a finalised invoice. Minor units.</summary>
internal sealed class CreditNote : Resource
{
    public required string Customer { get; init; }

    public required string Currency { get; init; }

    public required string Invoice { get; init; }

    public required string Number { get; init; }

    public required IReadOnlyList<CreditNoteLine> Lines { get; init; }

    /// <summary>What made less due, and what gives back what was paid.</summary>
    public required long PrePayment { get; init; }

    public required long PostPayment { get; init; }

    public required long? OutOfBand { get; init; }

    public required long EffectiveAt { get; init; }

    public string? Reason { get; init; }

    public string? Memo { get; set; }

    public List<(string Refund, long Amount)> Refunds { get; } = [];

    public string? BalanceChange { get; set; }

    public long? VoidedAt { get; set; }

    public long Total => PrePayment + PostPayment;

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "credit_note",
            ["amount"] = Total,
            ["amount_shipping"] = 0,
            ["created"] = Created,
            ["currency"] = Currency,
            ["customer"] = Customer,
            ["customer_account"] = null,
            ["customer_balance_transaction"] = BalanceChange,
            ["discount_amount"] = 0,
            ["discount_amounts"] = new JsonArray(),
            ["effective_at"] = EffectiveAt,
            ["invoice"] = Invoice,
            ["lines"] = new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([.. Lines.Take(10).Select(l => l.ToJson())]),
                ["has_more"] = Lines.Count > 10,
                ["url"] = $"/v1/credit_notes/{Id}/lines",
            },
            ["livemode"] = false,
            ["memo"] = Memo,
            ["metadata"] = MetadataJson(),
            ["number"] = Number,
            ["out_of_band_amount"] = OutOfBand,
            ["pdf"] = new Uri(account.BaseAddress, $"credit_notes/{Id}/pdf").ToString(),
            ["post_payment_amount"] = PostPayment,
            ["pre_payment_amount"] = PrePayment,
            ["pretax_credit_amounts"] = new JsonArray(),
            ["reason"] = Reason,
            ["refunds"] = new JsonArray([.. Refunds.Select(r => RefundJson(r.Refund, r.Amount))]),
            ["shipping_cost"] = null,
            ["status"] = VoidedAt is null ? "issued" : "void",
            ["subtotal"] = Total,
            ["subtotal_excluding_tax"] = Total,
            ["total"] = Total,
            ["total_excluding_tax"] = Total,
            ["total_taxes"] = new JsonArray(),
            ["type"] =
                PostPayment == 0 ? "pre_payment"
                : PrePayment == 0 ? "post_payment"
                : "mixed",
            ["voided_at"] = VoidedAt,
        };

    private static JsonObject RefundJson(string refund, long amount) =>
        new()
        {
            ["amount_refunded"] = amount,
            ["payment_record_refund"] = null,
            ["refund"] = refund,
            ["type"] = "refund",
        };
}
