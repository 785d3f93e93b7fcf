using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Invoicing;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/invoices and /v1/invoice_payments.</summary>
internal static class InvoiceEndpoints
{
    private const string Root = "/v1/invoices";
    private const string Payments = "/v1/invoice_payments";
    private const int Day = 24 * 3600;

    public static IEnumerable<Route> Routes =>
        [
            new("POST", Root, Create),
            new("GET", Root, List),
            new("GET", $"{Root}/search", Search),
            new("GET", $"{Root}/*", Get),
            new("POST", $"{Root}/*", Update),
            new("DELETE", $"{Root}/*", Delete),
            new("GET", $"{Root}/*/lines", ListLines),
            new("POST", $"{Root}/*/finalize", Finalize),
            new("POST", $"{Root}/*/pay", Pay),
            new("POST", $"{Root}/*/send", Send),
            new("POST", $"{Root}/*/void", Void),
            new("POST", $"{Root}/*/mark_uncollectible", MarkUncollectible),
            new("GET", Payments, ListPayments),
            new("GET", $"{Payments}/*", GetPayment),
        ];

    /// <summary>Puts an item on a draft.</summary>
    public static void AddLine(Account account, Invoice invoice, InvoiceItem item)
    {
        item.Invoice = invoice.Id;
        account.InvoiceItems.Link(item, invoice.Id);
        invoice.Lines.Add(new(account.NewId("il"), item));
        invoice.Touched = account.Now;
    }

    private static Func<JsonObject> Create(Call call)
    {
        var p = call.Params;
        var customer = p.Required("customer");
        var currency = p.Currency("currency");
        var takesPending = p.OneOf("pending_invoice_items_behavior", "include", "exclude") == "include";
        var change = Changes(call);
        return () =>
        {
            var account = call.Account;
            var owner = account.Customers.Named(customer, "customer");
            if (owner.Deleted)
                throw StripeError.NoSuch("customer", customer, "customer");
            var invoice = new Invoice
            {
                Id = account.NewId("in"),
                Created = account.Now,
                Customer = owner.Id,
                Currency = currency ?? owner.Currency ?? "usd",
                CollectionMethod = "charge_automatically",
                Footer = owner.Footer,
                CustomFields = owner.CustomFields?.DeepClone().AsArray(),
            };
            change(invoice);
            RequireDueDate(invoice);
            account.Invoices.Add(invoice, owner.Id);
            if (takesPending)
                TakePending(account, invoice);
            account.Emit("invoice.created", invoice);
            return invoice.ToJson(account);
        };
    }

