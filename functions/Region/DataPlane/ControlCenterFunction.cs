using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Mothership.DataPlane.Services;
using Mothership.Domain.Services;
using Mothership.Regions;

namespace Mothership.Region.DataPlane;

/// <summary>Serves all Control Centers of the region to browsers.</summary>
public sealed class ControlCenterFunction(ConsoleRest rest, DataPlaneAddress address, TimeProvider time)
{
    /// <summary>Answers a request; the library decides everything, who may do it included.</summary>
    [Function("ControlCenter")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(
            AuthorizationLevel.Anonymous,
            "get",
            "post",
            "put",
            "patch",
            "delete",
            Route = "control-center/{id}/{*rest}"
        )]
            HttpRequest request,
        string id
    )
    {
        var asked = ServiceRequests.Of(request, ServiceKind.ControlCenter, id, address);
        var aborted = request.HttpContext.RequestAborted;
        return new ForwardedResult(await rest.HandleAsync(asked, aborted), RealmOf(id), time);
    }

    // A realm of its own: a browser does not offer the key of one Control Center to another.
    private static string RealmOf(string id) =>
        id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? $"control-center {id}" : "control-center";
}
