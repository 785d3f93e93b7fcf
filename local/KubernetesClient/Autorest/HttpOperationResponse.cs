namespace k8s.Autorest;

/// <summary>A request and its answer.</summary>
public interface IHttpOperationResponse
{
    HttpRequestMessage Request { get; set; }

    HttpResponseMessage Response { get; set; }
}

/// <summary>A request, its answer and what the answer's body says.</summary>
public interface IHttpOperationResponse<T> : IHttpOperationResponse
{
    T Body { get; set; }
}

/// <summary>A request and its answer; disposing of it disposes of both.</summary>
public class HttpOperationResponse : IHttpOperationResponse, IDisposable
{
    public HttpRequestMessage Request { get; set; }

    public HttpResponseMessage Response { get; set; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Request?.Dispose();
        Response?.Dispose();
        (Request, Response) = (null, null);
    }
}

/// <summary>A request, its answer and what the answer's body says.</summary>
public class HttpOperationResponse<T> : HttpOperationResponse, IHttpOperationResponse<T>
{
    public T Body { get; set; }
}
