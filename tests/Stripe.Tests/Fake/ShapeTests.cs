using System.Text.Json;
using Stripe.Tests.Client;

namespace Stripe.Tests.Fake;

/// <summary>
/// Holds the members of every kind of answered object, and their types, against Stripe's own examples.
/// </summary>
public sealed class ShapeTests : IAsyncLifetime
{
    private static readonly ILookup<string, (string Member, string Type)> Examples = Resource
        .Lines("objects.txt")
        .Select(l => l.Split(' '))
        .ToLookup(p => p[0], p => (p[1], p[2]));

    // The examples have some members only because somebody asked to expand them.
    private static readonly HashSet<(string, string)> OnRequest = [("charge", "refunds")];

    // Members that only another kind of the same object has.
    private static readonly HashSet<(string, string)> OfOthers =
    [
        ("credit_note_line_item", "invoice_line_item"),
        ("invoice_payment", "payment.payment_intent"),
        ("event", "data.previous_attributes"),
    ];

    private Rig _rig = null!;

    public async Task InitializeAsync() => _rig = await Rig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Answers_OfEveryKind_HaveTheMembersOfTheExamples()
    {
        var differences = (await ObjectsAsync()).SelectMany(o =>
            Differences(o.Kind, JsonDocument.Parse(o.Content).RootElement, "").Select(d => $"{o.Kind}: {d}")
        );
        differences.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Comparison_MissingForeignOrMistypedMember_IsFound()
    {
        var example = JsonDocument.Parse("""{"id":1,"object":"customer","deleted":true,"more":1}""").RootElement;
        Differences("deleted_customer", example, "")
            .ShouldBe(["id is a number, in the example a string", "more is not in the example"]);
        Differences("deleted_customer", JsonDocument.Parse("{}").RootElement, "").Count().ShouldBe(3);
    }

    private async Task<List<(string Kind, string Content)>> ObjectsAsync()
    {
        var owner = await _rig.CustomerAsync("pm_card_visa");
        return
        [
            ("customer", Content(owner)),
            .. await CardsAsync(owner),
            .. await PaidAsync(owner.Id),
            .. await DraftsAsync(owner.Id),
            .. await UnpaidAsync(),
            ("event", Content(await _rig.Api.Events.GetAsync((await _rig.Api.Events.ListAsync()).First().Id))),
        ];
    }

    private async Task<List<(string Kind, string Content)>> CardsAsync(Customer owner)
    {
        var options = new Stripe.Checkout.SessionCreateOptions
        {
            Mode = "setup",
            Customer = owner.Id,
            Currency = "usd",
            SuccessUrl = "https://x.example",
        };
        var session = await _rig.Api.Checkout.Sessions.CreateAsync(options);
        _rig.Server.Control.CompleteCheckout(session.Id);
        var complete = await _rig.Api.Checkout.Sessions.GetAsync(session.Id);
        var card = await _rig.Api.PaymentMethods.GetAsync(owner.InvoiceSettings.DefaultPaymentMethodId);
        var portal = await _rig.Api.BillingPortal.Sessions.CreateAsync(new() { Customer = owner.Id });
        return
        [
            ("payment_method", Content(card)),
            ("checkout.session", Content(session)),
            ("checkout.session", Content(complete)),
            ("setup_intent", Content(await _rig.Api.SetupIntents.GetAsync(complete.SetupIntentId))),
            ("billing_portal.session", Content(portal)),
        ];
    }

    private async Task<List<(string Kind, string Content)>> PaidAsync(string customer)
    {
        var api = _rig.Api;
        var paid = await _rig.PaidAsync(customer, 1000, 500);
        var note = await api.CreditNotes.CreateAsync(NoteOn(paid));
        var payment = (await api.InvoicePayments.ListAsync(new() { Invoice = paid.Id })).Single();
        var intent = await api.PaymentIntents.GetAsync(payment.Payment.PaymentIntentId);
        var charge = await api.Charges.GetAsync(intent.LatestChargeId);
        var dispute = await api.Disputes.GetAsync(_rig.Server.Control.Dispute(charge.Id, 100));
        return
        [
            ("invoice", Content(paid)),
            ("line_item", Part(paid.StripeResponse.Content, "lines")),
            ("invoice_payment", Content(await api.InvoicePayments.GetAsync(payment.Id))),
            ("payment_intent", Content(intent)),
            ("charge", Content(charge)),
            ("balance_transaction", Content(await api.BalanceTransactions.GetAsync(charge.BalanceTransactionId))),
            ("refund", Content(await api.Refunds.GetAsync(note.Refunds[0].RefundId))),
            ("credit_note", Content(note)),
            ("credit_note_line_item", Part(note.StripeResponse.Content, "lines")),
            ("customer_balance_transaction", await BalanceChangeAsync(customer)),
            ("dispute", Content(dispute)),
        ];
    }

    private static CreditNoteCreateOptions NoteOn(Invoice paid) =>
        new()
        {
            Invoice = paid.Id,
            Lines =
            [
                new()
                {
                    Type = "invoice_line_item",
                    InvoiceLineItem = paid.Lines.First().Id,
                    Amount = 20,
                },
                new()
                {
                    Type = "custom_line_item",
                    Description = "x",
                    UnitAmount = 10,
                    Quantity = 2,
                },
            ],
            RefundAmount = 30,
            CreditAmount = 10,
        };

    private async Task<List<(string Kind, string Content)>> DraftsAsync(string customer)
    {
        var draft = await _rig.DraftAsync(customer, 1000, 5);
        var options = new InvoiceItemCreateOptions
        {
            Customer = customer,
            Amount = 1,
            Currency = "usd",
        };
        var item = await _rig.Api.InvoiceItems.CreateAsync(options);
        return
        [
            ("invoice", Content(draft)),
            ("invoiceitem", Content(item)),
            ("deleted_invoiceitem", Content(await _rig.Api.InvoiceItems.DeleteAsync(item.Id))),
            ("deleted_invoice", Content(await _rig.Api.Invoices.DeleteAsync(draft.Id))),
        ];
    }

    private async Task<List<(string Kind, string Content)>> UnpaidAsync()
    {
        var failing = await _rig.CustomerAsync("pm_card_chargeCustomerFail", "Eve");
        var unpaid = await _rig.OpenAsync(failing.Id, 900);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(unpaid.Id), 402);
        var declined = (await _rig.Api.PaymentIntents.ListAsync(new() { Customer = failing.Id })).Single();
        return
        [
            ("invoice", Content(await _rig.Api.Invoices.GetAsync(unpaid.Id))),
            ("payment_intent", Content(await _rig.Api.PaymentIntents.GetAsync(declined.Id))),
            ("charge", Content(await _rig.Api.Charges.GetAsync(declined.LatestChargeId))),
            ("deleted_customer", Content(await _rig.Api.Customers.DeleteAsync(failing.Id))),
        ];
    }

