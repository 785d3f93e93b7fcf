using Microsoft.Extensions.Logging;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Around;

/// <summary>
/// The Schema Registry of each environment: it comes with the first cluster, and goes with the last. Its id follows
/// from the environment's, so that however many clusters ask for it at the same time, there is one.
/// </summary>
public sealed class Registries(
    IServiceStore services,
    ClusterServices around,
    ServiceEditor editor,
    IPriceBook prices,
    TimeProvider time,
    ILogger<Registries> logger
)
{
    /// <summary>The customer's name for it, as clients know it.</summary>
    public const string DisplayName = "Stream Governance Package";

    private const string Actor = "system";

    /// <summary>Has a registry be there for a cluster's environment.</summary>
    /// <returns>What is there; null when the customer's caps, holds or quota have no room for it, or the environment
    /// is gone.</returns>
    public async Task<Service?> EnsureAsync(TenantScope scope, Cluster cluster, CancellationToken cancellation)
    {
        if (await around.RegistryAsync(scope, cluster.Environment, cancellation) is { } present)
            return present;
        var id = await NextIdAsync(scope, cluster.Environment, cancellation);
        var requested = Requested(id, cluster.Organization, cluster.Environment, cluster, Actor);
        try
        {
            return (await CreateAsync(scope, requested, cancellation)).Value;
        }
        catch (MothershipException refusal)
            when (refusal.Kind is ErrorKind.QuotaExceeded or ErrorKind.NotFound or ErrorKind.Conflict)
        {
            logger.LogInformation("{Environment} gets no registry: {Why}", cluster.Environment, refusal.Message);
            return null;
        }
    }

    /// <summary>Has the registry go, if the environment has no cluster that stays.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="last">The cluster that goes: the registry costs until its deletion was asked for.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What is to be started: the registry that goes, or the next one of a cluster that came meanwhile; null
    /// for nothing.</returns>
    public async Task<Service?> ReleaseAsync(TenantScope scope, Cluster last, CancellationToken cancellation)
    {
        if ((await around.StayingAsync(scope, last.Environment, cancellation)).Count > 0)
            return null;
        if (await around.RegistryAsync(scope, last.Environment, cancellation) is not { } registry)
            return null;
        var now = time.GetUtcNow();
        var end = last.DeletionRequestedAt ?? now;
        var going = await editor.EditAsync(
            scope,
            registry.Id,
            s => ServiceDecider.Repricing(s, prices, end, r => ServiceDecider.Delete(r, last.Actor, now, end)),
            cancellation
        );
        // A cluster that became usable in between has found the registry that goes now.
        var staying = await around.StayingAsync(scope, last.Environment, cancellation);
        if (staying.Find(c => c.ProvisionedAt is not null) is { } other)
            await EnsureAsync(scope, other, cancellation);
        return going;
    }

    /// <summary>Writes a new registry.</summary>
    /// <exception cref="MothershipException">As of <see cref="IServiceStore.CreateAsync"/>.</exception>
    public Task<Stored<Service>> CreateAsync(TenantScope scope, Service requested, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var price = ServiceTariff.Find(prices, requested.Region, requested.Kind, requested.Spec.Units, now);
        return services.CreateAsync(scope, ServiceDecider.Create(requested, price), int.MaxValue, cancellation);
    }

    /// <summary>The id of the environment's next registry.</summary>
    public async Task<ServiceId> NextIdAsync(
        TenantScope scope,
        EnvironmentId environment,
        CancellationToken cancellation
    )
    {
        for (var life = 1; ; life++)
        {
            var id = ServiceIds.OfRegistry(environment, life);
            var there = await services.FindAsync(scope, id, cancellation);
            if (there is { Value.IsDeleting: false })
                return id;
            if (there is null && !await services.WasRemovedAsync(scope, id, cancellation))
                return id;
        }
    }

    private Service Requested(
        ServiceId id,
        OrganizationId organization,
        EnvironmentId environment,
        Cluster cluster,
        string actor
    ) =>
        new()
        {
            Id = id,
            Kind = ServiceKind.SchemaRegistry,
            Organization = organization,
            Environment = environment,
            Region = cluster.Region,
            Pool = cluster.Pool,
            DisplayName = DisplayName,
            Spec = ServiceSpec.OfUnits(1),
            CreatedAt = time.GetUtcNow(),
            UpdatedAt = time.GetUtcNow(),
            Actor = actor,
        };
}
