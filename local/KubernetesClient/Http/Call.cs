using System.Globalization;

namespace k8s;

/// <summary>A request in the making: its path, its query, its body.</summary>
internal sealed class Call
{
    private readonly List<string> query = [];
    private readonly string path;

    /// <param name="method">The verb.</param>
    /// <param name="headers">Headers of the caller's, or null.</param>
    /// <param name="segments">The path. An empty group is the core's, which has a path of its own.</param>
    /// <exception cref="ArgumentNullException">A segment is null.</exception>
    public Call(HttpMethod method, IReadOnlyDictionary<string, IReadOnlyList<string>> headers, params string[] segments)
    {
        (Method, Headers) = (method, headers);
        if (segments is ["apis", "", .. var rest])
            segments = ["api", .. rest];
        path = string.Join('/', segments.Select(Escaped));
    }

    public HttpMethod Method { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; }

    /// <summary>What is sent, or null for nothing.</summary>
    public object Content { get; private set; }

    /// <summary>It goes on until somebody ends it.</summary>
    public bool IsWatch { get; private set; }

    public string Uri => query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";

    public Call Query(string name, string value) =>
        value is null ? this : With(name, System.Uri.EscapeDataString(value));

    public Call Query(string name, bool? value) => value is { } known ? With(name, known ? "true" : "false") : this;

    public Call Query(string name, int? value) =>
        value is { } known ? With(name, known.ToString(CultureInfo.InvariantCulture)) : this;

    public Call Watch(bool? watch)
    {
        IsWatch = watch == true;
        return Query("watch", watch);
    }

    /// <summary>A body that there may be.</summary>
    public Call Body(object body)
    {
        Content = body;
        return this;
    }

    /// <summary>A body that there has to be.</summary>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    public Call RequiredBody(object body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Body(body);
    }

    private static string Escaped(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return System.Uri.EscapeDataString(segment);
    }

    private Call With(string name, string escaped)
    {
        query.Add($"{name}={escaped}");
        return this;
    }
}
