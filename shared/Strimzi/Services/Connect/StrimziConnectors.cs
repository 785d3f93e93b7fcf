using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// Connectors on Kubernetes: one KafkaConnector each, and one KafkaConnect for all of a cluster, which comes with the
/// first of them and goes with the last.
/// </summary>
/// <param name="places">Finds clusters.</param>
/// <param name="pools">Where connectors are looked for.</param>
/// <param name="acls">What accounts may do.</param>
/// <param name="vault">Has the secrets.</param>
/// <param name="settings">What all of the region have in common.</param>
/// <param name="time">Says when offsets were altered.</param>
public sealed class StrimziConnectors(
    IClusterPlaces places,
    IKubePools pools,
    IAclDesk acls,
    ISecretStore vault,
    StrimziSettings settings,
    TimeProvider time
) : IStrimziService
{
    private const int Attempts = 3;
    private const string OfServices = $"{KubeNames.Ours},{KubeNames.Service}";
    private const string OfConnect = $"{KubeNames.Ours},{KubeNames.Role}={ConnectNames.Role}";
    private const string OfParts = $"{KubeNames.Ours},{KubeNames.Role}={ConnectNames.Part}";

    private readonly ConnectShared _shared = new(settings);
    private readonly ConnectorOffsets _offsets = new(time);

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
        var values = await ReadSecretsAsync(desired, cancellation).ConfigureAwait(false);
        var access = ConnectorAccess.Read(desired, values);
        var file = new ConnectorFile(desired, values, access);
        // Refused before anything is written.
        ConnectorRenderer.Render(place, desired, file, isStopped: false, settings);
        var before = await place
            .Pool.Objects.FindAsync(KubeKind.KafkaConnector, place.Namespace, desired.Id, cancellation)
            .ConfigureAwait(false);
        var secrets = await PutSecretsAsync(place, desired, access, file, before, cancellation).ConfigureAwait(false);
        await PutUserAsync(place, desired, access, cancellation).ConfigureAwait(false);
        return await WriteAsync(place, desired, file, before, secrets, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation)
    {
        var isGone = true;
        foreach (var pool in pools.All)
        {
            // The connector first: what it needs is not taken away under it.
            var labels = $"{KubeNames.Ours},{KubeNames.Service}={id}";
            var isOut = await RemoveAsync(pool, KubeKind.KafkaConnector, labels, cancellation).ConfigureAwait(false);
            if (isOut)
                foreach (var kind in (KubeKind[])[KubeKind.KafkaUser, KubeKind.ConfigMap])
                    isOut &= await RemoveAsync(pool, kind, $"{OfParts},{KubeNames.Service}={id}", cancellation)
                        .ConfigureAwait(false);
            isGone &= isOut && await TidyAsync(pool, id, cancellation).ConfigureAwait(false);
        }
        return isGone;
    }

    /// <inheritdoc/>
    public async Task<OperatedService?> FindAsync(string id, CancellationToken cancellation) =>
        (
            await ReadAsync($"{KubeNames.Ours},{KubeNames.Service}={id}", goesOn: true, cancellation)
                .ConfigureAwait(false)
        ).FirstOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        await ReadAsync(OfServices, goesOn: false, cancellation).ConfigureAwait(false);

    // A change of offsets goes on where its connector is looked at: what Strimzi has done is seen there.
    private async Task<List<OperatedService>> ReadAsync(string labels, bool goesOn, CancellationToken cancellation)
    {
        var read = new List<OperatedService>();
        foreach (var pool in pools.All)
        {
            var found = await ListAsync(pool, KubeKind.KafkaConnector, labels, cancellation).ConfigureAwait(false);
            if (found.Count == 0)
                continue;
            var parts = await ListAsync(pool, KubeKind.ConfigMap, labels, cancellation).ConfigureAwait(false);
            var books = parts.ToDictionary(p => (p.Namespace, p.Name));
            var connects = (
                await ListAsync(pool, KubeKind.KafkaConnect, OfConnect, cancellation).ConfigureAwait(false)
            ).ToDictionary(c => (c.Namespace, c.Name));
            foreach (var one in found)
            {
                var (connector, book) = (one, books.GetValueOrDefault((one.Namespace, ConnectNames.Offsets(one.Name))));
                if (goesOn)
                    (connector, book) = await _offsets
                        .ContinueAsync(pool, connector, book, cancellation)
                        .ConfigureAwait(false);
                var connect = connects.GetValueOrDefault(
                    (one.Namespace, connector.Label(KubeNames.StrimziCluster) ?? "")
                );
                read.Add(ConnectorConditions.Read(connector, connect, book));
            }
        }
        return read;
    }

    private async Task<OperatedService> WriteAsync(
        ClusterPlace place,
        DesiredService desired,
        ConnectorFile file,
        KubeObject? before,
        KubeObject secrets,
        CancellationToken cancellation
    )
    {
        var book = await ConnectorOffsets
            .BeginAsync(place, desired, before, secrets, cancellation)
            .ConfigureAwait(false);
        var isStopped = OffsetsBook.IsUnderWay(book);
        var wanted = ConnectorRenderer.Render(place, desired, file, isStopped, settings);
        var connector = await ConnectShared.EnsureAsync(place.Pool, wanted, before, cancellation).ConfigureAwait(false);
        connector = await RestartAsync(place, desired, before, connector, cancellation).ConfigureAwait(false);
        var connect = await _shared.EnsureAsync(place, cancellation).ConfigureAwait(false);
        (connector, var seen) = await _offsets
            .ContinueAsync(place.Pool, connector, book, cancellation)
            .ConfigureAwait(false);
        return ConnectorConditions.Read(connector, connect, seen);
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

    private async Task<Dictionary<string, string>> ReadSecretsAsync(
        DesiredService desired,
        CancellationToken cancellation
    )
    {
        var values = new Dictionary<string, string>();
        foreach (var (field, name) in desired.Spec.Secrets)
            values[field] =
                await vault.FindAsync(name, cancellation).ConfigureAwait(false)
                ?? throw new OperatorException(
                    "secret_missing",
                    "A secret of the connector is not there yet.",
                    isTransient: true
                );
        return values;
    }

    private static async Task<KubeObject> PutSecretsAsync(
        ClusterPlace place,
        DesiredService desired,
        ConnectorAccess access,
        ConnectorFile file,
        KubeObject? before,
        CancellationToken cancellation
    )
    {
        var data = new Dictionary<string, string> { [file.Key] = file.Content };
        if (access.Account is not null)
            data[ConnectNames.Password(desired.Id)] = access.Password;
        // An earlier file stays until workers have taken the new one: they read it at every restart of a task.
        var isSettled = before is null || (ClusterConditions.IsReady(before) && Uses(before, file));
        for (var left = Attempts; left > 0; left--)
        {
            var there = await ConnectorSecrets
                .PutAsync(place, desired.Id, data, _ => !isSettled, cancellation)
                .ConfigureAwait(false);
            if (there is not null)
                return there;
            // What others have closed is taken away with them, and then made anew.
            var wanted = ConnectRenderer.Secrets(place);
            var closed = await place
                .Pool.Objects.FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
                .ConfigureAwait(false);
            if (closed is not null && ConnectorSecrets.IsClosed(closed))
                await ConnectShared.RemoveAsync(place.Pool, closed, cancellation).ConfigureAwait(false);
        }
        throw ConnectShared.Busy();
    }

    private static bool Uses(KubeObject connector, ConnectorFile file) =>
        ConnectorAccess.Overrides.All(o => connector.Text("spec", "config", o) == file.Access);

    private async Task PutUserAsync(
        ClusterPlace place,
        DesiredService desired,
        ConnectorAccess access,
        CancellationToken cancellation
    )
    {
        if (access.Account is not { } account)
        {
            // It may have been one of its own before.
            var labels = $"{OfParts},{KubeNames.Service}={desired.Id}";
            await RemoveAsync(place.Pool, KubeKind.KafkaUser, labels, cancellation).ConfigureAwait(false);
            return;
        }
        var known = await acls.ListAsync(
                new(place.ClusterId, place.Environment, Brokers: 1, Suspended: false),
                cancellation
            )
            .ConfigureAwait(false);
        await ConnectShared
            .EnsureAsync(place.Pool, ConnectorUser.Render(place, desired, account, known), cancellation)
            .ConfigureAwait(false);
    }

    // What a connector that is gone leaves: its secrets, and what nobody shares any more or that is too large now.
    private async Task<bool> TidyAsync(KubePool pool, string id, CancellationToken cancellation)
    {
        var isTidy = true;
        foreach (var found in await ListAsync(pool, KubeKind.Secret, OfConnect, cancellation).ConfigureAwait(false))
        {
            var secrets = await ConnectorSecrets.TakeAsync(pool, found, id, cancellation).ConfigureAwait(false);
            if (ConnectorSecrets.IsClosed(secrets))
                isTidy &= await ConnectShared.RemoveAsync(pool, secrets, cancellation).ConfigureAwait(false);
            else if (secrets != found)
                await _shared.EnsureAsync(PlaceOf(pool, secrets), cancellation).ConfigureAwait(false);
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

    private static async Task<bool> RemoveAsync(
        KubePool pool,
        KubeKind kind,
        string labels,
        CancellationToken cancellation
    )
    {
        var found = await ListAsync(pool, kind, labels, cancellation).ConfigureAwait(false);
        foreach (var one in found.Where(o => !o.IsDeleting))
            await pool.Objects.DeleteAsync(kind, one.Namespace, one.Name, cancellation).ConfigureAwait(false);
        return found.Count == 0 || (await ListAsync(pool, kind, labels, cancellation).ConfigureAwait(false)).Count == 0;
    }

    private static async Task<IReadOnlyList<KubeObject>> ListAsync(
        KubePool pool,
        KubeKind kind,
        string labels,
        CancellationToken cancellation
    ) => (await pool.Objects.ListAsync(kind, null, labels, cancellation).ConfigureAwait(false)).Items;
}
