using System.Text;
using System.Text.Json.Nodes;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// Connectors on Kubernetes: one KafkaConnector each, and one KafkaConnect for all of a cluster, which comes with the
/// first of them and goes with the last.
/// </summary>
/// <param name="places">Finds clusters.</param>
/// <param name="pools">Where connectors are looked for.</param>
/// <param name="vault">Has the secrets.</param>
public sealed class StrimziConnectors(IClusterPlaces places, IKubePools pools, ISecretStore vault) : IStrimziService
{
    private const string OfServices = $"{KubeNames.Ours},{KubeNames.Service}";
    private const string OfConnect = $"{KubeNames.Ours},{KubeNames.Role}={ConnectNames.Role}";

    // Connect before what it needs.
    private static readonly KubeKind[] Shared =
    [
        KubeKind.KafkaConnect,
        KubeKind.KafkaUser,
        KubeKind.RoleBinding,
        KubeKind.Role,
        KubeKind.NetworkPolicy,
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<ServiceKind> Kinds { get; } = [ServiceKind.Connector];

    /// <inheritdoc/>
    public async Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        var place =
            (
                desired.Cluster is { } cluster
                    ? await places.FindAsync(cluster, cancellation).ConfigureAwait(false)
                    : null
            ) ?? throw new OperatorException("cluster_missing", "The cluster is not there yet.", isTransient: true);
        var wanted = ConnectorRenderer.Render(place, desired);
        await PutSecretsAsync(place, desired, cancellation).ConfigureAwait(false);
        var before = await place
            .Pool.Objects.FindAsync(wanted.Kind, place.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        var connector = await EnsureAsync(place, wanted, before, cancellation).ConfigureAwait(false);
        connector = await RestartAsync(place, desired, before, connector, cancellation).ConfigureAwait(false);
        // After the connector, so that whoever takes the last one away sees it, or is made good here.
        var connect = await EnsureSharedAsync(place, cancellation).ConfigureAwait(false);
        await PutSecretsAsync(place, desired, cancellation).ConfigureAwait(false);
        return ConnectorConditions.Read(connector, connect);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation)
    {
        var isGone = true;
        foreach (var pool in pools.All)
        {
            var labels = $"{KubeNames.Ours},{KubeNames.Service}={id}";
            foreach (
                var found in await ListAsync(pool, KubeKind.KafkaConnector, labels, cancellation).ConfigureAwait(false)
            )
                isGone &= await pool
                    .Objects.DeleteAsync(found.Kind, found.Namespace, found.Name, cancellation)
                    .ConfigureAwait(false);
            if (isGone)
                isGone &= await TidyAsync(pool, id, cancellation).ConfigureAwait(false);
        }
        return isGone;
    }

    /// <inheritdoc/>
    public async Task<OperatedService?> FindAsync(string id, CancellationToken cancellation) =>
        (
            await ReadAsync($"{KubeNames.Ours},{KubeNames.Service}={id}", cancellation).ConfigureAwait(false)
        ).FirstOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        await ReadAsync(OfServices, cancellation).ConfigureAwait(false);

    private async Task<List<OperatedService>> ReadAsync(string labels, CancellationToken cancellation)
    {
        var read = new List<OperatedService>();
        foreach (var pool in pools.All)
        {
            var found = await ListAsync(pool, KubeKind.KafkaConnector, labels, cancellation).ConfigureAwait(false);
            if (found.Count == 0)
                continue;
            var connects = (
                await ListAsync(pool, KubeKind.KafkaConnect, OfConnect, cancellation).ConfigureAwait(false)
            ).ToDictionary(c => c.Name);
            read.AddRange(
                found.Select(c =>
                    ConnectorConditions.Read(c, connects.GetValueOrDefault(c.Label(KubeNames.StrimziCluster) ?? ""))
                )
            );
        }
        return read;
    }

    // In one write with the note of it, so that it is done once.
    private static async Task<KubeObject> RestartAsync(
        ClusterPlace place,
        DesiredService desired,
        KubeObject? before,
        KubeObject connector,
        CancellationToken cancellation
    )
    {
        if (
            desired.Spec.Settings.GetValueOrDefault(ServiceNames.Restart) is not { } restart
            || connector.Annotation(ConnectNames.Restarted) == restart
        )
            return connector;
        var notes = new JsonObject { [ConnectNames.Restarted] = restart };
        if (before is not null)
            notes[ConnectNames.Restart] = "true";
        return await place
            .Pool.Objects.MergeAsync(
                connector.Kind,
                connector.Namespace,
                connector.Name,
                new() { ["metadata"] = new JsonObject { ["annotations"] = notes } },
                cancellation
            )
            .ConfigureAwait(false);
    }

    private async Task PutSecretsAsync(ClusterPlace place, DesiredService desired, CancellationToken cancellation)
    {
        var data = new Dictionary<string, string>();
        foreach (var name in desired.Spec.Secrets.Values)
        {
            var value =
                await vault.FindAsync(name, cancellation).ConfigureAwait(false)
                ?? throw new OperatorException(
                    "secret_missing",
                    "A secret of the connector is not there yet.",
                    isTransient: true
                );
            data[ConnectNames.KeyOf(desired.Id, name)] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        }
        var wanted = ConnectRenderer.Secrets(place);
        var live = await EnsureAsync(place, wanted, cancellation).ConfigureAwait(false);
        await PutAsync(place.Pool, live, desired.Id, data, cancellation).ConfigureAwait(false);
    }

    // Only this connector's keys: those of the others are theirs to write.
    private static async Task PutAsync(
        KubePool pool,
        KubeObject live,
        string connector,
        Dictionary<string, string> data,
        CancellationToken cancellation
    )
    {
        var change = new JsonObject();
        foreach (var (key, value) in data)
            if (live.Text("data", key) != value)
                change[key] = value;
        foreach (var (key, _) in live.At("data") as JsonObject ?? [])
            if (key.StartsWith(ConnectNames.Prefix(connector), StringComparison.Ordinal) && !data.ContainsKey(key))
                change[key] = null;
        if (change.Count > 0)
            await pool
                .Objects.MergeAsync(live.Kind, live.Namespace, live.Name, new() { ["data"] = change }, cancellation)
                .ConfigureAwait(false);
    }

    private static async Task<KubeObject> EnsureSharedAsync(ClusterPlace place, CancellationToken cancellation)
    {
        var labels = $"{OfServices},{KubeNames.Cluster}={place.ClusterId}";
        var connectors = await ListAsync(place.Pool, KubeKind.KafkaConnector, labels, cancellation)
            .ConfigureAwait(false);
        var tasks = connectors
            .Where(c => !c.IsDeleting && c.Annotation(ConnectNames.RunState) != nameof(ServiceRunState.Suspended))
            .Sum(c => c.Number("spec", "tasksMax") ?? 0);
        KubeObject? last = null;
        foreach (var wanted in ConnectRenderer.Render(place, tasks))
            last = await EnsureAsync(place, wanted, cancellation).ConfigureAwait(false);
        return last!;
    }

    private static async Task<KubeObject> EnsureAsync(
        ClusterPlace place,
        KubeObject wanted,
        CancellationToken cancellation
    )
    {
        var live = await place
            .Pool.Objects.FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        return await EnsureAsync(place, wanted, live, cancellation).ConfigureAwait(false);
    }

    private static async Task<KubeObject> EnsureAsync(
        ClusterPlace place,
        KubeObject wanted,
        KubeObject? live,
        CancellationToken cancellation
    )
    {
        if (live is { IsDeleting: true })
            throw new OperatorException("connect_busy", "The connector can be made in a moment.", isTransient: true);
        return await Mending.EnsureAsync(place.Pool.Objects, wanted, live, cancellation).ConfigureAwait(false);
    }

    // What a connector that is gone leaves: its secrets, and what nobody shares any more or that is too large now.
    private static async Task<bool> TidyAsync(KubePool pool, string id, CancellationToken cancellation)
    {
        var isTidy = true;
        var secrets = await ListAsync(pool, KubeKind.Secret, OfConnect, cancellation).ConfigureAwait(false);
        foreach (var secret in secrets)
        {
            var labels = $"{OfServices},{KubeNames.Cluster}={secret.Label(KubeNames.Cluster)}";
            var left = await ListAsync(pool, KubeKind.KafkaConnector, labels, cancellation).ConfigureAwait(false);
            if (left.Count == 0)
                isTidy &= await RemoveAsync(pool, secret, cancellation).ConfigureAwait(false);
            else if (!secret.IsDeleting)
            {
                await PutAsync(pool, secret, id, [], cancellation).ConfigureAwait(false);
                await EnsureSharedAsync(PlaceOf(pool, secret), cancellation).ConfigureAwait(false);
            }
        }
        return isTidy;
    }

    private static ClusterPlace PlaceOf(KubePool pool, KubeObject of) =>
        new(
            of.Label(KubeNames.Cluster) ?? "",
            of.Label(KubeNames.Organization) ?? "",
            of.Label(KubeNames.Environment) ?? "",
            pool
        );

    // The secrets last: by them it is known that there is something left to take away.
    private static async Task<bool> RemoveAsync(KubePool pool, KubeObject secrets, CancellationToken cancellation)
    {
        var name = ConnectNames.Of(secrets.Label(KubeNames.Cluster) ?? "");
        var isGone = true;
        foreach (var kind in Shared)
            isGone &= await pool.Objects.DeleteAsync(kind, secrets.Namespace, name, cancellation).ConfigureAwait(false);
        return isGone
            && await pool
                .Objects.DeleteAsync(KubeKind.Secret, secrets.Namespace, secrets.Name, cancellation)
                .ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<KubeObject>> ListAsync(
        KubePool pool,
        KubeKind kind,
        string labels,
        CancellationToken cancellation
    ) => (await pool.Objects.ListAsync(kind, null, labels, cancellation).ConfigureAwait(false)).Items;
}
