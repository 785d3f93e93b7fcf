using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Invoicing;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/customers and what lies below it.</summary>
internal static class CustomerEndpoints
{
    private const string Root = "/v1/customers";

    public static IEnumerable<Route> Routes =>
        [
            new("POST", Root, Create),
            new("GET", Root, List),
            new("GET", $"{Root}/search", Search),
            new("GET", $"{Root}/*", Get),
            new("POST", $"{Root}/*", Update),
            new("DELETE", $"{Root}/*", Delete),
            new("GET", $"{Root}/*/payment_methods", ListCards),
            new("GET", $"{Root}/*/payment_methods/*", GetCard),
            new("POST", $"{Root}/*/balance_transactions", ChangeBalance),
            new("GET", $"{Root}/*/balance_transactions", ListBalance),
            new("GET", $"{Root}/*/balance_transactions/*", GetBalance),
        ];

    private static Func<JsonObject> Create(Call call)
    {
        var change = Changes(call);
        var card = call.Params.Text("payment_method");
        var balance = call.Params.Integer("balance") ?? 0;
        var prefix = call.Params.Text("invoice_prefix");
        var next = call.Params.Integer("next_invoice_sequence");
        return () =>
        {
            var account = call.Account;
            var id = account.NewId("cus");
            var customer = account.Customers.Add(
                new()
                {
                    Id = id,
                    Created = account.Now,
                    InvoicePrefix = prefix ?? id[^8..].ToUpperInvariant(),
                    NextInvoice = next ?? 1,
                }
            );
            change(customer);
            customer.Balances["usd"] = balance;
            customer.Currency = balance == 0 ? null : "usd";
            if (card is not null)
                Cards.Attach(account, Cards.Named(account, card, "payment_method"), customer);
            account.Emit("customer.created", customer);
            return customer.ToJson(account);
        };
    }

