using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Mothership.ControlPlane.Http;

/// <summary>
/// A complete answer: status, headers and the bytes of the body. Bytes, because they are written as they are, with
/// their length known beforehand, and because an answer to a POST is kept to be given again.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON in UTF-8; empty for an answer without body.</param>
/// <param name="Headers">Besides those that the pipeline adds to every answer.</param>
/// <param name="ContentType">Of the body.</param>
public sealed record Answer(
    int Status,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string ContentType = Answer.Json
) : IActionResult
{
    /// <summary>The content type of every answer but the documentation's.</summary>
    public const string Json = "application/json";

    /// <summary>An answer with a JSON body.</summary>
    public static Answer Of<T>(int status, T value, JsonTypeInfo<T> type) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(value, type), []);

    /// <summary>200 with a JSON body.</summary>
    public static Answer Ok<T>(T value, JsonTypeInfo<T> type) => Of(StatusCodes.Status200OK, value, type);

    /// <summary>An answer without body.</summary>
    public static Answer Empty(int status) => new(status, default, []);

    /// <summary>The same answer with one more header.</summary>
    public Answer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    /// <inheritdoc/>
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Body.IsEmpty)
            return;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(context.HttpContext.Request.Method))
            await response.BodyWriter.WriteAsync(Body, context.HttpContext.RequestAborted);
    }
}
