using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Mothership.DataPlane.Groups;

/// <summary>
/// Consumer groups as a real Kafka cluster tells them by its admin protocol. Not for an embedded broker: the client
/// library ends the process when such a one is asked to list groups.
/// </summary>
public sealed class KafkaGroups : IGroupDesk, IDisposable
{
    private readonly Func<DataPlaneCluster, CancellationToken, Task<ClientConfig?>> _connect;
    private readonly Func<ClientConfig, IGroupAdmin> _build;
    private readonly ConcurrentDictionary<string, (string Settings, Lazy<IGroupAdmin> Client)> _clients = new();

    /// <summary>The groups of clusters.</summary>
    /// <param name="connect">How a cluster is reached; null when it can't be.</param>
    public KafkaGroups(Func<DataPlaneCluster, CancellationToken, Task<ClientConfig?>> connect)
        : this(connect, static config => new GroupAdmin(config)) { }

    internal KafkaGroups(
        Func<DataPlaneCluster, CancellationToken, Task<ClientConfig?>> connect,
        Func<ClientConfig, IGroupAdmin> build
    ) => (_connect, _build) = (connect, build);

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupView>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation) =>
        ToldAsync<IReadOnlyList<GroupView>>(
            cluster,
            async client =>
            {
                var listed = await client.ListAsync().ConfigureAwait(false);
                var names = listed.Valid.Select(g => g.GroupId).ToList();
                var described = names.Count == 0 ? [] : await DescribeAsync(client, names).ConfigureAwait(false);
                return
                [
                    .. described
                        .Where(GroupTranslation.Exists)
                        .Select(GroupTranslation.View)
                        .OrderBy(g => g.Id, StringComparer.Ordinal),
                ];
            },
            cancellation
        );

    /// <inheritdoc/>
    public Task<GroupView?> FindAsync(DataPlaneCluster cluster, string group, CancellationToken cancellation) =>
        ToldAsync(cluster, client => FindAsync(client, group), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LagView>?> LagsAsync(
        DataPlaneCluster cluster,
        string group,
        CancellationToken cancellation
    ) =>
        ToldAsync(
            cluster,
            async client =>
                await FindAsync(client, group).ConfigureAwait(false) is { } known
                    ? await LagsAsync(client, known).ConfigureAwait(false)
                    : null,
            cancellation
        );

    /// <summary>Lets go of all connections.</summary>
    public void Dispose()
    {
        foreach (var cluster in _clients.Keys)
            Forget(cluster);
    }

    private static async Task<GroupView?> FindAsync(IGroupAdmin client, string group)
    {
        var described = await DescribeAsync(client, [group]).ConfigureAwait(false);
        if (described.FirstOrDefault(g => g.GroupId == group) is not { } known || !GroupTranslation.Exists(known))
            return null;
        return known.Error is { IsError: true } error ? throw new KafkaException(error) : GroupTranslation.View(known);
    }

    private static async Task<IReadOnlyList<LagView>> LagsAsync(IGroupAdmin client, GroupView group)
    {
        var committed = await client.CommittedAsync(group.Id).ConfigureAwait(false);
        var offsets = committed
            .SelectMany(c => c.Partitions)
            .Where(p => !p.Error.IsError && p.Offset.Value >= 0)
            .ToList();
        return offsets.Count == 0
            ? []
            : GroupTranslation.Lags(group, offsets, await EndsAsync(client, offsets).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<ListOffsetsResultInfo>> EndsAsync(
        IGroupAdmin client,
        IEnumerable<TopicPartitionOffsetError> of
    )
    {
        try
        {
            return (await client.EndsAsync(of.Select(o => o.TopicPartition)).ConfigureAwait(false)).ResultInfos;
        }
        catch (ListOffsetsException e) when (e.Result.ResultInfos.All(IsThereOrGone))
        {
            // A group may have committed offsets of a topic that was deleted.
            return e.Result.ResultInfos;
        }
    }

    private static bool IsThereOrGone(ListOffsetsResultInfo end) =>
        end.TopicPartitionOffsetError.Error is { IsError: false } or { Code: ErrorCode.UnknownTopicOrPart };

    private static async Task<IReadOnlyList<ConsumerGroupDescription>> DescribeAsync(
        IGroupAdmin client,
        IEnumerable<string> names
    )
    {
        try
        {
            return (await client.DescribeAsync(names).ConfigureAwait(false)).ConsumerGroupDescriptions;
        }
        catch (DescribeConsumerGroupsException e)
        {
            // Some of them have an error; each says so itself.
            return e.Results.ConsumerGroupDescriptions;
        }
    }

    private async Task<T> ToldAsync<T>(
        DataPlaneCluster cluster,
        Func<IGroupAdmin, Task<T>> ask,
        CancellationToken cancellation
    )
    {
        var config = await _connect(cluster, cancellation).ConfigureAwait(false);
        if (config is null)
        {
            Forget(cluster.Id);
            throw Refusals.Unavailable("The cluster can't be reached.");
        }
        try
        {
            return await ask(Of(cluster.Id, config)).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            throw Refusals.Unavailable("The cluster does not answer.", e);
        }
    }

    // Another address, or another password, is another client: an old one would try the old one for ever.
    private IGroupAdmin Of(string cluster, ClientConfig config)
    {
        var settings = string.Join('\n', config.Select(s => $"{s.Key}={s.Value}").Order(StringComparer.Ordinal));
        if (_clients.TryGetValue(cluster, out var known) && known.Settings != settings)
            Forget(cluster);
        return _clients.GetOrAdd(cluster, _ => (settings, new(() => _build(config)))).Client.Value;
    }

    private void Forget(string cluster)
    {
        if (_clients.TryRemove(cluster, out var known) && known.Client.IsValueCreated)
            known.Client.Value.Dispose();
    }
}
