using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Placing;

namespace Mothership.ControlPlane.Clusters;

/// <summary>Changes and deletes clusters.</summary>
public sealed class ClusterChangeFunctions(
    IClusterStore clusters,
    ClusterLookup lookup,
    ClusterPlacement placement,
    Placer placer,
    ClusterPreview preview,
    SpendRoom room,
    Links links,
    IPriceBook prices,
    TimeProvider time
)
{
    /// <summary>Renames, protects, resizes, or makes a Basic cluster Standard.</summary>
    [Function("UpdateCluster")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "cmk/v2/clusters/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var input = ClusterInput.ReadChange(ObjectReader.Of(body.Root, faults));
        faults.ThrowIfAny();
        if (ClusterPreview.IsAskedFor(request))
            return await PreviewAsync(request, id, input, cancellation);
        var (cluster, begun) = await Contention.RetryAsync(() => ChangeAsync(request, id, input, cancellation));
        if (begun is not null)
            await OperationLauncher.StartAsync(durable, begun, cancellation);
        return ClusterAnswers.Show(StatusCodes.Status200OK, cluster, links, request).Naming(begun?.Id, links, request);
    }

    /// <summary>Deletes; billing ends at once, the region follows.</summary>
    [Function("DeleteCluster")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "cmk/v2/clusters/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var environment = query.Required("environment");
        query.ThrowIfAny();
        var (cluster, begun) = await Contention.RetryAsync(() => RetireAsync(request, id, environment, cancellation));
        if (begun is not null)
            await OperationLauncher.StartAsync(durable, begun, cancellation);
        return Answer.Empty(StatusCodes.Status204NoContent).Naming(begun?.Id ?? cluster.OpenOperation, links, request);
    }

    private async Task<Answer> PreviewAsync(
        HttpRequest request,
        string id,
        ClusterInput input,
        CancellationToken cancellation
    )
    {
        var stored = await lookup.FindAsync(request, id, input.EnvironmentId!, cancellation);
        var decision = Decide(request, stored.Value, input);
        if (decision?.Started is not null)
            await placement.CheckRoomAsync(stored.Value, decision.Cluster, cancellation);
        var shown = await preview.ShowAsync(request, stored.Value, decision, quota: null, cancellation);
        return shown.Tagged(stored.Value.Version);
    }

    private Task<Outcome> ChangeAsync(
        HttpRequest request,
        string id,
        ClusterInput input,
        CancellationToken cancellation
    ) =>
        room.RunAsync(
            request.Scope().Tenant,
            async () =>
            {
                var stored = await lookup.FindAsync(request, id, input.EnvironmentId!, cancellation);
                return await SaveAsync(request, stored, Decide(request, stored.Value, input), cancellation);
            },
            cancellation
        );

    private ClusterDecision? Decide(HttpRequest request, Cluster cluster, ClusterInput input)
    {
        Preconditions.Check(request, cluster.Version);
        var faults = new BodyFaults();
        var change = input.ChangeOf(cluster, faults);
        faults.ThrowIfAny();
        var (actor, now) = (request.Caller().Actor, time.GetUtcNow());
        // First without a price: what can't be changed is told before what is not on sale.
        var decision = ClusterDecider.Update(cluster, change, actor, now);
        if (decision?.Started is null)
            return decision;
        var price = placement.CheckPrice(cluster.Region, decision.Cluster.Config);
        return ClusterDecider.Update(cluster, change, actor, now, price);
    }

    private async Task<Outcome> RetireAsync(
        HttpRequest request,
        string id,
        string environment,
        CancellationToken cancellation
    )
    {
        var stored = await lookup.FindAsync(request, id, environment, cancellation);
        Preconditions.Check(request, stored.Value.Version);
        var now = time.GetUtcNow();
        var decision = ClusterDecider.Repricing(
            stored.Value,
            prices,
            now,
            c => ClusterDecider.Delete(c, request.Caller().Actor, now)
        );
        return await SaveAsync(request, stored, decision, cancellation);
    }

    private async Task<Outcome> SaveAsync(
        HttpRequest request,
        Stored<Cluster> stored,
        ClusterDecision? decision,
        CancellationToken cancellation
    )
    {
        if (decision is null)
            return new(stored.Value, null);
        var place = decision.Started is null
            ? null
            : await placer.GrowAsync(stored.Value, decision.Cluster, cancellation);
        var saved = await placer.HoldAsync(
            place,
            () => clusters.SaveAsync(request.Scope().Tenant, decision, stored.ETag, cancellation)
        );
        return new(saved.Value, decision.Started);
    }

    private sealed record Outcome(Cluster Cluster, Operation? Begun);
}
