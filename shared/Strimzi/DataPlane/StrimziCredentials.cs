using System.Text;
using System.Text.Json.Nodes;
using Mothership.DataPlane;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Keys;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Converging;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services;

namespace Mothership.Strimzi.DataPlane;

/// <summary>
/// The API keys of clusters on Kubernetes: each a KafkaUser with the key's secret as its password and what its account
/// may do. Its name, and so the user at the broker, is the key's id in small letters: Kubernetes knows no others. Keys
/// of services are no users of anything; that there is one is noted (<see cref="ServiceKeys"/>).
/// </summary>
/// <param name="places">Finds clusters.</param>
/// <param name="pools">Where keys are looked for.</param>
/// <param name="acls">What accounts may do.</param>
/// <param name="vault">Has the secrets.</param>
public sealed class StrimziCredentials(IClusterPlaces places, IKubePools pools, IAclDesk acls, ISecretStore vault)
    : IKeyBook,
        IStrimziService
{
    private const string Field = "password";
    private readonly ServiceKeys _serviceKeys = new(pools, vault);

    /// <inheritdoc/>
    public IReadOnlyCollection<ServiceKind> Kinds { get; } = [ServiceKind.Credential];

    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <summary>Makes a key be a user of its cluster.</summary>
    /// <exception cref="OperatorException">It can't be made so.</exception>
    public async Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        var key = CredentialSettings.Read(desired);
        if (ServiceKeys.Opens(key))
            return await _serviceKeys.ApplyAsync(desired, key, cancellation).ConfigureAwait(false);
        var place = await PlaceAsync(desired, key, cancellation).ConfigureAwait(false);
        var live = await place
            .Pool.Objects.FindAsync(KubeKind.Secret, place.Namespace, PasswordOf(key), cancellation)
            .ConfigureAwait(false);
        return await WriteAsync(place, desired, key, live, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes a key's user be as it was. The vault is only asked where the password is not what it was.
    /// </summary>
    /// <exception cref="OperatorException">It can't be made so.</exception>
    public async Task<OperatedService> MendAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        var key = CredentialSettings.Read(desired);
        if (ServiceKeys.Opens(key))
            return await _serviceKeys.MendAsync(desired, key, cancellation).ConfigureAwait(false);
        var place = await PlaceAsync(desired, key, cancellation).ConfigureAwait(false);
        var live = await place
            .Pool.Objects.FindAsync(KubeKind.Secret, place.Namespace, PasswordOf(key), cancellation)
            .ConfigureAwait(false);
        // Its seal is over the password, so that one which fits the seal is the one that was written.
        return
            live is { IsDeleting: false }
            && live.Text("data", Field) is { } encoded
            && !Drift.Needs(Password(place, desired, key, encoded), live)
            ? await WriteUserAsync(place, desired, key, cancellation).ConfigureAwait(false)
            : await WriteAsync(place, desired, key, live, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a key's user be gone.</summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation)
    {
        var isGone = true;
        foreach (var kind in (KubeKind[])[KubeKind.KafkaUser, KubeKind.Secret])
        foreach (var (pool, found) in await AllAsync(kind, Of(id), cancellation).ConfigureAwait(false))
            isGone &= await pool
                .Objects.DeleteAsync(kind, found.Namespace, found.Name, cancellation)
                .ConfigureAwait(false);
        return isGone;
    }

    /// <summary>Reads one; null when there is none.</summary>
    public async Task<OperatedService?> FindServiceAsync(string id, CancellationToken cancellation) =>
        (await AllAsync(KubeKind.KafkaUser, Of(id), cancellation).ConfigureAwait(false))
            .Select(u => Operated(u.Object))
            .FirstOrDefault()
        ?? (await _serviceKeys.ListAsync(Of(id), cancellation).ConfigureAwait(false))
            .Select(ServiceKeys.Operated)
            .FirstOrDefault();

    Task<OperatedService?> IStrimziService.FindAsync(string id, CancellationToken cancellation) =>
        FindServiceAsync(id, cancellation);

    /// <summary>All that there are.</summary>
    public async Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        [
            .. (await AllAsync(KubeKind.KafkaUser, KubeNames.Service, cancellation).ConfigureAwait(false)).Select(u =>
                Operated(u.Object)
            ),
            .. (await _serviceKeys.ListAsync(KubeNames.Service, cancellation).ConfigureAwait(false)).Select(
                ServiceKeys.Operated
            ),
        ];

    /// <inheritdoc/>
    public async Task<ResourceKey?> FindAsync(string key, CancellationToken cancellation)
    {
        var users = await AllAsync(KubeKind.KafkaUser, $"{CredentialLabels.Key}={key}", cancellation)
            .ConfigureAwait(false);
        return users.Select(u => u.Object).FirstOrDefault(IsReady) is { } user
            ? new(
                key,
                user.Label(KubeNames.Cluster) ?? "",
                user.Label(KubeNames.Environment) ?? "",
                user.Label(CredentialLabels.Owner) ?? "",
                ServiceNames.KeySecretOf(new(key))
            )
            : await _serviceKeys.FindAsync(key, cancellation).ConfigureAwait(false);
    }

    internal static KubeObject User(ClusterPlace place, DesiredService desired, ResourceKey key, IEnumerable<Acl> acls)
    {
        var user = KubeObject.New(KubeKind.KafkaUser, place.Namespace, NameOf(key), Labels(place, desired, key));
        var spec = new JsonObject
        {
            ["authentication"] = new JsonObject
            {
                ["type"] = "scram-sha-512",
                ["password"] = new JsonObject
                {
                    ["valueFrom"] = new JsonObject
                    {
                        ["secretKeyRef"] = new JsonObject { ["name"] = PasswordOf(key), ["key"] = Field },
                    },
                },
            },
        };
        user.Json["spec"] = spec;
        Seal.Close(user, desired.Generation);
        // Not under the seal: a change of ACLs writes it, too.
        spec["authorization"] = UserAcls.Authorization(acls, key.Owner);
        return user;
    }

    private async Task<ClusterPlace> PlaceAsync(DesiredService desired, ResourceKey key, CancellationToken cancellation)
    {
        if (desired.Cluster is not { } cluster || key.Resource != cluster)
            throw new OperatorException(
                "not_available",
                "Keys of this resource are not available in this region.",
                isTransient: false
            );
        return await places.FindAsync(cluster, cancellation).ConfigureAwait(false)
            ?? throw new OperatorException("cluster_missing", "The cluster is not there yet.", isTransient: true);
    }

    private async Task<OperatedService> WriteAsync(
        ClusterPlace place,
        DesiredService desired,
        ResourceKey key,
        KubeObject? live,
        CancellationToken cancellation
    )
    {
        var secret =
            await vault.FindAsync(key.SecretName, cancellation).ConfigureAwait(false)
            ?? throw new OperatorException("secret_missing", "The key's secret is not there yet.", isTransient: true);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        await Mending
            .EnsureAsync(place.Pool.Objects, Password(place, desired, key, encoded), live, cancellation)
            .ConfigureAwait(false);
        return await WriteUserAsync(place, desired, key, cancellation).ConfigureAwait(false);
    }

    private async Task<OperatedService> WriteUserAsync(
        ClusterPlace place,
        DesiredService desired,
        ResourceKey key,
        CancellationToken cancellation
    )
    {
        var cluster = new DataPlaneCluster(place.ClusterId, place.Environment, Brokers: 1, Suspended: false);
        var known = await acls.ListAsync(cluster, cancellation).ConfigureAwait(false);
        var wanted = User(place, desired, key, known);
        var live = await place
            .Pool.Objects.FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        return Operated(
            await Mending.EnsureAsync(place.Pool.Objects, wanted, live, cancellation).ConfigureAwait(false)
        );
    }

    private static KubeObject Password(ClusterPlace place, DesiredService desired, ResourceKey key, string encoded)
    {
        var kept = KubeObject.New(KubeKind.Secret, place.Namespace, PasswordOf(key), Labels(place, desired, key));
        kept.Json["type"] = "Opaque";
        kept.Json["data"] = new JsonObject { [Field] = encoded };
        return Seal.Close(kept);
    }

    private static KeyValuePair<string, string>[] Labels(ClusterPlace place, DesiredService desired, ResourceKey key) =>
        [
            .. Seal.Labels(place.Organization, place.Environment),
            new(KubeNames.Cluster, place.ClusterId),
            new(KubeNames.StrimziCluster, place.ClusterId),
            new(KubeNames.Service, desired.Id),
            new(CredentialLabels.Key, key.Id),
            new(CredentialLabels.Owner, key.Owner),
        ];

    private static OperatedService Operated(KubeObject user) =>
        new(
            user.Label(KubeNames.Service) ?? "",
            ServiceKind.Credential,
            user.Label(KubeNames.Organization) ?? "",
            long.TryParse(user.Annotation(KubeNames.Generation), out var generation) ? generation : 0,
            IsReady(user) ? OperatedState.Ready : OperatedState.Building,
            Endpoint: null,
            new Dictionary<string, string>(),
            Message: IsReady(user) ? null : "The key is being made known to the cluster."
        );

    private static bool IsReady(KubeObject user) =>
        !user.IsDeleting
        && user.Number("status", "observedGeneration") == user.Generation
        && user.Items("status", "conditions").Any(c => (string?)c["type"] == "Ready" && (string?)c["status"] == "True");

    private async Task<List<(KubePool Pool, KubeObject Object)>> AllAsync(
        KubeKind kind,
        string labels,
        CancellationToken cancellation
    )
    {
        var found = new List<(KubePool, KubeObject)>();
        foreach (var pool in pools.All)
        {
            var list = await pool
                .Objects.ListAsync(kind, null, $"{KubeNames.Ours},{labels}", cancellation)
                .ConfigureAwait(false);
            found.AddRange(list.Items.Where(o => o.Label(CredentialLabels.Key) is not null).Select(o => (pool, o)));
        }
        return found;
    }

    private static string Of(string service) => $"{KubeNames.Service}={service}";

    private static string NameOf(ResourceKey key) => key.Id.ToLowerInvariant();

    private static string PasswordOf(ResourceKey key) => $"{NameOf(key)}-key";
}
