using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Mothership.DataPlane.Rest;
using Mothership.Regions;

namespace Mothership.Region.DataPlane;

/// <summary>Serves Kafka's REST API for all clusters of the region.</summary>
public sealed class KafkaRestFunction(KafkaRest rest, DataPlaneAddress address)
{
    /// <summary>Answers a request; the library decides everything, who may do it included.</summary>
    [Function("KafkaRest")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", Route = "kafka/v3/{*rest}")]
            HttpRequest request,
        CancellationToken cancellation
    ) => new RestResult(await rest.HandleAsync(Requests.Of(request, address), cancellation));
}
