using Mothership.Local.FakeStripe.Http;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/events.</summary>
internal static class EventEndpoints
{
    private const string Root = "/v1/events";

    public static IEnumerable<Route> Routes => [new("GET", Root, List), new("GET", $"{Root}/*", Get)];

    private static Func<JsonObject> List(Call call)
    {
        var (type, types) = (call.Params.Text("type"), call.Params.Texts("types"));
        if (type is not null && types.Count > 0)
            throw StripeError.Invalid("Give type or types, not both.", "type");
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Root,
            () => call.Account.Events.Events.All,
            e => (type is null || e.Type == type) && (types.Count == 0 || types.Contains(e.Type)) && created(e)
        );
    }

    private static Func<JsonObject> Get(Call call) =>
        () => call.Account.Events.Events.Get(call.Id).ToJson(call.Account);
}
