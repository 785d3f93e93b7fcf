using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>Control Centers: a user interface of one Kafka cluster each.</summary>
public sealed class ControlCenterFunctions(ServiceDesk desk, ServiceLookup lookup, Links links, IIdSource ids)
{
    private const string Group = "control/v1";
    private const string Route = "control/v1/clusters";

    private static readonly ListKind<ServiceBody> Listing = new(
        Group,
        "ClusterList",
        ServiceJson.Wire.ListBodyServiceBody
    );

    /// <summary>One page of an environment's Control Centers.</summary>
    [Function("ListControlCenters")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var environment = query.Required("environment");
        query.ThrowIfAny();
        var found = await lookup.ListAsync(request, ServiceKind.ControlCenter, environment, page, cancellation);
        return Listing.Show(found, s => BodyOf(request, s), links, request);
    }

    /// <summary>Accepts a new one.</summary>
    [Function("CreateControlCenter")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var spec = ObjectReader.Of(body.Root, faults).Require("spec").Object("spec");
        spec.Require("display_name", "kafka_cluster", "environment");
        var cluster = spec.Object("kafka_cluster").Require("id").Text("id");
        var environment = spec.Object("environment").Require("id").Text("id");
        var name = KsqldbInputs.NameOf(spec);
        faults.ThrowIfAny();
        var on = await lookup.ClusterAsync(request, cluster!, environment!, cancellation);
        return await desk.CreateAsync(
            request,
            body,
            ServiceIds.New(ServiceKind.ControlCenter, ids),
            ServiceDraft.On(on, ServiceKind.ControlCenter, name!, ServiceSpec.OfUnits(1)),
            s => Show(request, StatusCodes.Status202Accepted, s),
            durable,
            cancellation
        );
    }

    /// <summary>One of them.</summary>
    [Function("GetControlCenter")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var found = await lookup.FindAsync(
            request,
            ServiceKind.ControlCenter,
            id,
            EnvironmentOf(request),
            cancellation
        );
        return Show(request, StatusCodes.Status200OK, found.Value);
    }

    /// <summary>Deletes one.</summary>
    [Function("DeleteControlCenter")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var environment = EnvironmentOf(request);
        var outcome = await desk.DeleteAsync(
            request,
            () => lookup.FindAsync(request, ServiceKind.ControlCenter, id, environment, cancellation),
            durable,
            cancellation
        );
        return desk.Deleted(request, outcome);
    }

    private static string EnvironmentOf(HttpRequest request)
    {
        var query = new QueryReader(request);
        var environment = query.Required("environment");
        query.ThrowIfAny();
        return environment;
    }

    private Answer Show(HttpRequest request, int status, Service s) =>
        ServiceJson.Show(status, BodyOf(request, s), s.Version);

    private ServiceBody BodyOf(HttpRequest request, Service s)
    {
        var root = links.Root(request);
        var body = ServiceBody.Of(s, Group, root);
        return body with
        {
            Spec = body.Spec with { KafkaCluster = ServiceBody.ClusterOf(s, root) },
            Status = body.Status with { HttpEndpoint = s.Endpoint ?? "" },
        };
    }
}
