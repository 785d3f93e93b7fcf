using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace Stripe.Infrastructure;

/// <summary>
/// Writes parameters as <c>application/x-www-form-urlencoded</c>: <c>a[b]=1</c> for nested ones, <c>a[0]=1</c> for
/// lists, an empty value for an empty list and for what is to be cleared, seconds since 1970 for times.
/// </summary>
internal static class FormEncoder
{
    public static HttpContent Content(BaseOptions options) =>
        new StringContent(Encode(options), Encoding.UTF8, "application/x-www-form-urlencoded");

    public static string Encode(BaseOptions options)
    {
        var pairs = new List<(string Key, string Value)>();
        if (options is not null)
            AddOptions(pairs, options, "");
        return string.Join('&', pairs.Select(p => $"{Escape(p.Key)}={Escape(p.Value)}"));
    }

    // Stripe takes brackets as they are, and a person who reads a log is glad of it.
    private static string Escape(string text) => WebUtility.UrlEncode(text).Replace("%5B", "[").Replace("%5D", "]");

    private static void Add(List<(string, string)> pairs, object value, string key)
    {
        switch (value)
        {
            case null:
                pairs.Add((key, ""));
                break;
            case IAnyOf any:
                if (any.Value is not null)
                    Add(pairs, any.Value, key);
                break;
            case INestedOptions options:
                AddOptions(pairs, options, key);
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                    Add(pairs, entry.Value, Below(key, string.Format(CultureInfo.InvariantCulture, "{0}", entry.Key)));
                break;
            case string text:
                pairs.Add((key, text));
                break;
            case IEnumerable list:
                AddList(pairs, list, key);
                break;
            default:
                pairs.Add((key, Scalar(value)));
                break;
        }
    }

    private static string Scalar(object value) =>
        value switch
        {
            DateTime time => ((DateTimeOffset)time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            _ => string.Format(CultureInfo.InvariantCulture, "{0}", value),
        };

    private static void AddOptions(List<(string, string)> pairs, INestedOptions options, string key)
    {
        foreach (var (name, member) in WireNames.OfOptions(options.GetType()))
        {
            var value = member.GetValue(options);
            if (value is not null)
                Add(pairs, value, Below(key, name));
            else if (options is ISetTracking tracking && tracking.Tracker.IsSet(member.Name))
                pairs.Add((Below(key, name), ""));
        }
        if (options is BaseOptions { ExtraParams: { } extra })
            Add(pairs, extra, key);
    }

    private static void AddList(List<(string, string)> pairs, IEnumerable list, string key)
    {
        var before = pairs.Count;
        var index = 0;
        foreach (var value in list)
            Add(pairs, value, $"{key}[{index++}]");
        if (pairs.Count == before)
            pairs.Add((key, ""));
    }

    private static string Below(string key, string name)
    {
        if (key.Length == 0)
            return name;
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? $"{key}[{name}]" : $"{key}[{name[..bracket]}]{name[bracket..]}";
    }
}
