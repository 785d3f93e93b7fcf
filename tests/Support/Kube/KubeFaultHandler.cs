using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Mothership.Tests.Support.Kube;

/// <summary>Lets one client's requests go wrong as <see cref="KubeFaults" /> says.</summary>
internal sealed class KubeFaultHandler(KubeFaults faults) : DelegatingHandler
{
    public static bool IsWatch(HttpRequestMessage request) =>
        request.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (faults.Choose(request) is not { } rule)
            return await PassAsync(request, cancellationToken);
        if (rule.IsAfterEffect)
            (await base.SendAsync(request, cancellationToken)).Dispose();
        switch (rule.Fault)
        {
            case KubeFault.Refused:
                throw KubeFaults.Refusal();
            case KubeFault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                throw new OperationCanceledException(cancellationToken);
            default:
                return Answer(request, rule);
        }
    }

    private async Task<HttpResponseMessage> PassAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!IsWatch(request) || !answer.IsSuccessStatusCode)
            return answer;
        var content = new StreamContent(faults.Watched(await answer.Content.ReadAsStreamAsync(cancellationToken)));
        content.Headers.ContentType = answer.Content.Headers.ContentType;
        answer.Content = content;
        return answer;
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, KubeFaults.Rule rule)
    {
        var (code, reason) = rule.Fault switch
        {
            KubeFault.Conflict => (409, "Conflict"),
            KubeFault.Gone => (410, "Expired"),
            KubeFault.GoneInWatch => (200, "Expired"),
            KubeFault.TooManyRequests => (429, "TooManyRequests"),
            KubeFault.Unauthorized => (401, "Unauthorized"),
            KubeFault.Forbidden => (403, "Forbidden"),
            KubeFault.NotFound => (404, "NotFound"),
            _ => (500, "InternalError"),
        };
        var status = Status(rule.Fault == KubeFault.GoneInWatch ? 410 : code, reason);
        var body = rule.Fault == KubeFault.GoneInWatch ? "{\"type\":\"ERROR\",\"object\":" + status + "}\n" : status;
        var answer = new HttpResponseMessage((HttpStatusCode)code)
        {
            RequestMessage = request,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (rule.Fault == KubeFault.TooManyRequests)
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(rule.RetryAfter);
        return answer;
    }

    private static string Status(int code, string reason) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "Status",
                apiVersion = "v1",
                metadata = new { },
                status = "Failure",
                message = "A fault of the test's.",
                reason,
                code,
            }
        );
}

/// <summary>The body of a watch, whose connection can be broken.</summary>
internal sealed class KubeWatchStream(Stream inner, Action<KubeWatchStream> ended) : Stream
{
    private readonly CancellationTokenSource _broken = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Break() => _broken.Cancel();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token);
        try
        {
            return await inner.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (_broken.IsCancellationRequested)
        {
            throw new IOException("The connection was broken.");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        ended(this);
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
