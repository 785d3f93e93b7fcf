using Microsoft.Extensions.Logging;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions.Services;

namespace Mothership.Regions.Commands;

/// <summary>Tells the mothership what this region has observed.</summary>
public sealed class Reporter(
    RegionSettings settings,
    RegionIncarnation incarnation,
    IBus bus,
    TimeProvider time,
    ILogger<Reporter> logger,
    DataPlaneAddress? address = null
)
{
    /// <summary>Reports a cluster as its operator has it.</summary>
    public Task ReportAsync(OrganizationId owner, OperatedCluster cluster, CancellationToken cancellation) =>
        SendAsync(RegionReportCodec.Encode(new(owner, settings.Id, Observe(cluster))), cancellation);

    /// <summary>Reports a service as its operator has it.</summary>
    public Task ReportAsync(OrganizationId owner, OperatedService service, CancellationToken cancellation) =>
        ReportAsync(owner, Observe(service), cancellation);

    internal Task ReportAsync(OrganizationId owner, Observation seen, CancellationToken cancellation) =>
        SendAsync(RegionReportCodec.Encode(new(owner, settings.Id, seen)), cancellation);

    internal Task ReportAsync(OrganizationId owner, ServiceObservation seen, CancellationToken cancellation) =>
        SendAsync(ServiceReportCodec.Encode(new(owner, settings.Id, seen)), cancellation);

    internal Observation Observe(OperatedCluster cluster) =>
        Observe(new ClusterId(cluster.ClusterId), cluster.Generation, cluster.State.Observed()) with
        {
            Endpoints = cluster.State == OperatedState.Ready ? Reached(cluster.Endpoints) : null,
            Suspended = cluster.State == OperatedState.Ready && cluster.Suspended,
            Reason = cluster.Reason,
            Message = cluster.Message,
        };

    // Over HTTP a cluster is reached at this app, whatever operates it.
    private ClusterEndpoints Reached(ClusterEndpoints endpoints) =>
        endpoints with
        {
            Http = endpoints.Http ?? address?.Value,
        };

    internal Observation Observe(ClusterId cluster, long generation, ObservedState state) =>
        new(cluster, generation, state, null, null, null, incarnation.Value, time.GetUtcNow());

    internal ServiceObservation Observe(OperatedService service) =>
        Observe(new ServiceId(service.Id), service.Generation, service.State.Observed()) with
        {
            Endpoint = service.Endpoint,
            Details = service.Details,
            Reason = service.Reason,
            Message = service.Message,
        };

    internal ServiceObservation Observe(ServiceId service, long generation, ObservedState state) =>
        new(
            service,
            generation,
            state,
            null,
            new Dictionary<string, string>(),
            null,
            null,
            incarnation.Value,
            time.GetUtcNow()
        );

    private async Task SendAsync(BusMessage report, CancellationToken cancellation)
    {
        var (attempts, failed) = await Backoff
            .ForMessages.TryAsync(
                _ => bus.PublishAsync(report, cancellation),
                e => e is BusUnavailableException,
                time,
                cancellation
            )
            .ConfigureAwait(false);
        // No dead letter: it would have to go the same way. The mothership asks again until it hears of it.
        if (failed is not null)
            logger.LogError(failed, "No report of {Resource} after {Attempts} attempts", report.Key, attempts);
    }
}
