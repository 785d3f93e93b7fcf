using Microsoft.Extensions.Logging;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Metering;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Metering;

/// <summary>
/// Takes what regions measured. Only notes it: an hour is billed once it is over. Never throws; what it can't handle
/// goes to the dead letters.
/// </summary>
public sealed class MetricsHandler(
    IMeteringStore metering,
    IClusterStore clusters,
    DeadLetterSender deadLetters,
    TimeProvider time,
    ILogger<MetricsHandler> logger
)
{
    // Regions' clocks may be a little ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private readonly StorePatience _patience = new(time);

    /// <summary>Handles one message; those of one cluster come one after another.</summary>
    public async Task HandleAsync(BusRecord record, CancellationToken cancellation)
    {
        try
        {
            var parsed = RegionMetricsCodec.Decode(record);
            var (attempts, failure) = parsed.Succeeded
                ? await TakeAsync(parsed.Value, cancellation)
                : (1, parsed.Failure);
            if (failure is not null)
                await deadLetters.TrySendAsync(record, failure, attempts, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            logger.LogInformation("The app stops; the figures of {Cluster} will be read again", record.KeyText);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Metrics {Topic}@{Offset} were not handled", record.Topic, record.Offset);
        }
    }

    private async Task<(int Attempts, ParseFailure? Failure)> TakeAsync(
        RegionMetrics metrics,
        CancellationToken cancellation
    )
    {
        ParseFailure? refused = null;
        var (attempts, failed) = await _patience.TryAsync(
            async () => refused = await NoteAsync(metrics, cancellation),
            cancellation
        );
        return (attempts, failed is null ? refused : new("store_unavailable", failed.Message));
    }

    /// <returns>Why the figures are not believed; null when they are.</returns>
    private async Task<ParseFailure?> NoteAsync(RegionMetrics metrics, CancellationToken cancellation)
    {
        if (metrics.Minute > time.GetUtcNow() + Ahead)
            return new("in_the_future", $"It is about {metrics.Minute:u}, which is not over.");
        var scope = SystemScope.For(metrics.Organization);
        var (id, start) = (ResourceId.Of(metrics.Cluster), MeteredHour.StartOf(metrics.Minute));
        var known = await metering.FindAsync(scope, id, start, cancellation);
        // A cluster that is gone by now is still known by the hour's earlier minutes.
        var resource = known?.Value.Resource ?? await ResourceAsync(scope, metrics.Cluster, cancellation);
        if (resource is null)
            return new("unknown_cluster", $"There is no cluster {metrics.Cluster} of {metrics.Organization}.");
        if (resource.Region != metrics.Region)
            return new("wrong_region", $"{metrics.Cluster} is in {resource.Region}, and {metrics.Region} measured it.");
        var hour = known?.Value ?? MeteredHour.Empty(metrics.Organization, resource, start);
        var next = hour.With(metrics.Minute, metrics.Kind, metrics.Counts);
        if (next != hour)
            await metering.RecordAsync(scope, next, known?.ETag, cancellation);
        return null;
    }

    private async Task<BilledResource?> ResourceAsync(
        TenantScope scope,
        ClusterId id,
        CancellationToken cancellation
    ) =>
        await clusters.FindAsync(scope, id, cancellation) is { Value: var cluster }
            ? new(ResourceId.Of(id), cluster.DisplayName, cluster.Environment, cluster.Region)
            : null;
}