    private static Func<JsonObject> Update(Call call)
    {
        var change = Changes(call);
        var onlyAlways = call.Params;
        var editsDraft = new[] { "number", "due_date", "days_until_due", "collection_method", "custom_fields" }.Any(
            onlyAlways.Has
        );
        return () =>
        {
            var invoice = call.Account.Invoices.Get(call.Id);
            if (editsDraft || invoice.Status is Invoice.Paid or Invoice.Void && call.Params.Has("auto_advance"))
                InvoiceLife.RequireEditable(invoice);
            var before = invoice.ToJson(call.Account);
            change(invoice);
            RequireDueDate(invoice);
            call.Account.Emit("invoice.updated", invoice, before);
            return invoice.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> Delete(Call call) =>
        () =>
        {
            var invoice = call.Account.Invoices.Get(call.Id);
            if (invoice.Status != Invoice.Draft)
                throw StripeError.Invalid("You can only delete draft invoices; finalized ones can be voided.");
            foreach (var line in invoice.Lines)
                call.Account.InvoiceItems.Remove(line.Item);
            call.Account.Emit("invoice.deleted", invoice);
            call.Account.Invoices.Remove(invoice);
            call.Account.Waiting.Remove(invoice);
            return new()
            {
                ["id"] = invoice.Id,
                ["object"] = "invoice",
                ["deleted"] = true,
            };
        };

    private static Func<JsonObject> Get(Call call) => () => call.Account.Invoices.Get(call.Id).ToJson(call.Account);

    private static Func<JsonObject> List(Call call)
    {
        var p = call.Params;
        var (customer, status) = (
            p.Text("customer"),
            p.OneOf("status", "draft", "open", "paid", "uncollectible", "void")
        );
        var method = p.OneOf("collection_method", "charge_automatically", "send_invoice");
        var (created, due) = (Lists.Created(call), p.Integer("due_date"));
        return Lists.Page(
            call,
            Root,
            () => customer is null ? call.Account.Invoices.All : call.Account.Invoices.Under(customer),
            i =>
                (status is null || i.Status == status)
                && (method is null || i.CollectionMethod == method)
                && (due is null || i.DueDate == due)
                && created(i)
        );
    }

    private static Func<JsonObject> Search(Call call) =>
        Searches.Page(
            call,
            $"{Root}/search",
            call.Account.Invoices,
            "currency",
            "customer",
            "number",
            "status",
            "total",
            "created"
        );

    private static Func<JsonObject> ListLines(Call call) =>
        Lists.Parts(
            call,
            $"{Root}/{call.Id}/lines",
            () => [.. InvoiceJson.AllLines(call.Account.Invoices.Get(call.Id))]
        );

    private static Func<JsonObject> Finalize(Call call)
    {
        var autoAdvance = call.Params.Flag("auto_advance");
        return Act(call, invoice => InvoiceLife.Finalize(call.Account, invoice, autoAdvance));
    }

    private static Func<JsonObject> Pay(Call call)
    {
        var p = call.Params;
        var (card, outside) = (p.Text("payment_method"), p.Flag("paid_out_of_band") == true);
        p.Flag("off_session");
        return Act(
            call,
            invoice =>
            {
                if (invoice.Status == Invoice.Paid)
                    throw StripeError.Invalid("Invoice is already paid");
                InvoiceLife.Require(invoice, Invoice.Open, Invoice.Uncollectible);
                if (outside)
                    PayOutside(call.Account, invoice);
                else
                    Attempts.Pay(
                        call.Account,
                        invoice,
                        card is null ? null : Cards.Named(call.Account, card, "payment_method").Id
                    );
            }
        );
    }

    private static void PayOutside(Account account, Invoice invoice)
    {
        invoice.PaidOutOfBand = true;
        invoice.AmountPaid = invoice.AmountDue;
        if (account.PaymentIntents.Find(invoice.PaymentIntent) is { } intent)
            Attempts.Cancel(account, intent, "void_invoice");
        InvoiceLife.MarkPaid(account, invoice);
    }

    private static Func<JsonObject> Send(Call call) =>
        Act(
            call,
            invoice =>
            {
                if (invoice.CollectionMethod != "send_invoice")
                    throw StripeError.Invalid("Only invoices with collection_method=send_invoice can be sent.");
                if (invoice.Status == Invoice.Draft)
                    InvoiceLife.Finalize(call.Account, invoice);
                call.Account.Emit("invoice.sent", invoice);
            }
        );

    private static Func<JsonObject> Void(Call call) => Act(call, invoice => InvoiceLife.Void(call.Account, invoice));

    private static Func<JsonObject> MarkUncollectible(Call call) =>
        Act(call, invoice => InvoiceLife.MarkUncollectible(call.Account, invoice));

    private static Func<JsonObject> Act(Call call, Action<Invoice> action) =>
        () =>
        {
            var invoice = call.Account.Invoices.Get(call.Id);
            action(invoice);
            return invoice.ToJson(call.Account);
        };

    private static Func<JsonObject> ListPayments(Call call)
    {
        var p = call.Params;
        var (invoice, status) = (p.Text("invoice"), p.OneOf("status", "open", "paid", "canceled"));
        var payment = p.Branch("payment");
        payment?.OneOf("type", "payment_intent");
        var intent = payment?.Text("payment_intent");
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Payments,
            () =>
                (invoice ?? intent) is { } parent
                    ? call.Account.InvoicePayments.Under(parent)
                    : call.Account.InvoicePayments.All,
            i => (status is null || i.Status == status) && (intent is null || i.PaymentIntent == intent) && created(i)
        );
    }

    private static Func<JsonObject> GetPayment(Call call) =>
        () => call.Account.InvoicePayments.Get(call.Id).ToJson(call.Account);

    private static void TakePending(Account account, Invoice invoice)
    {
        var pending = account
            .InvoiceItems.Under(invoice.Customer)
            .Where(i => i.Invoice is null && i.Currency == invoice.Currency)
            .Take(InvoiceItemEndpoints.MostLines)
            .ToList();
        foreach (var item in pending)
            AddLine(account, invoice, item);
    }

    private static void RequireDueDate(Invoice invoice)
    {
        if (invoice.CollectionMethod == "send_invoice" && invoice.DueDate is null)
            throw StripeError.Invalid(
                "If invoices are sent, one of days_until_due and due_date is needed.",
                "days_until_due",
                "parameter_missing"
            );
    }

    // Reads what creating and changing have in common; what was not sent stays as it is.
    private static Action<Invoice> Changes(Call call)
    {
        var p = call.Params;
        List<Action<Invoice>> changes = [];
        Text("description", (i, v) => i.Description = v);
        Text("footer", (i, v) => i.Footer = v);
        Text("statement_descriptor", (i, v) => i.StatementDescriptor = v);
        Text("number", (i, v) => i.Number = v);
        Text("default_payment_method", (i, v) => i.DefaultPaymentMethod = Own(call, i, v));
        if (p.Has("custom_fields"))
        {
            var fields = Fields.Read(p);
            changes.Add(i => i.CustomFields = fields);
        }
        if (p.OneOf("collection_method", "charge_automatically", "send_invoice") is { } method)
            changes.Add(i => i.CollectionMethod = method);
        if (p.Amount("days_until_due") is { } days)
            changes.Add(i => i.DueDate = i.Created + days * Day);
        if (p.Integer("due_date") is { } due)
            changes.Add(i => i.DueDate = due);
        if (p.Integer("effective_at") is { } effective)
            changes.Add(i => i.EffectiveAt = effective);
        var (auto, at) = (p.Flag("auto_advance"), p.Integer("automatically_finalizes_at"));
        if (auto is not null || at is not null)
            changes.Add(i => Schedule(call.Account, i, auto, at));
        var metadata = p.Metadata();
        changes.Add(i => i.Merge(metadata));
        return invoice => changes.ForEach(change => change(invoice));

        void Text(string name, Action<Invoice, string?> set)
        {
            if (!p.Has(name))
                return;
            var value = p.Text(name);
            changes.Add(i => set(i, value));
        }
    }

    private static string? Own(Call call, Invoice invoice, string? card) =>
        card is null || call.Account.PaymentMethods.Named(card, "default_payment_method").Customer == invoice.Customer
            ? card
            : throw StripeError.Invalid("The payment method has to be the customer's.", "default_payment_method");

    private static void Schedule(Account account, Invoice invoice, bool? auto, long? at)
    {
        invoice.AutoAdvance = auto ?? invoice.AutoAdvance;
        if (invoice.Status == Invoice.Draft)
        {
            var usual = invoice.Created + (long)account.Options.AutoFinalizeAfter.TotalSeconds;
            invoice.AutomaticallyFinalizesAt = at ?? (invoice.AutoAdvance ? usual : null);
        }
        else if (!invoice.AutoAdvance)
            invoice.NextAttempt = null;
        account.Waiting.Add(invoice);
    }
}
