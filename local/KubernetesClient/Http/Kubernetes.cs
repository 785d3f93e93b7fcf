using System.Net;
using System.Text;
using System.Text.Json;
using k8s.Authentication;
using k8s.Autorest;

namespace k8s;

/// <summary>A client of one server, over HTTP/2 where the server speaks it.</summary>
public partial class Kubernetes : AbstractKubernetes, IKubernetes
{
    private readonly JsonSerializerOptions json;
    private readonly string tlsServerName;
    private readonly bool withoutHttp2;
    private Uri baseUri;

    /// <summary>Where the server is; ends in a slash.</summary>
    public Uri BaseUri
    {
        get => baseUri;
        set
        {
            ArgumentNullException.ThrowIfNull(value, nameof(BaseUri));
            baseUri = value.AbsoluteUri.EndsWith('/') ? value : new Uri($"{value.AbsoluteUri}/");
        }
    }

    /// <summary>What tells the server who asks; null when only a certificate does.</summary>
    public ServiceClientCredentials Credentials { get; private set; }

    public HttpClient HttpClient { get; protected set; }

    protected override async Task<HttpOperationResponse<T>> CreateResultAsync<T>(
        HttpRequestMessage httpRequest,
        HttpResponseMessage httpResponse,
        bool? watch,
        CancellationToken cancellationToken
    )
    {
        var result = new HttpOperationResponse<T> { Request = httpRequest, Response = httpResponse };
        if (watch == true)
            httpResponse.Content = new LineContent(httpResponse.Content, cancellationToken);
        try
        {
            await using var stream = await httpResponse
                .Content.ReadAsStreamAsync(cancellationToken)
                .ConfigureAwait(false);
            result.Body = await JsonSerializer
                .DeserializeAsync<T>(stream, json, cancellationToken)
                .ConfigureAwait(false);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    protected override Task<HttpResponseMessage> SendRequest<T>(
        string relativeUri,
        HttpMethod method,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        T body,
        CancellationToken cancellationToken
    )
    {
        var request = new HttpRequestMessage(method, new Uri(BaseUri, relativeUri));
        if (!withoutHttp2)
            request.Version = HttpVersion.Version20;
        foreach (var (name, values) in customHeaders ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, values);
        }
        if (body is null)
            return SendRequestRaw("", request, cancellationToken);
        var text = KubernetesJson.Serialize((object)body, json);
        request.Content = new StringContent(text, Encoding.UTF8);
        request.Content.Headers.ContentType = GetHeader(body);
        return SendRequestRaw(text, request, cancellationToken);
    }

    /// <exception cref="HttpOperationException">The server refused.</exception>
    protected virtual async Task<HttpResponseMessage> SendRequestRaw(
        string requestContent,
        HttpRequestMessage httpRequest,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(httpRequest);
        if (Credentials is not null)
            await Credentials.ProcessHttpRequestAsync(httpRequest, cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrWhiteSpace(tlsServerName))
            httpRequest.Headers.Host = tlsServerName;
        cancellationToken.ThrowIfCancellationRequested();
        var response = await HttpClient
            .SendAsync(httpRequest, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? response
            : throw await RefusalAsync(requestContent, httpRequest, response, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<HttpOperationException> RefusalAsync(
        string sent,
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        using (request)
        using (response)
        {
            var said = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var message = $"Operation returned an invalid status code '{response.StatusCode}', response body {said}";
            return new HttpOperationException(message)
            {
                Request = new HttpRequestMessageWrapper(request, sent),
                Response = new HttpResponseMessageWrapper(response, said),
            };
        }
    }
}
