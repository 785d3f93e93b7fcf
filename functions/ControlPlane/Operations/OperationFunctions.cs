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

    /// <summary>One page of them, of one cluster when one is named.</summary>
    [Function("ListOperations")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops/v1/operations")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var cluster = query.Optional("spec.cluster") ?? query.Optional("cluster");
        query.ThrowIfAny();
        var found =
            cluster is null || Missing.IsPlausibleId(cluster)
                ? await operations.ListAsync(request.Scope().Tenant, FilterOf(cluster), page, cancellation)
                : new([], null);
        var body = new ListBody<OperationBody>(
            "ops/v1",
            "OperationList",
            Pages.Metadata(request, links, found.Next),
            [.. found.Items.Select(o => OperationBody.Of(o, links, request))]
        );
        return Answer.Ok(body, ApiJson.Wire.ListBodyOperationBody);
    }

    /// <summary>One of them.</summary>
    [Function("GetOperation")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops/v1/operations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (!Missing.IsPlausibleId(id))
            throw Missing.NotFound(Kind, id);
        var found =
            await operations.FindAsync(request.Scope().Tenant, new(id), cancellation)
            ?? throw Missing.NotFound(Kind, id);
        return Answer.Ok(OperationBody.Of(found.Value, links, request), ApiJson.Wire.OperationBody);
    }

    private static ClusterId? FilterOf(string? cluster) => cluster is null ? null : new ClusterId(cluster);
}
