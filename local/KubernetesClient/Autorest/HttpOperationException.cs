namespace k8s.Autorest;

/// <summary>
/// The server refused a request. What it said, mostly a Status as JSON, is in <see cref="Response" />.
/// </summary>
public class HttpOperationException : Exception
{
    public HttpOperationException() { }

    public HttpOperationException(string message)
        : base(message) { }

    public HttpOperationException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The request, with its body.</summary>
    public HttpRequestMessageWrapper Request { get; set; }

    /// <summary>The answer, with its status, headers and body.</summary>
    public HttpResponseMessageWrapper Response { get; set; }

    /// <summary>Never set by this client.</summary>
    public object Body { get; set; }
}
