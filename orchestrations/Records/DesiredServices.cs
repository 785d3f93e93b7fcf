using System.Diagnostics;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>Tells regions what is wanted of their services.</summary>
public sealed class DesiredServices(
    IBus bus,
    IServiceStore services,
    IClusterStore clusters,
    IServiceObservationStore observations,
    ServiceSecrets secrets,
    IEnumerable<IServiceFarewell> farewells,
    TimeProvider time
)
{
    /// <summary>Publishes what is wanted of a service now.</summary>
    /// <param name="service">The service.</param>
    /// <param name="traceParent">W3C trace context of the request behind it; null when there is none.</param>
    /// <param name="cancellation">Ends the waiting for the bus.</param>
    public async Task PublishAsync(Service service, string? traceParent, CancellationToken cancellation)
    {
        using var activity = traceParent is null ? null : new Activity("publish").SetParentId(traceParent).Start();
        var command = CommandFor(service) with { Pool = await PoolOfAsync(service, cancellation) };
        await bus.PublishAsync(ServiceCommandCodec.Encode(command), cancellation);
    }

    /// <summary>
    /// Forgets a service that its region has confirmed gone, its secrets included. The record goes last, so that a
    /// crash before leaves something to carry on from.
    /// </summary>
    public async Task ForgetAsync(TenantScope scope, ServiceId id, CancellationToken cancellation)
    {
        if (await services.FindAsync(scope, id, cancellation) is not { Value: var service })
            return;
        var tombstone = ServiceCommandCodec.Tombstone(service.Id, service.Region, service.Generation);
        await bus.PublishAsync(tombstone, cancellation);
        foreach (var farewell in farewells)
            await farewell.TakeLeaveAsync(scope, service, cancellation);
        await secrets.DeleteAllAsync(service, cancellation);
        await observations.RemoveAsync(scope, id, cancellation);
        await services.RemoveAsync(scope, id, cancellation);
    }

    // What is around a cluster is where the cluster is: that may have been placed elsewhere before it was ready.
    private async Task<string> PoolOfAsync(Service service, CancellationToken cancellation)
    {
        if (service.Cluster is not { } id)
            return service.Pool ?? "";
        var cluster = await clusters.FindAsync(SystemScope.For(service.Organization), id, cancellation);
        return cluster is null ? service.Pool ?? "" : Reservations.PoolOf(cluster.Value);
    }

    private ServiceCommand CommandFor(Service service) =>
        new()
        {
            Service = service.Id,
            Kind = service.Kind,
            Organization = service.Organization,
            Environment = service.Environment,
            Cluster = service.Cluster,
            Generation = service.Generation,
            Region = service.Region,
            Spec = service.Spec,
            RunState = service.RunState,
            // What failed is not wanted either: a region that was late builds it and then takes it away again.
            Deleted = service.IsDeleting || service.Phase == Domain.Clusters.ClusterPhase.Failed,
            IssuedAt = time.GetUtcNow(),
        };
}
