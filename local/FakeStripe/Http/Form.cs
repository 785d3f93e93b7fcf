using System.Net;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>
/// Parameters as a tree: <c>a[b]=1</c> is a branch, <c>a[0]=1</c> and <c>a[]=1</c> are elements of a list, everything
/// else is a leaf.
/// </summary>
internal sealed class Form
{
    private readonly Dictionary<string, Form> _children = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>The text of a leaf; null for a branch.</summary>
    public string? Text { get; private set; }

    public IReadOnlyList<string> Names => _order;

    public Form? this[string name] => _children.GetValueOrDefault(name);

    public IEnumerable<Form> Items => _order.Select(name => _children[name]);

    public static Form Parse(string encoded)
    {
        var root = new Form();
        foreach (var pair in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            var key = WebUtility.UrlDecode(split < 0 ? pair : pair[..split]);
            root.Put(key, split < 0 ? "" : WebUtility.UrlDecode(pair[(split + 1)..]));
        }
        return root;
    }

    /// <summary>The same parameters in the same words, whatever the order they were sent in.</summary>
    public string Fingerprint() =>
        Text
        ?? "{"
            + string.Join(",", _order.Order(StringComparer.Ordinal).Select(n => $"{n}={_children[n].Fingerprint()}"))
            + "}";

    private void Put(string key, string value)
    {
        var node = this;
        foreach (var segment in Segments(key))
            node = node.Child(segment.Length == 0 ? $"{node._order.Count}" : segment);
        node.Text = value;
    }

    private static IEnumerable<string> Segments(string key)
    {
        var bracket = key.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return [key];
        return key[(bracket + 1)..].TrimEnd(']').Split("][").Prepend(key[..bracket]);
    }

    private Form Child(string name)
    {
        if (_children.TryGetValue(name, out var child))
            return child;
        _order.Add(name);
        return _children[name] = new();
    }
}
