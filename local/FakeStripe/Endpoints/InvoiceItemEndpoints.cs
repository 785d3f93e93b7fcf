using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Invoicing;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/invoiceitems.</summary>
internal static class InvoiceItemEndpoints
{
    private const string Root = "/v1/invoiceitems";
    public const int MostLines = 250;

    public static IEnumerable<Route> Routes =>
        [
            new("POST", Root, Create),
            new("GET", Root, List),
            new("GET", $"{Root}/*", Get),
            new("POST", $"{Root}/*", Update),
            new("DELETE", $"{Root}/*", Delete),
        ];

    private static Func<JsonObject> Create(Call call)
    {
        var p = call.Params;
        var (customer, onInvoice) = (p.Text("customer"), p.Text("invoice"));
        if (onInvoice is null)
            p.Required("customer");
        var currency = p.Currency("currency");
        var price =
            Price(p)
            ?? throw StripeError.Invalid("An amount, or a unit amount, is needed.", "amount", "parameter_missing");
        var (description, discountable) = (p.Text("description"), p.Flag("discountable"));
        var (period, metadata) = (Period(p), p.Metadata());
        return () =>
        {
            var account = call.Account;
            var invoice = onInvoice is null ? null : account.Invoices.Named(onInvoice, "invoice");
            var owner = account.Customers.Named(customer ?? invoice!.Customer, "customer");
            var money = currency ?? invoice?.Currency ?? owner.Currency ?? "usd";
            Check(invoice, owner.Id, money);
            var item = account.InvoiceItems.Add(
                new()
                {
                    Id = account.NewId("ii"),
                    Created = account.Now,
                    Customer = owner.Id,
                    Currency = money,
                    Amount = price.Amount,
                    Quantity = price.Quantity,
                    UnitAmount = price.Unit,
                    Description = description,
                    Discountable = discountable ?? price.Amount >= 0,
                    PeriodStart = period?.Start ?? account.Now,
                    PeriodEnd = period?.End ?? account.Now,
                },
                owner.Id
            );
            item.Merge(metadata);
            if (invoice is not null)
                InvoiceEndpoints.AddLine(account, invoice, item);
            account.Emit("invoiceitem.created", item);
            return item.ToJson(account);
        };
    }

    private static Func<JsonObject> Update(Call call)
    {
        var p = call.Params;
        var price = Price(p);
        var (setsText, description, discountable) = (
            p.Has("description"),
            p.Text("description"),
            p.Flag("discountable")
        );
        var (period, metadata) = (Period(p), p.Metadata());
        return () =>
        {
            var item = Editable(call);
            if (price is { } changed)
                (item.Amount, item.Quantity, item.UnitAmount) = (changed.Amount, changed.Quantity, changed.Unit);
            if (setsText)
                item.Description = description;
            item.Discountable = discountable ?? item.Discountable;
            if (period is { } times)
                (item.PeriodStart, item.PeriodEnd) = times;
            item.Merge(metadata);
            item.Touched = call.Account.Now;
            return item.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> Delete(Call call) =>
        () =>
        {
            var item = Editable(call);
            call.Account.Emit("invoiceitem.deleted", item);
            call.Account.InvoiceItems.Remove(item);
            call.Account.Invoices.Find(item.Invoice)?.Lines.RemoveAll(l => l.Item == item);
            return new()
            {
                ["id"] = item.Id,
                ["object"] = "invoiceitem",
                ["deleted"] = true,
            };
        };

    private static Func<JsonObject> Get(Call call) => () => call.Account.InvoiceItems.Get(call.Id).ToJson(call.Account);

    private static Func<JsonObject> List(Call call)
    {
        var (customer, invoice, pending) = (
            call.Params.Text("customer"),
            call.Params.Text("invoice"),
            call.Params.Flag("pending")
        );
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Root,
            () =>
                (customer ?? invoice) is { } parent
                    ? call.Account.InvoiceItems.Under(parent)
                    : call.Account.InvoiceItems.All,
            i =>
                (invoice is null || i.Invoice == invoice)
                && (pending is null || i.Invoice is null == pending)
                && created(i)
        );
    }

    private static void Check(Invoice? invoice, string customer, string currency)
    {
        if (invoice is null)
            return;
        InvoiceLife.RequireEditable(invoice);
        if (invoice.Customer != customer)
            throw StripeError.Invalid("The invoice is another customer's.", "invoice");
        if (invoice.Currency != currency)
            throw StripeError.Invalid($"The invoice is in {invoice.Currency}, the item in {currency}.", "currency");
        if (invoice.Lines.Count >= MostLines)
            throw StripeError.Invalid($"An invoice has up to {MostLines} lines.", "invoice");
    }

    private static InvoiceItem Editable(Call call)
    {
        var item = call.Account.InvoiceItems.Get(call.Id);
        if (call.Account.Invoices.Find(item.Invoice) is { } invoice)
            InvoiceLife.RequireEditable(invoice);
        return item;
    }

    // Either an amount, or a quantity of something at a price with decimals of minor units.
    private static (long Amount, long Quantity, decimal Unit)? Price(Params p)
    {
        var (amount, unit, quantity) = (p.Integer("amount"), p.Number("unit_amount_decimal"), p.Amount("quantity"));
        if (amount is not null && (unit is not null || quantity is not null))
            throw StripeError.Invalid("Give an amount, or a quantity and a unit amount, not both.", "amount");
        if (amount is { } whole)
            return (whole, 1, whole);
        if (unit is not { } each)
            return quantity is null ? null : throw StripeError.Invalid("A quantity needs a unit amount.", "quantity");
        var count = quantity ?? 1;
        return ((long)Math.Round(each * count, MidpointRounding.AwayFromZero), count, each);
    }

    private static (long Start, long End)? Period(Params p)
    {
        if (p.Branch("period") is not { } period)
            return null;
        var (start, end) = (period.Integer("start"), period.Integer("end"));
        if (start is null || end is null)
            throw StripeError.Invalid("A period has a start and an end.", "period", "parameter_missing");
        return start <= end
            ? (start.Value, end.Value)
            : throw StripeError.Invalid("A period ends after its start.", "period[end]");
    }
}
