using Mothership.Bus.Codecs;
using Mothership.Bus.Records;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Reports;

/// <summary>Takes what a region reports of a service: stores it first, then lets what follows from it happen.</summary>
public sealed class ServiceReports(
    IServiceStore services,
    IServiceObservationStore observations,
    ServiceEditor editor,
    DesiredServices desired,
    TimeProvider time
)
{
    /// <summary>Takes one.</summary>
    /// <param name="report">The report.</param>
    /// <param name="wake">Wakes the operation that waits for it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Why it is not believed; null when it is.</returns>
    public async Task<ParseFailure?> ApplyAsync(
        ServiceReport report,
        Func<OperationId, long, Task> wake,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(report.Organization);
        var seen = report.Observation;
        if (await services.FindAsync(scope, seen.Service, cancellation) is not { Value: var known })
            return seen.State == ObservedState.Gone ? null : Unknown(report);
        if (known.Region != report.Region)
            return new("wrong_region", $"{seen.Service} is in {known.Region}, and {report.Region} reports it.");

        if (!await observations.RecordAsync(scope, seen, cancellation))
            seen = await observations.FindAsync(scope, seen.Service, cancellation) ?? seen;
        if (await services.FindAsync(scope, seen.Service, cancellation) is not { Value: var service })
        {
            // It was forgotten between the look and the record: nothing may be left of it.
            await observations.RemoveAsync(scope, seen.Service, cancellation);
            return null;
        }
        if (seen.Endpoint is { } endpoint && ServiceDecider.Move(service, endpoint, time.GetUtcNow()) is not null)
            service =
                await editor.EditAsync(
                    scope,
                    service.Id,
                    s => ServiceDecider.Move(s, endpoint, time.GetUtcNow()),
                    cancellation
                ) ?? service;
        await PassOnAsync(scope, service, seen, wake, cancellation);
        return null;
    }

    // The operation gave up on a silent region, and the region has come back and done what stayed wanted.
    internal static bool IsLateFarewell(Service service, ServiceObservation seen) =>
        service is { IsDeleting: true, OpenOperation: null }
        && seen.State == ObservedState.Gone
        && seen.Generation >= service.Generation;

    private async Task PassOnAsync(
        TenantScope scope,
        Service service,
        ServiceObservation seen,
        Func<OperationId, long, Task> wake,
        CancellationToken cancellation
    )
    {
        if (service.OpenOperation is { } open && open == OperationId.For(service.Id, seen.Generation))
            await wake(open, seen.Generation);
        else if (IsLateFarewell(service, seen))
            await desired.ForgetAsync(scope, service.Id, cancellation);
    }

    private static ParseFailure Unknown(ServiceReport report) =>
        new("unknown_service", $"{report.Region} reports {report.Observation.Service}, which does not exist.");
}
