using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Operations;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Placing;

namespace Mothership.ControlPlane.Clusters;

/// <summary>Accepts new clusters.</summary>
public sealed class ClusterCreateFunction(
    IClusterStore clusters,
    IOperationStore operations,
    ClusterLookup lookup,
    ClusterPlacement placement,
    Placer placer,
    ClusterPreview preview,
    SpendRoom room,
    IdempotentPost posts,
    QuotaOptions quotas,
    Links links,
    IIdSource ids,
    TimeProvider time
)
{
    /// <summary>
    /// Writes the cluster and the operation that builds it, starts the operation, and answers with its address.
    /// </summary>
    [Function("CreateCluster")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cmk/v2/clusters")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var input = ClusterInput.ReadNew(ObjectReader.Of(body.Root, faults));
        faults.ThrowIfAny();
        if (ClusterPreview.IsAskedFor(request))
        {
            var (decision, region) = await DecideAsync(request, input, ClusterId.New(ids), cancellation);
            await placer.CheckAsync(region, before: null, decision.Cluster, cancellation);
            return await preview.ShowAsync(request, before: null, decision, quotas.Clusters, cancellation);
        }
        return await posts.RunAsync(
            request,
            body,
            ClusterId.New(ids).Value,
            claim => AcceptAsync(request, input, claim, durable, cancellation),
            cancellation
        );
    }

    private async Task<Answer> AcceptAsync(
        HttpRequest request,
        ClusterInput input,
        PostClaim claim,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var cluster =
            await EarlierAsync(request, claim, cancellation) ?? await StoreAsync(request, input, claim, cancellation);
        var first = OperationId.For(cluster.Id, 1);
        // Should the process die before this, or this fail, the reconcile timer finds the open operation and starts it.
        if (await operations.FindAsync(request.Scope().Tenant, first, cancellation) is { Value: var operation })
            await OperationLauncher.StartAsync(durable, operation, cancellation);
        return ClusterAnswers
            .Show(StatusCodes.Status202Accepted, cluster, links, request)
            .With("Location", links.To(request, OperationBody.PathOf(first)));
    }

    // A repetition of a request whose answer was lost must not be refused because its region has fallen silent since.
    private async Task<Cluster?> EarlierAsync(HttpRequest request, PostClaim claim, CancellationToken cancellation) =>
        claim.MayExist
            ? (await clusters.FindAsync(request.Scope().Tenant, new(claim.ResourceId), cancellation))?.Value
            : null;

    private async Task<Cluster> StoreAsync(
        HttpRequest request,
        ClusterInput input,
        PostClaim claim,
        CancellationToken cancellation
    )
    {
        var tenant = request.Scope().Tenant;
        var (decision, region) = await DecideAsync(request, input, new(claim.ResourceId), cancellation);
        var place = await placer.PlaceAsync(region, decision.Cluster, cancellation);
        decision = decision.PlacedOn(place.Pool);
        var stored = await placer.HoldAsync(
            place,
            () =>
                room.RunAsync(
                    tenant,
                    () => clusters.CreateAsync(tenant, decision, quotas.Clusters, cancellation),
                    cancellation
                )
        );
        return stored.Value;
    }

    private async Task<(ClusterDecision Decision, RegionStatus Region)> DecideAsync(
        HttpRequest request,
        ClusterInput input,
        ClusterId id,
        CancellationToken cancellation
    )
    {
        const string pointer = "/spec/environment/id";
        var environment = await lookup.EnvironmentAsync(request, input.EnvironmentId!, pointer, null, cancellation);
        var (price, region) = await placement.CheckAsync(input.Placement, input.Config, cancellation);
        return (ClusterDecider.Create(New(id, environment, input, request), price), region);
    }

    private Cluster New(ClusterId id, EnvironmentId environment, ClusterInput input, HttpRequest request)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = id,
            Organization = request.Caller().Organization,
            Environment = environment,
            DisplayName = input.DisplayName!,
            Region = input.Placement,
            Availability = input.Availability!.Value,
            Config = input.Config,
            DeletionProtection = input.DeletionProtection ?? false,
            CreatedAt = now,
            UpdatedAt = now,
            Actor = request.Caller().Actor,
        };
    }
}
