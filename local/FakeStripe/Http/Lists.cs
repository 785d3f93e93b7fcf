using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>Pages of lists, newest first.</summary>
internal static class Lists
{
    /// <summary>Reads which page is wanted, and gives what answers it.</summary>
    /// <param name="call">The request.</param>
    /// <param name="url">The address of the list.</param>
    /// <param name="all">The objects, oldest first.</param>
    /// <param name="isIn">Which of them the list has.</param>
    /// <param name="render">How one is answered.</param>
    public static Func<JsonObject> Page<T>(
        Call call,
        string url,
        Func<IReadOnlyList<T>> all,
        Func<T, bool>? isIn = null,
        Func<T, JsonObject>? render = null
    )
        where T : Resource
    {
        var limit = Limit(call);
        var (after, before) = (call.Params.Text("starting_after"), call.Params.Text("ending_before"));
        if (after is not null && before is not null)
            throw StripeError.Invalid("Only one of starting_after and ending_before can be given.", "starting_after");
        return () =>
        {
            var items = all().Reverse().Where(i => isIn?.Invoke(i) != false).ToList();
            var (page, more) = before is not null ? Before(items, before, limit) : After(items, after, limit);
            return Json(url, page.Select(i => render is null ? i.ToJson(call.Account) : render(i)), more);
        };
    }

    /// <summary>A list of parts of another object, in their own order.</summary>
    public static Func<JsonObject> Parts(Call call, string url, Func<IReadOnlyList<JsonObject>> all)
    {
        var limit = Limit(call);
        var after = call.Params.Text("starting_after");
        return () =>
        {
            var items = all();
            var start = after is null
                ? 0
                : 1 + IndexOf([.. items.Select(i => i["id"]!.GetValue<string>())], after, "starting_after");
            return Json(url, items.Skip(start).Take(limit), start + limit < items.Count);
        };
    }

    /// <summary>The filter <c>created</c>: a time, or bounds.</summary>
    public static Func<Resource, bool> Created(Call call, string name = "created")
    {
        if (call.Params.Text(name) is not null)
        {
            var at = call.Params.Integer(name);
            return r => r.Created == at;
        }
        if (call.Params.Branch(name) is not { } bounds)
            return _ => true;
        var (gt, gte, lt, lte) = (
            bounds.Integer("gt"),
            bounds.Integer("gte"),
            bounds.Integer("lt"),
            bounds.Integer("lte")
        );
        return r => !(r.Created <= gt) && !(r.Created < gte) && !(r.Created >= lt) && !(r.Created > lte);
    }

    public static JsonObject Json(string url, IEnumerable<JsonObject> data, bool more) =>
        new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. data]),
            ["has_more"] = more,
            ["url"] = url,
        };

    public static int Limit(Call call)
    {
        var limit = call.Params.Integer("limit") ?? 10;
        return limit is >= 1 and <= 100
            ? (int)limit
            : throw StripeError.Invalid("A limit is from 1 to 100.", "limit", "parameter_invalid_integer");
    }

    private static (IEnumerable<T> Page, bool More) After<T>(List<T> items, string? after, int limit)
        where T : Resource
    {
        var start = after is null ? 0 : 1 + IndexOf([.. items.Select(i => i.Id)], after, "starting_after");
        return (items.Skip(start).Take(limit), start + limit < items.Count);
    }

    private static (IEnumerable<T> Page, bool More) Before<T>(List<T> items, string before, int limit)
        where T : Resource
    {
        var end = IndexOf([.. items.Select(i => i.Id)], before, "ending_before");
        var start = Math.Max(0, end - limit);
        return (items.Take(end).Skip(start), start > 0);
    }

    private static int IndexOf(List<string> ids, string id, string param) =>
        ids.IndexOf(id) is >= 0 and var index ? index : throw StripeError.NoSuch("object", id, param);
}
