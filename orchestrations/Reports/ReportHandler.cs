using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Reports;

/// <summary>
/// Takes what a region reports: stores it first, then lets everything that follows from it happen. Never throws; what
/// it can't handle goes to the dead letters.
/// </summary>
public sealed class ReportHandler(
    IClusterStore clusters,
    IObservationStore observations,
    ClusterEditor editor,
    DesiredStates desired,
    ClusterServices around,
    ServiceReports services,
    DeadLetterSender deadLetters,
    TimeProvider time,
    ILogger<ReportHandler> logger
)
{
    private readonly StorePatience _patience = new(time);

    /// <summary>Handles one report. Reports of one cluster must come one after another.</summary>
    public async Task HandleAsync(BusRecord record, DurableTaskClient client, CancellationToken cancellation)
    {
        try
        {
            var (attempts, failure) = ServiceReportCodec.IsMeant(record)
                ? await DecodedAsync(
                    ServiceReportCodec.Decode(record),
                    report =>
                        services.ApplyAsync(report, (o, at) => WakeAsync(client, o, at, cancellation), cancellation),
                    cancellation
                )
                : await DecodedAsync(
                    RegionReportCodec.Decode(record),
                    report => ApplyAsync(report, client, cancellation),
                    cancellation
                );
            if (failure is not null)
                await deadLetters.TrySendAsync(record, failure, attempts, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            logger.LogInformation("The app stops; {Cluster} will be reported again", record.KeyText);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Report {Topic}@{Offset} was not handled", record.Topic, record.Offset);
        }
    }

    private async Task<(int Attempts, ParseFailure? Failure)> DecodedAsync<T>(
        Parsed<T> parsed,
        Func<T, Task<ParseFailure?>> apply,
        CancellationToken cancellation
    )
        where T : class
    {
        if (!parsed.Succeeded)
            return (1, parsed.Failure);
        ParseFailure? refused = null;
        var (attempts, failed) = await _patience.TryAsync(
            async () => refused = await apply(parsed.Value),
            cancellation
        );
        return (attempts, failed is null ? refused : new("store_unavailable", failed.Message));
    }

    /// <returns>Why the report is not believed; null when it is.</returns>
    private async Task<ParseFailure?> ApplyAsync(
        RegionReport report,
        DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(report.Organization);
        var seen = report.Observation;
        var stored = await clusters.FindAsync(scope, seen.Cluster, cancellation);
        if (stored is null)
            return seen.State == ObservedState.Gone ? null : Unknown(report);
        if (stored.Value.Region != report.Region)
            return new("wrong_region", $"{seen.Cluster} is in {stored.Value.Region}, and {report.Region} reports it.");

        if (!await observations.RecordAsync(scope, seen, cancellation))
            seen = await observations.FindAsync(scope, seen.Cluster, cancellation) ?? seen;
        if (await clusters.FindAsync(scope, seen.Cluster, cancellation) is not { Value: var cluster })
        {
            // It was forgotten between the look and the record: nothing may be left of it.
            await observations.RemoveAsync(scope, seen.Cluster, cancellation);
            return null;
        }
        if (seen.Endpoints is { } endpoints)
            cluster = await MoveAsync(scope, cluster, endpoints, cancellation);
        await PassOnAsync(scope, cluster, seen, client, cancellation);
        return null;
    }

    private async Task<Cluster> MoveAsync(
        TenantScope scope,
        Cluster cluster,
        ClusterEndpoints endpoints,
        CancellationToken cancellation
    ) =>
        ClusterDecider.MoveEndpoints(cluster, endpoints, time.GetUtcNow()) is null
            ? cluster
            : await editor.EditAsync(
                scope,
                cluster.Id,
                c => ClusterDecider.MoveEndpoints(c, endpoints, time.GetUtcNow()),
                cancellation
            ) ?? cluster;

    private async Task PassOnAsync(
        TenantScope scope,
        Cluster cluster,
        Observation seen,
        DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        // An operation goes on with the cluster's next generation when its cluster is placed elsewhere.
        if (cluster.OpenOperation is { } open && cluster.Generation == seen.Generation)
            await WakeAsync(client, open, seen.Generation, cancellation);
        else if (IsLateFarewell(cluster, seen) && !await around.AnyAsync(scope, cluster.Id, cancellation))
            await desired.ForgetAsync(scope, cluster.Id, cancellation);
    }

    // The operation gave up on a silent region, and the region has come back and done what stayed wanted.
    internal static bool IsLateFarewell(Cluster cluster, Observation seen) =>
        cluster is { IsDeleting: true, OpenOperation: null }
        && seen.State == ObservedState.Gone
        && seen.Generation >= cluster.Generation;

    private async Task WakeAsync(
        DurableTaskClient client,
        OperationId operation,
        long generation,
        CancellationToken cancellation
    )
    {
        try
        {
            await client.RaiseEventAsync(operation.Value, RegionWait.EventOf(generation), "report", cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The report is stored: without the event the operation sees it a little later.
            logger.LogWarning(e, "Operation {Operation} could not be woken", operation);
        }
    }

    private static ParseFailure Unknown(RegionReport report) =>
        new("unknown_cluster", $"{report.Region} reports {report.Observation.Cluster}, which does not exist.");
}
