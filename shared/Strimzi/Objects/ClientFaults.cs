using System.Globalization;
using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;

namespace Mothership.Strimzi.Objects;

/// <summary>What goes wrong on the way to the API server, in our words.</summary>
internal static class ClientFaults
{
    /// <summary>The fault; null for what is none of the server's or the way's.</summary>
    public static KubeException? Of(Exception e, KubeKind kind, string what, CancellationToken cancellation) =>
        e switch
        {
            KubeException known => known,
            HttpOperationException { Response.StatusCode: HttpStatusCode.NotFound } missing when !IsOfObject(missing) =>
                KindMissing(missing, kind, what),
            HttpOperationException refused => Refused(refused, what),
            KubernetesException { Status: { } status } error => new(
                Fault((HttpStatusCode)(status.Code ?? 0)),
                $"{what}: {status.Code} {status.Reason}: {status.Message}",
                error
            ),
            OperationCanceledException when cancellation.IsCancellationRequested => null,
            HttpRequestException or IOException or OperationCanceledException or TimeoutException => Lost(e, what),
            JsonException or KubernetesException or KubernetesClientException => Lost(e, what),
            _ => null,
        };

    private static KubeException Lost(Exception e, string what) =>
        new(KubeFault.Unavailable, $"{what}: {e.Message}", e);

    // Of an object that is not there the server says so in an object of its own; of a kind it has only the plain
    // words of any web server.
    private static bool IsOfObject(HttpOperationException e) =>
        e.Response.Content is { } content && content.AsSpan().TrimStart() is ['{', ..];

    private static KubeException KindMissing(HttpOperationException e, KubeKind kind, string what) =>
        new(
            KubeFault.Missing,
            $"{what}: the Kubernetes cluster has no kind {kind}: the custom resource definition {kind.Plural}."
                + $"{kind.Group} (version {kind.Version}) is missing. Install Strimzi 1.2.0 with its definitions "
                + "there, as docs/deploy.md says; what waits for them then goes on by itself.",
            e
        )
        {
            IsKindMissing = true,
        };

    private static KubeException Refused(HttpOperationException e, string what)
    {
        var status = e.Response?.StatusCode ?? 0;
        return new(Fault(status), $"{what}: {(int)status} {e.Response?.Content}", e)
        {
            RetryAfter = RetryAfter(e.Response),
        };
    }

    private static KubeFault Fault(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized => KubeFault.Unauthorized,
            HttpStatusCode.Forbidden => KubeFault.Forbidden,
            HttpStatusCode.NotFound => KubeFault.Missing,
            HttpStatusCode.Conflict => KubeFault.Conflict,
            HttpStatusCode.Gone => KubeFault.Expired,
            HttpStatusCode.BadRequest
            or HttpStatusCode.UnprocessableEntity
            or HttpStatusCode.UnsupportedMediaType
            or HttpStatusCode.MethodNotAllowed => KubeFault.Invalid,
            _ => KubeFault.Unavailable,
        };

    private static TimeSpan? RetryAfter(HttpResponseMessageWrapper? response)
    {
        var header = response?.Headers.FirstOrDefault(h =>
            h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)
        );
        return int.TryParse(header?.Value?.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            ? TimeSpan.FromSeconds(s)
            : null;
    }
}
