using System.Net;
using System.Net.Http.Headers;

namespace k8s.Autorest;

/// <summary>A message as it was, kept when the message itself is disposed of.</summary>
public abstract class HttpMessageWrapper
{
    protected HttpMessageWrapper() => Headers = new Dictionary<string, IEnumerable<string>>();

    /// <summary>The body as text.</summary>
    public string Content { get; set; }

    /// <summary>The headers, those of the body among them.</summary>
    public IDictionary<string, IEnumerable<string>> Headers { get; private set; }

    protected void CopyHeaders(HttpHeaders headers)
    {
        foreach (var (name, values) in headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            Headers[name] = Headers.TryGetValue(name, out var before) ? before.Concat(values) : values;
    }
}

/// <summary>A request as it was.</summary>
public class HttpRequestMessageWrapper : HttpMessageWrapper
{
    public HttpRequestMessageWrapper(HttpRequestMessage httpRequest, string content)
    {
        ArgumentNullException.ThrowIfNull(httpRequest);
        CopyHeaders(httpRequest.Headers);
        CopyHeaders(httpRequest.Content?.Headers);
        (Content, Method, RequestUri) = (content, httpRequest.Method, httpRequest.RequestUri);
    }

    public HttpMethod Method { get; protected set; }

    public Uri RequestUri { get; protected set; }
}

/// <summary>An answer as it was.</summary>
public class HttpResponseMessageWrapper : HttpMessageWrapper
{
    public HttpResponseMessageWrapper(HttpResponseMessage httpResponse, string content)
    {
        ArgumentNullException.ThrowIfNull(httpResponse);
        CopyHeaders(httpResponse.Headers);
        CopyHeaders(httpResponse.Content?.Headers);
        (Content, StatusCode, ReasonPhrase) = (content, httpResponse.StatusCode, httpResponse.ReasonPhrase);
    }

    public HttpStatusCode StatusCode { get; protected set; }

    public string ReasonPhrase { get; protected set; }
}
