using Mothership.ControlPlane.Http;
using Mothership.Domain;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.ControlPlane.Identity;

/// <summary>What a key is to open, and where that is.</summary>
internal sealed record KeyTarget(
    ApiKeyResource Resource,
    EnvironmentId Environment,
    RegionId Region,
    string? Pool,
    ClusterId? Cluster
);

/// <summary>
/// API keys of clusters, registries, ksqlDB clusters and Control Centers: beside its record such a key has its secret
/// in the vault and a credential, the service that tells its region of it.
/// </summary>
public sealed class ResourceKeys(
    IClusterStore clusters,
    IServiceStore services,
    IOperationStore operations,
    ISecretStore vault,
    TimeProvider time
)
{
    private const string Pointer = "/spec/resource/id";

    /// <summary>Finds what a key is to open.</summary>
    /// <exception cref="Domain.Errors.MothershipException">Forbidden: the caller has nothing of that id.</exception>
    internal async Task<KeyTarget> TargetAsync(TenantScope tenant, string id, CancellationToken cancellation)
    {
        if (!Missing.IsPlausibleId(id))
            throw Missing.Forbidden("resource", id, Pointer);
        if (id.StartsWith("lkc-", StringComparison.Ordinal))
            return Of((await clusters.FindAsync(tenant, new(id), cancellation))?.Value, id);
        return Of((await services.FindAsync(tenant, new(id), cancellation))?.Value, id);
    }

    /// <summary>Puts the secret of a new key into the vault and has its region be told. May be repeated.</summary>
    /// <returns>The operation that is to be started; null when it is over.</returns>
    internal async Task<Operation?> ProvideAsync(
        TenantScope tenant,
        ApiKey key,
        string secret,
        KeyTarget target,
        string actor,
        CancellationToken cancellation
    )
    {
        await vault.SetAsync(SecretNameOf(key.Id), secret, cancellation);
        var decision = ServiceDecider.Create(Credential(key, target, actor), price: null);
        var stored = await services.CreateAsync(tenant, decision, int.MaxValue, cancellation);
        return await OpenAsync(tenant, stored.Value, cancellation);
    }

    /// <summary>Takes back what <see cref="ProvideAsync"/> began for a key that is refused after all.</summary>
    internal Task AbandonAsync(ApiKeyId key, CancellationToken cancellation) =>
        vault.DeleteAsync(SecretNameOf(key), cancellation);

    /// <summary>Has a key's credential go, and its secret with it. May be repeated.</summary>
    /// <returns>The operation that is to be started; null when there is nothing left to do.</returns>
    internal async Task<Operation?> WithdrawAsync(
        TenantScope tenant,
        ApiKeyId key,
        string actor,
        CancellationToken cancellation
    )
    {
        if (await services.FindAsync(tenant, ServiceIds.OfCredential(key), cancellation) is not { } stored)
        {
            await vault.DeleteAsync(SecretNameOf(key), cancellation);
            return null;
        }
        if (ServiceDecider.Delete(stored.Value, actor, time.GetUtcNow()) is { } decision)
            stored = await services.SaveAsync(tenant, decision, stored.ETag, cancellation);
        return await OpenAsync(tenant, stored.Value, cancellation);
    }

    /// <summary>The keys, of all that are not for the control plane, that an account owns or that open a
    /// resource.</summary>
    internal async Task<List<ApiKeyId>> CredentialsOfAsync(
        TenantScope tenant,
        string owner,
        CancellationToken cancellation
    )
    {
        var found = new List<ApiKeyId>();
        var filter = new ServiceFilter(ServiceKind.Credential);
        for (var page = new PageRequest(Limits.MaxPageSize, null); ; )
        {
            var part = await services.ListAsync(tenant, filter, page, cancellation);
            found.AddRange(
                part.Items.Where(s => !s.IsDeleting && s.Spec.Settings.GetValueOrDefault(ServiceNames.Owner) == owner)
                    .Select(s => new ApiKeyId(s.Spec.Settings[ServiceNames.Key]))
            );
            if (part.Next is null)
                return found;
            page = new(Limits.MaxPageSize, part.Next);
        }
    }

    private static string SecretNameOf(ApiKeyId key) => ServiceNames.KeySecretOf(key);

    private static KeyTarget Of(Cluster? cluster, string id) =>
        cluster is { IsDeleting: false }
            ? new(new(id, "Cluster", "cmk/v2"), cluster.Environment, cluster.Region, cluster.Pool, cluster.Id)
            : throw Missing.Forbidden("cluster", id, Pointer);

    private static KeyTarget Of(Service? service, string id)
    {
        var version = service?.Kind switch
        {
            ServiceKind.SchemaRegistry => "srcm/v3",
            ServiceKind.Ksqldb => "ksqldbcm/v2",
            ServiceKind.ControlCenter => "control/v1",
            _ => null,
        };
        return version is not null && service is { IsDeleting: false }
            ? new(new(id, "Cluster", version), service.Environment, service.Region, service.Pool, service.Cluster)
            : throw Missing.Forbidden("resource", id, Pointer);
    }

    private async Task<Operation?> OpenAsync(TenantScope tenant, Service service, CancellationToken cancellation) =>
        service.OpenOperation is { } open ? (await operations.FindAsync(tenant, open, cancellation))?.Value : null;

    private Service Credential(ApiKey key, KeyTarget target, string actor)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = ServiceIds.OfCredential(key.Id),
            Kind = ServiceKind.Credential,
            Organization = key.Organization,
            Environment = target.Environment,
            Cluster = target.Cluster,
            Region = target.Region,
            Pool = target.Pool,
            DisplayName = key.Id.Value,
            Spec = new(
                1,
                new Dictionary<string, string>
                {
                    [ServiceNames.Key] = key.Id.Value,
                    [ServiceNames.Owner] = key.Owner.Id,
                    [ServiceNames.Resource] = target.Resource.Id,
                },
                new Dictionary<string, string> { [ServiceNames.Secret] = SecretNameOf(key.Id) }
            ),
            CreatedAt = now,
            UpdatedAt = now,
            Actor = actor,
        };
    }
}
