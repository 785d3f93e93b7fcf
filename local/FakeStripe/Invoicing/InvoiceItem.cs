using System.Globalization;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>Something to be put on an invoice. Minor units; below zero takes away.</summary>
internal sealed class InvoiceItem : Resource
{
    public required string Customer { get; init; }

    public required string Currency { get; init; }

    public required long Amount { get; set; }

    public required long Quantity { get; set; }

    /// <summary>The price of one, with up to twelve decimals of a minor unit.</summary>
    public required decimal UnitAmount { get; set; }

    public string? Description { get; set; }

    public bool Discountable { get; set; }

    public long PeriodStart { get; set; }

    public long PeriodEnd { get; set; }

    /// <summary>The invoice that it is on; null while it waits for one.</summary>
    public string? Invoice { get; set; }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "invoiceitem",
            ["amount"] = Amount,
            ["currency"] = Currency,
            ["customer"] = Customer,
            ["customer_account"] = null,
            ["date"] = Created,
            ["description"] = Description,
            ["discountable"] = Discountable,
            ["discounts"] = new JsonArray(),
            ["invoice"] = Invoice,
            ["livemode"] = false,
            ["metadata"] = MetadataJson(),
            ["net_amount"] = Amount,
            ["parent"] = null,
            ["period"] = new JsonObject { ["end"] = PeriodEnd, ["start"] = PeriodStart },
            ["pricing"] = PricingJson(),
            ["proration"] = false,
            ["quantity"] = Quantity,
            ["quantity_decimal"] = Quantity.ToString(CultureInfo.InvariantCulture),
            ["tax_rates"] = new JsonArray(),
            ["test_clock"] = null,
        };

    /// <summary>The item as a line of an invoice.</summary>
    public JsonObject LineJson(string lineId) =>
        new()
        {
            ["id"] = lineId,
            ["object"] = "line_item",
            ["amount"] = Amount,
            ["currency"] = Currency,
            ["description"] = Description,
            ["discount_amounts"] = new JsonArray(),
            ["discountable"] = Discountable,
            ["discounts"] = new JsonArray(),
            ["invoice"] = Invoice,
            ["livemode"] = false,
            ["metadata"] = MetadataJson(),
            ["parent"] = ParentJson(),
            ["period"] = new JsonObject { ["end"] = PeriodEnd, ["start"] = PeriodStart },
            ["pretax_credit_amounts"] = new JsonArray(),
            ["pricing"] = PricingJson(),
            ["quantity"] = Quantity,
            ["quantity_decimal"] = Quantity.ToString(CultureInfo.InvariantCulture),
            ["subscription"] = null,
            ["subtotal"] = Amount,
            ["taxes"] = new JsonArray(),
        };

    private JsonObject ParentJson() =>
        new()
        {
            ["invoice_item_details"] = new JsonObject
            {
                ["invoice_item"] = Id,
                ["proration"] = false,
                ["proration_details"] = null,
                ["subscription"] = null,
            },
            ["subscription_item_details"] = null,
            ["type"] = "invoice_item_details",
        };

    private JsonObject PricingJson() =>
        new()
        {
            ["type"] = "price_details",
            ["unit_amount_decimal"] = UnitAmount.ToString("0.############", CultureInfo.InvariantCulture),
        };
}
