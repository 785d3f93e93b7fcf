using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Mothership.DataPlane.Registry;
using Mothership.DataPlane.Services;
using Mothership.Domain.Services;

namespace Mothership.Region.DataPlane;

/// <summary>Serves the API of all Schema Registries of the region.</summary>
public sealed class SchemaRegistryFunction(RegistryRest rest, TimeProvider time)
{
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
            SentPath.Below(request, DataPlanePaths.Of(ServiceKind.SchemaRegistry, id)!),
            request.Headers.Authorization.FirstOrDefault(),
            [.. request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()))],
            request.Body
        );
        var answer = await rest.HandleAsync(asked, cancellation);
        return new ForwardedResult(new ServiceAnswer(answer), "schema-registry", time);
    }
}
