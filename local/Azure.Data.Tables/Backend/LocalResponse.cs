using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace Mothership.Local.Tables.Backend;

/// <summary>
/// A response that no server sent: the SQLite backend's answers, and the parts of a batch's answer.
/// </summary>
internal sealed class LocalResponse(int status, IReadOnlyList<HttpHeader> headers, byte[]? body = null) : Response
{
    private static long _lastId;
    private string? _clientRequestId;
    private Stream? _content;

    public override int Status => status;

    public override string ReasonPhrase => ReasonPhrases.Of(status);

    public override bool IsError => status >= 400;

    public override Stream? ContentStream
    {
        get => _content ??= body is null ? null : new MemoryStream(body, 0, body.Length, false, true);
        set => _content = value;
    }

    public override string ClientRequestId
    {
        get => _clientRequestId ??= Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        set => _clientRequestId = value;
    }

    public static LocalResponse NoContent(string? etag = null) =>
        new(204, etag is null ? [] : [new HttpHeader("ETag", etag)]);

    public override void Dispose() => _content?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = header.Value;
                return true;
            }
        }
        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}

/// <summary>The words that go with the statuses in use.</summary>
internal static class ReasonPhrases
{
    public static string Of(int status) =>
        status switch
        {
            200 => "OK",
            201 => "Created",
            202 => "Accepted",
            204 => "No Content",
            400 => "Bad Request",
            403 => "Forbidden",
            404 => "Not Found",
            409 => "Conflict",
            412 => "Precondition Failed",
            413 => "Request Entity Too Large",
            500 => "Internal Server Error",
            501 => "Not Implemented",
            503 => "Service Unavailable",
            _ => "",
        };
}
