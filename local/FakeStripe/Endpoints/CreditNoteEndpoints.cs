using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Invoicing;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/credit_notes.</summary>
internal static class CreditNoteEndpoints
{
    private const string Root = "/v1/credit_notes";

    public static IEnumerable<Route> Routes =>
        [
            new("POST", Root, Create),
            new("GET", Root, List),
            new("GET", $"{Root}/preview", Preview),
            new("GET", $"{Root}/*", Get),
            new("POST", $"{Root}/*", Update),
            new("POST", $"{Root}/*/void", Void),
            new("GET", $"{Root}/*/lines", ListLines),
        ];

    private static Func<JsonObject> Create(Call call)
    {
        var request = CreditNoteRequest.Read(call.Params);
        return () => CreditNotes.Issue(call.Account, request).ToJson(call.Account);
    }

    private static Func<JsonObject> Preview(Call call)
    {
        var request = CreditNoteRequest.Read(call.Params);
        return () => CreditNotes.Plan(call.Account, request).Note.ToJson(call.Account);
    }

    private static Func<JsonObject> Get(Call call) => () => call.Account.CreditNotes.Get(call.Id).ToJson(call.Account);

    private static Func<JsonObject> List(Call call)
    {
        var (customer, invoice) = (call.Params.Text("customer"), call.Params.Text("invoice"));
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Root,
            () =>
                (invoice ?? customer) is { } parent
                    ? call.Account.CreditNotes.Under(parent)
                    : call.Account.CreditNotes.All,
            n => (customer is null || n.Customer == customer) && created(n)
        );
    }

    private static Func<JsonObject> Update(Call call)
    {
        var (setsMemo, memo, metadata) = (call.Params.Has("memo"), call.Params.Text("memo"), call.Params.Metadata());
        return () =>
        {
            var note = call.Account.CreditNotes.Get(call.Id);
            var before = note.ToJson(call.Account);
            note.Memo = setsMemo ? memo : note.Memo;
            note.Merge(metadata);
            call.Account.Emit("credit_note.updated", note, before);
            return note.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> Void(Call call) =>
        () =>
        {
            var note = call.Account.CreditNotes.Get(call.Id);
            CreditNotes.Void(call.Account, note);
            return note.ToJson(call.Account);
        };

    private static Func<JsonObject> ListLines(Call call) =>
        Lists.Parts(
            call,
            $"{Root}/{call.Id}/lines",
            () => [.. call.Account.CreditNotes.Get(call.Id).Lines.Select(l => l.ToJson())]
        );
}
