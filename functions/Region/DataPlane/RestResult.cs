using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mothership.DataPlane.Rest;

namespace Mothership.Region.DataPlane;

/// <summary>Writes an answer; of several bodies each as soon as it is known.</summary>
internal sealed class RestResult(RestAnswer answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.Headers["X-Request-Id"] = httpContext.TraceIdentifier;
        if (answer.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Basic realm=\"kafka\"";
        if (answer.Body is not null || answer.Stream is not null)
            response.ContentType = "application/json";
        if (answer.Body is { } body)
            await WriteAsync(response, body);
        await foreach (var one in answer.Stream ?? None())
        {
            await WriteAsync(response, one);
            await response.WriteAsync("\n", httpContext.RequestAborted);
            await response.Body.FlushAsync(httpContext.RequestAborted);
        }
    }

    private static Task WriteAsync(HttpResponse response, JsonNode body) =>
        JsonSerializer.SerializeAsync(
            response.Body,
            body,
            JsonSerializerOptions.Web,
            response.HttpContext.RequestAborted
        );

    private static async IAsyncEnumerable<JsonNode> None()
    {
        await Task.CompletedTask;
        yield break;
    }
}
