using Microsoft.Extensions.Logging;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Reports;

namespace Mothership.Orchestrations.Around;

/// <summary>
/// Walks over the services of a region and puts right what no operation will, as is done with clusters; what has to
/// follow its cluster and does not, begins to. The operations that it begins are started by the reconciler.
/// </summary>
public sealed class ServiceSweeper(
    IServiceStore services,
    IServiceObservationStore observations,
    IClusterStore clusters,
    IEnvironmentStore environments,
    ClusterServices around,
    ServiceEditor editor,
    BillingOutbox outbox,
    ServiceRepricing repricing,
    DesiredServices desired,
    IPriceBook prices,
    TimeProvider time,
    ILogger<ServiceSweeper> logger
)
{
    private const int Width = 8;
    private const string Actor = "system";
    private static readonly TimeSpan OutboxAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAge = TimeSpan.FromMinutes(10);

    /// <summary>Walks once.</summary>
    public Task RunAsync(RegionId region, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation };
        return Parallel.ForEachAsync(
            services.InRegionAsync(region, cancellation),
            options,
            async (address, stop) => await TrySweepAsync(address, stop)
        );
    }

    private async Task TrySweepAsync(ServiceAddress address, CancellationToken cancellation)
    {
        try
        {
            var scope = SystemScope.For(address.Organization);
            if (await services.FindAsync(scope, address.Service, cancellation) is { Value: var service })
                await SweepAsync(scope, service, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Service {Service} could not be swept this time", address.Service);
        }
    }

    private async Task SweepAsync(TenantScope scope, Service service, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (service.Outbox.Count > 0 && now - service.UpdatedAt > OutboxAge)
            await outbox.FlushAsync(scope, service.Id, cancellation);
        await repricing.RunAsync(scope, service, cancellation);
        if (service.OpenOperation is not null || await FollowAsync(scope, service, now, cancellation))
            return;
        var seen = await observations.FindAsync(scope, service.Id, cancellation);
        if (seen is not null && ServiceReports.IsLateFarewell(service, seen))
            await desired.ForgetAsync(scope, service.Id, cancellation);
        else if (seen is null or { State: ObservedState.Building } || seen.Generation < service.Generation)
            await desired.PublishAsync(service, traceParent: null, cancellation);
        else if (seen.State == ObservedState.Gone && IsDue(service, now))
            await RetryAsync(scope, service, now, cancellation);
    }

    // Nobody else can: it comes by itself, and its customer can't ask for it.
    private static bool IsDue(Service service, DateTimeOffset now) =>
        service is { Kind: ServiceKind.SchemaRegistry, Phase: ClusterPhase.Failed }
        && now - service.UpdatedAt >= RetryAge;

    private async Task RetryAsync(
        TenantScope scope,
        Service service,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var staying = await around.StayingAsync(scope, service.Environment, cancellation);
        if (!staying.Exists(c => c is { Phase: ClusterPhase.Provisioned, Suspension: null }))
            return;
        var price = ServiceTariff.Find(prices, service.Region, service.Kind, service.Spec.Units, now);
        try
        {
            await editor.EditAsync(scope, service.Id, s => ServiceDecider.Retry(s, price, Actor, now), cancellation);
        }
        catch (MothershipException refusal) when (refusal.Kind is ErrorKind.QuotaExceeded)
        {
            logger.LogInformation("{Service} is not tried again: {Why}", service.Id, refusal.Message);
        }
    }

    /// <returns>Whether something has begun.</returns>
    private async Task<bool> FollowAsync(
        TenantScope scope,
        Service service,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (service.IsDeleting)
            return false;
        var edited = await editor.EditAsync(
            scope,
            service.Id,
            await RuleAsync(scope, service, now, cancellation),
            cancellation
        );
        return edited?.OpenOperation is not null;
    }

    private async Task<Func<Service, ServiceDecision?>> RuleAsync(
        TenantScope scope,
        Service service,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (service.Cluster is not { } id)
            return await environments.FindAsync(scope, service.Environment, cancellation) is null
                ? s => Delete(s, now, now)
                : static _ => null;
        var cluster = (await clusters.FindAsync(scope, id, cancellation))?.Value;
        if (cluster is null or { IsDeleting: true })
            return s => Delete(s, now, cluster?.DeletionRequestedAt ?? now);
        // A credential has no compute of its own to take away.
        if (service.Kind == ServiceKind.Credential || cluster.Phase != ClusterPhase.Provisioned)
            return static _ => null;
        return s => ServiceDecider.Follow(s, cluster.Suspension is not null, Actor, now);
    }

    private ServiceDecision? Delete(Service service, DateTimeOffset now, DateTimeOffset end) =>
        ServiceDecider.Repricing(service, prices, end, s => ServiceDecider.Delete(s, Actor, now, end));
}