    private static Func<JsonObject> Update(Call call)
    {
        var change = Changes(call);
        return () =>
        {
            var customer = Existing(call);
            var before = customer.ToJson(call.Account);
            change(customer);
            call.Account.Emit("customer.updated", customer, before);
            return customer.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> Get(Call call) => () => call.Account.Customers.Get(call.Id).ToJson(call.Account);

    private static Func<JsonObject> Delete(Call call) =>
        () =>
        {
            var customer = Existing(call);
            call.Account.Emit("customer.deleted", customer);
            customer.Deleted = true;
            customer.Touched = call.Account.Now;
            return customer.ToJson(call.Account);
        };

    private static Func<JsonObject> List(Call call)
    {
        var email = call.Params.Text("email");
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Root,
            () => call.Account.Customers.All,
            c => !c.Deleted && (email is null || c.Email == email) && created(c)
        );
    }

    private static Func<JsonObject> Search(Call call) =>
        Searches.Page(call, $"{Root}/search", call.Account.Customers, "email", "name", "phone", "created");

    private static Func<JsonObject> ListCards(Call call)
    {
        call.Params.OneOf("type", "card");
        return Lists.Page(
            call,
            $"{Root}/{call.Id}/payment_methods",
            () => call.Account.PaymentMethods.Under(Existing(call).Id),
            c => c.Customer == call.Id
        );
    }

    private static Func<JsonObject> GetCard(Call call) =>
        () =>
        {
            var card = call.Account.PaymentMethods.Get(call.Ids[1]);
            return card.Customer == call.Id
                ? card.ToJson(call.Account)
                : throw StripeError.Missing("payment_method", card.Id, "payment_method");
        };

    private static Func<JsonObject> ChangeBalance(Call call)
    {
        var amount = call.Params.Integer("amount") ?? throw Needed(call, "amount");
        var currency = call.Params.Currency("currency") ?? throw Needed(call, "currency");
        var description = call.Params.Text("description");
        var metadata = call.Params.Metadata();
        return () =>
        {
            var change = Balances.Change(
                call.Account,
                Existing(call),
                currency,
                amount,
                "adjustment",
                description: description
            );
            change.Merge(metadata);
            return change.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> ListBalance(Call call) =>
        Lists.Page(
            call,
            $"{Root}/{call.Id}/balance_transactions",
            () => call.Account.BalanceChanges.Under(call.Account.Customers.Get(call.Id).Id)
        );

    private static Func<JsonObject> GetBalance(Call call) =>
        () => call.Account.BalanceChanges.Get(call.Ids[1]).ToJson(call.Account);

    private static StripeError Needed(Call call, string name) =>
        StripeError.Invalid($"Missing required param: {name}.", call.Params.Path(name), "parameter_missing");

    // A deleted customer can be read, and nothing else.
    private static Customer Existing(Call call) =>
        call.Account.Customers.Get(call.Id) is { Deleted: false } customer
            ? customer
            : throw StripeError.Missing("customer", call.Id);

    // Reads what creating and changing have in common; what was not sent stays as it is.
    private static Action<Customer> Changes(Call call)
    {
        var p = call.Params;
        List<Action<Customer>> changes = [];
        Text("name", (c, v) => c.Name = v);
        Text("email", (c, v) => c.Email = v);
        Text("phone", (c, v) => c.Phone = v);
        Text("description", (c, v) => c.Description = v);
        if (p.OneOf("tax_exempt", "none", "exempt", "reverse") is { } taxExempt)
            changes.Add(c => c.TaxExempt = taxExempt);
        if (p.Has("preferred_locales"))
        {
            var locales = p.Texts("preferred_locales").Select(l => (JsonNode)l).ToArray();
            changes.Add(c => c.PreferredLocales = new(locales));
        }
        if (p.Has("address"))
        {
            var address = p.Clears("address") ? null : Addresses.Read(p.Branch("address")!);
            changes.Add(c => c.Address = address);
        }
        if (p.Has("shipping"))
        {
            var shipping = p.Clears("shipping") ? null : Shipping(p.Branch("shipping")!);
            changes.Add(c => c.Shipping = shipping);
        }
        if (p.Branch("invoice_settings") is { } settings)
            changes.Add(InvoiceSettings(call, settings));
        var metadata = p.Metadata();
        changes.Add(c => c.Merge(metadata));
        return customer => changes.ForEach(change => change(customer));

        void Text(string name, Action<Customer, string?> set)
        {
            if (!p.Has(name))
                return;
            var value = p.Text(name);
            changes.Add(c => set(c, value));
        }
    }

    private static JsonObject Shipping(Params shipping) =>
        new()
        {
            ["address"] = shipping.Branch("address") is { } address ? Addresses.Read(address) : null,
            ["name"] = shipping.Required("name"),
            ["phone"] = shipping.Text("phone"),
        };

    private static Action<Customer> InvoiceSettings(Call call, Params settings)
    {
        var (setsCard, card) = (settings.Has("default_payment_method"), settings.Text("default_payment_method"));
        var (setsFooter, footer) = (settings.Has("footer"), settings.Text("footer"));
        var (setsFields, fields) = (settings.Has("custom_fields"), Fields.Read(settings));
        return customer =>
        {
            if (card is not null && call.Account.PaymentMethods.Find(card)?.Customer != customer.Id)
                throw StripeError.Invalid(
                    "The customer does not have a payment method with this id; it has to be attached first.",
                    "invoice_settings[default_payment_method]",
                    "resource_missing"
                );
            if (setsCard)
                customer.DefaultPaymentMethod = card;
            if (setsFooter)
                customer.Footer = footer;
            if (setsFields)
                customer.CustomFields = fields;
        };
    }
}

/// <summary>Labels and values that stand on invoices.</summary>
internal static class Fields
{
    public static JsonArray? Read(Params parent)
    {
        var fields = parent.Branches("custom_fields");
        if (fields.Count > 4)
            throw StripeError.Invalid("There can be up to four custom fields.", parent.Path("custom_fields"));
        return fields.Count == 0
            ? null
            :
            [
                .. fields.Select(f => new JsonObject
                {
                    ["name"] = f.Required("name"),
                    ["value"] = f.Required("value"),
                }),
            ];
    }
}
