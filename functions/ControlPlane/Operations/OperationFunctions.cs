using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Operations;

/// <summary>The operations of the caller's organisation.</summary>
public sealed class OperationFunctions(IOperationStore operations, Links links)
{
    private const string Kind = "operation";
    private static readonly ListKind<OperationBody> Listing = new(
        "ops/v1",
        "OperationList",
        ApiJson.Wire.ListBodyOperationBody
    );

    /// <summary>One page of them, of one cluster or service when one is named.</summary>
    [Function("ListOperations")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops/v1/operations")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var about = query.Optional("spec.cluster") ?? query.Optional("cluster") ?? query.Optional("spec.service");
        query.ThrowIfAny();
        var found =
            about is null || Missing.IsPlausibleId(about)
                ? await operations.ListAsync(request.Scope().Tenant, FilterOf(about), page, cancellation)
                : new([], null);
        return Listing.Show(found, o => OperationBody.Of(o, links, request), links, request);
    }

    /// <summary>One of them.</summary>
    [Function("GetOperation")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops/v1/operations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var found = await Missing.OrNotFoundAsync(
            Kind,
            id,
            () => operations.FindAsync(request.Scope().Tenant, new(id), cancellation)
        );
        return Answer.Ok(OperationBody.Of(found.Value, links, request), ApiJson.Wire.OperationBody);
    }

    private static ResourceId? FilterOf(string? about) => about is null ? null : new ResourceId(about);
}
