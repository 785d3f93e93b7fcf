using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Azure.Functions.Worker;
using Mothership.DataPlane.Services;
using Mothership.Domain.Services;
using Mothership.Regions;

namespace Mothership.Region.DataPlane;

/// <summary>Serves the API of all ksqlDB clusters of the region.</summary>
public sealed class KsqldbFunction(KsqldbRest rest, DataPlaneAddress address, TimeProvider time)
{
    /// <summary>Answers a request; the library decides everything, who may do it included.</summary>
    [Function("Ksqldb")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "ksqldb/{id}/{*rest}")] HttpRequest request,
        string id
    )
    {
        var asked = ServiceRequests.Of(request, ServiceKind.Ksqldb, id, address);
        // Rows come when there are any.
        if (
            asked.PathAndQuery == KsqldbRest.Inserts
            && request.HttpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate
        )
            rate.MinDataRate = null;
        var aborted = request.HttpContext.RequestAborted;
        return new ForwardedResult(await rest.HandleAsync(asked, aborted), "ksqldb", time);
    }
}
