using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mothership.Domain;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Http;

/// <summary>The body of a request: its bytes and the JSON in them.</summary>
internal sealed class RequestBody : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };
    private readonly JsonDocument _document;

    private RequestBody(ReadOnlyMemory<byte> bytes, JsonDocument document) => (Bytes, _document) = (bytes, document);

    /// <summary>As they were sent.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The JSON value.</summary>
    internal JsonElement Root => _document.RootElement;

    /// <summary>Reads a body, never more of it than is allowed.</summary>
    /// <exception cref="MothershipException">TooLarge or Malformed.</exception>
    internal static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = await ReadBytesAsync(request, cancellation);
        if (bytes.IsEmpty)
            throw Malformed("The request has no body; a JSON object is needed.");
        return new(bytes, Parse(bytes));
    }

    /// <summary>Reads a body that may be left out, which is as good as an empty object.</summary>
    /// <exception cref="MothershipException">TooLarge or Malformed.</exception>
    internal static async Task<RequestBody> ReadOptionalAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = await ReadBytesAsync(request, cancellation);
        return bytes.IsEmpty ? new(bytes, JsonDocument.Parse("{}")) : new(bytes, Parse(bytes));
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    /// <summary>Reads a body as it came, never more of it than is allowed.</summary>
    /// <exception cref="MothershipException">TooLarge.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Limits.BodyBytes)
            throw TooLarge();
        var buffer = new byte[(int)(request.ContentLength ?? 4096) + 1];
        var length = 0;
        while (await request.Body.ReadAsync(buffer.AsMemory(length), cancellation) is var read and > 0)
        {
            length += read;
            if (length > Limits.BodyBytes)
                throw TooLarge();
            if (length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
        return buffer.AsMemory(0, length);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, Strict);
        }
        catch (JsonException e)
        {
            var (line, position) = (e.LineNumber + 1, e.BytePositionInLine + 1);
            throw Malformed(
                line is null
                    ? "The body is not acceptable JSON: a field is there twice."
                    : $"The body is not JSON: line {line}, byte {position}."
            );
        }
        catch (InvalidOperationException)
        {
            throw Malformed("The body is not JSON: it holds text that is not valid Unicode.");
        }
    }

    private static MothershipException Malformed(string detail) => new(ErrorKind.Malformed, "malformed_body", detail);

    private static MothershipException TooLarge() =>
        new(ErrorKind.TooLarge, "body_too_large", $"A body has at most {Limits.BodyBytes} bytes.");
}
