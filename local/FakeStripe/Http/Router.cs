namespace Mothership.Local.FakeStripe.Http;

/// <summary>An address of the API, such as <c>POST /v1/invoices/*/pay</c>, and what it does.</summary>
internal sealed record Route(string Method, string Template, Endpoint Endpoint)
{
    private readonly string[] _segments = Template.Split('/');

    public string Name => $"{Method} {Template}";

    /// <summary>The ids in an address, or null where it is another one.</summary>
    public IReadOnlyList<string>? Match(string method, string[] segments)
    {
        if (method != Method || segments.Length != _segments.Length)
            return null;
        List<string> ids = [];
        for (var i = 0; i < segments.Length; i++)
            if (_segments[i] == "*")
                ids.Add(Uri.UnescapeDataString(segments[i]));
            else if (_segments[i] != segments[i])
                return null;
        return ids;
    }
}

/// <summary>All addresses of the API. Of two that match, the one that stands first is taken.</summary>
internal sealed class Router(IReadOnlyList<Route> routes)
{
    public (Route Route, IReadOnlyList<string> Ids)? Find(string method, string path)
    {
        var segments = path.Split('/');
        foreach (var route in routes)
            if (route.Match(method, segments) is { } ids)
                return (route, ids);
        return null;
    }
}
