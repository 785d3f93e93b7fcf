using System.Net.Http.Headers;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

/// <summary>All operations, each as a request; how requests go out is the derived class's.</summary>
public abstract partial class AbstractKubernetes
    : ICoreV1Operations,
        IAppsV1Operations,
        ICustomObjectsOperations,
        IVersionOperations
{
    public ICoreV1Operations CoreV1 => this;

    public IAppsV1Operations AppsV1 => this;

    public ICustomObjectsOperations CustomObjects => this;

    public IVersionOperations Version => this;

    /// <summary>After how long a request is given up that is not a watch.</summary>
    public virtual TimeSpan HttpClientTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The type of a body: JSON, or that of a patch.</summary>
    protected virtual MediaTypeHeaderValue GetHeader(object body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var type = body is not V1Patch patch
            ? "application/json"
            : patch.Type switch
            {
                V1Patch.PatchType.JsonPatch => "application/json-patch+json",
                V1Patch.PatchType.MergePatch => "application/merge-patch+json",
                V1Patch.PatchType.StrategicMergePatch => "application/strategic-merge-patch+json",
                V1Patch.PatchType.ApplyPatch => "application/apply-patch+yaml",
                var other => throw new ArgumentOutOfRangeException(nameof(body), other, "No such type of patch."),
            };
        return new MediaTypeHeaderValue(type) { CharSet = "utf-8" };
    }

    protected abstract Task<HttpOperationResponse<T>> CreateResultAsync<T>(
        HttpRequestMessage httpRequest,
        HttpResponseMessage httpResponse,
        bool? watch,
        CancellationToken cancellationToken
    );

    protected abstract Task<HttpResponseMessage> SendRequest<T>(
        string relativeUri,
        HttpMethod method,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        T body,
        CancellationToken cancellationToken
    );

    private async Task<HttpOperationResponse<T>> RequestAsync<T>(Call call, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(call.IsWatch ? Timeout.InfiniteTimeSpan : HttpClientTimeout);
        var response = await SendRequest(call.Uri, call.Method, call.Headers, call.Content, bounded.Token)
            .ConfigureAwait(false);
        // A watch is read long after this method has ended, and then the caller's token has to end it.
        return await CreateResultAsync<T>(
                response.RequestMessage,
                response,
                call.IsWatch,
                call.IsWatch ? cancellationToken : bounded.Token
            )
            .ConfigureAwait(false);
    }
}
