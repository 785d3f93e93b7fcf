using System.Globalization;
using System.Text.RegularExpressions;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>
/// Searches: clauses <c>field:"text"</c>, <c>metadata["name"]:"text"</c> and <c>field&gt;number</c> joined by AND. As
/// with the real ones, what changed a moment ago is not found yet.
/// </summary>
internal static partial class Searches
{
    public static Func<JsonObject> Page<T>(Call call, string url, Store<T> store, params string[] fields)
        where T : Resource
    {
        var clauses = Parse(call.Params.Required("query"), fields);
        var limit = Lists.Limit(call);
        var start = Start(call.Params.Text("page"));
        return () =>
        {
            var account = call.Account;
            var known = account.Now - (long)account.Options.SearchDelay.TotalSeconds;
            var found = store
                .All.Reverse()
                .Where(r => Math.Max(r.Touched, r.Created) <= known || account.Options.SearchDelay == TimeSpan.Zero)
                .Select(r => r.ToJson(account))
                .Where(json => clauses.All(c => c(json)))
                .ToList();
            var more = start + limit < found.Count;
            var result = Lists.Json(url, found.Skip(start).Take(limit), more);
            result["object"] = "search_result";
            result["next_page"] = more ? $"page_{start + limit}" : null;
            if (call.Wants("total_count"))
                result["total_count"] = found.Count;
            return result;
        };
    }

    private static int Start(string? page) =>
        page is null ? 0
        : page.StartsWith("page_", StringComparison.Ordinal)
        && int.TryParse(page[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
        : throw StripeError.Invalid($"No such page: '{page}'", "page");

    private static List<Func<JsonObject, bool>> Parse(string query, string[] fields)
    {
        List<Func<JsonObject, bool>> clauses = [];
        foreach (var clause in And().Split(query.Trim()))
        {
            var match = Clause().Match(clause);
            var field = match.Groups["field"].Value;
            if (!match.Success || (field != "metadata" && !fields.Contains(field)))
                throw StripeError.Invalid($"The query cannot be read at: {clause}", "query");
            clauses.Add(Test(match, field));
        }
        return clauses;
    }

    private static Func<JsonObject, bool> Test(Match match, string field)
    {
        var (key, text) = (match.Groups["key"].Value, match.Groups["text"].Value);
        var number = match.Groups["number"].Value;
        if (field == "metadata")
            return json => (string?)json["metadata"]?[key] == text;
        if (number.Length == 0)
            return json => json[field]?.ToString() == text;
        var bound = long.Parse(number, CultureInfo.InvariantCulture);
        return match.Groups["op"].Value switch
        {
            ">" => json => (long?)json[field] > bound,
            "<" => json => (long?)json[field] < bound,
            ">=" => json => (long?)json[field] >= bound,
            "<=" => json => (long?)json[field] <= bound,
            _ => json => (long?)json[field] == bound,
        };
    }

    [GeneratedRegex(@"\s+AND\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(
        """^(?<field>\w+)(\[["'](?<key>[^"']+)["']\])?\s*(?<op>:|>=|<=|>|<)\s*"""
            + """(["'](?<text>[^"']*)["']|(?<number>-?\d+))$"""
    )]
    private static partial Regex Clause();
}