    private async Task<string> BalanceChangeAsync(string customer)
    {
        var service = new CustomerBalanceTransactionService(_rig.Client);
        var change = (await service.ListAsync(customer)).First();
        return Content(await service.GetAsync(customer, change.Id));
    }

    private static string Content(StripeEntity entity) => entity.StripeResponse.Content;

    private static string Part(string content, string list) =>
        JsonDocument.Parse(content).RootElement.GetProperty(list).GetProperty("data")[0].GetRawText();

    // The whole of an object, and of the objects within it that are there. An empty object or null says nothing.
    private static IEnumerable<string> Differences(string kind, JsonElement actual, string path)
    {
        var expected = Examples[kind]
            .Where(e => Parent(e.Member) == path && !OnRequest.Contains((kind, e.Member)))
            .ToDictionary(e => e.Member[(path.Length == 0 ? 0 : path.Length + 1)..], e => e.Type);
        if (expected.Count == 0)
            yield break;
        foreach (var member in actual.EnumerateObject())
        {
            var full = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (OfOthers.Contains((kind, full)))
                continue;
            if (!expected.Remove(member.Name, out var type))
                yield return $"{full} is not in the example";
            else if (TypeOf(member.Value) is var found && type != "null" && found != "null" && found != type)
                yield return $"{full} is a {found}, in the example a {type}";
            else
                foreach (var difference in Within(kind, member.Value, full))
                    yield return difference;
        }
        foreach (var missing in expected.Keys.Where(m => !OfOthers.Contains((kind, m))))
            yield return $"{(path.Length == 0 ? missing : $"{path}.{missing}")} is missing";
    }

    private static IEnumerable<string> Within(string kind, JsonElement value, string path) =>
        value.ValueKind switch
        {
            JsonValueKind.Object when IsCompared(kind, path) => Differences(kind, value, path),
            JsonValueKind.Array => value
                .EnumerateArray()
                .Where(i => i.ValueKind == JsonValueKind.Object)
                .SelectMany(i => Differences(kind, i, path + "[]")),
            _ => [],
        };

    // Names that customers choose, objects of other kinds, and errors, of which the examples show next to nothing.
    private static bool IsCompared(string kind, string path) =>
        path is not ("metadata" or "last_payment_error" or "last_setup_error") && kind != "event";

    private static string Parent(string member) => member.LastIndexOf('.') is >= 0 and var dot ? member[..dot] : "";

    private static string TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };
}
