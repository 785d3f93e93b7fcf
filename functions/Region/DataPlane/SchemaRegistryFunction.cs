using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Mothership.DataPlane.Registry;

namespace Mothership.Region.DataPlane;

/// <summary>Serves the API of all Schema Registries of the region.</summary>
public sealed class SchemaRegistryFunction(RegistryRest rest)
{
    private const string Prefix = "/schema-registry/";

    /// <summary>Answers a request; the library decides everything, who may do it included.</summary>
    [Function("SchemaRegistry")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "get",
            "post",
            "put",
            "delete",
            Route = "schema-registry/{id}/{*rest}"
        )]
            HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var asked = new RegistryRequest(
            request.Method.ToUpperInvariant(),
            id,
            PathOf(request, id),
            request.Headers.Authorization.FirstOrDefault(),
            [.. request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()))],
            request.Body
        );
        return new ForwardedResult(await rest.HandleAsync(asked, cancellation));
    }

    // As sent: names of subjects may hold slashes and anything else, percent-encoded.
    private static string PathOf(HttpRequest request, string id)
    {
        var sent = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var skipped = Prefix + id;
        var path =
            sent is not null && sent.StartsWith(skipped, StringComparison.OrdinalIgnoreCase)
                ? sent[skipped.Length..]
                : request.Path.ToUriComponent()[Math.Min(skipped.Length, request.Path.ToUriComponent().Length)..]
                    + request.QueryString;
        return path.TrimStart('/');
    }
}

/// <summary>Passes an answer on while it comes.</summary>
internal sealed class ForwardedResult(HttpResponseMessage answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (answer)
        {
            httpContext.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
                if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                    httpContext.Response.Headers[name] = values.ToArray();
            if (httpContext.Response.StatusCode == StatusCodes.Status401Unauthorized)
                httpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"schema-registry\"";
            await answer.Content.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
        }
    }
}
