using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Mothership.DataPlane.Groups;

/// <summary>
/// Consumer groups as a real Kafka cluster tells them by its admin protocol. Not for an embedded broker: the client
/// library ends the process when such a one is asked to list groups.
/// </summary>
/// <param name="connect">How a cluster is reached; null when it can't be.</param>
public sealed class KafkaGroups(Func<DataPlaneCluster, CancellationToken, Task<ClientConfig?>> connect)
    : IGroupDesk,
        IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string Cluster, string Address), Lazy<IAdminClient>> _clients = new();

    /// <inheritdoc/>
    public Task<IReadOnlyList<GroupView>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation) =>
        ToldAsync<IReadOnlyList<GroupView>>(
            cluster,
            async client =>
            {
                var listed = await client
                    .ListConsumerGroupsAsync(new() { RequestTimeout = Patience })
                    .ConfigureAwait(false);
                var names = listed.Valid.Select(g => g.GroupId).ToList();
                return names.Count == 0 ? [] : await DescribeAsync(client, names).ConfigureAwait(false);
            },
            cancellation
        );

    /// <inheritdoc/>
    public Task<GroupView?> FindAsync(DataPlaneCluster cluster, string group, CancellationToken cancellation) =>
        ToldAsync(
            cluster,
            async client =>
                (await DescribeAsync(client, [group]).ConfigureAwait(false)).FirstOrDefault(g => g.State != "DEAD"),
            cancellation
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<LagView>?> LagsAsync(
        DataPlaneCluster cluster,
        string group,
        CancellationToken cancellation
    ) =>
        ToldAsync<IReadOnlyList<LagView>?>(
            cluster,
            async client =>
            {
                var known = (await DescribeAsync(client, [group]).ConfigureAwait(false)).FirstOrDefault(g =>
                    g.State != "DEAD"
                );
                return known is null ? null : await LagsAsync(client, known).ConfigureAwait(false);
            },
            cancellation
        );

    /// <summary>Lets go of all connections.</summary>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Value.Dispose();
        _clients.Clear();
    }

    private static async Task<IReadOnlyList<LagView>> LagsAsync(IAdminClient client, GroupView group)
    {
        var committed = await client
            .ListConsumerGroupOffsetsAsync([new(group.Id, null)], new() { RequestTimeout = Patience })
            .ConfigureAwait(false);
        var offsets = committed
            .SelectMany(c => c.Partitions)
            .Where(p => !p.Error.IsError && p.Offset.Value >= 0)
            .ToList();
        if (offsets.Count == 0)
            return [];
        var ends = await client
            .ListOffsetsAsync(
                offsets.Select(o => new TopicPartitionOffsetSpec
                {
                    TopicPartition = o.TopicPartition,
                    OffsetSpec = OffsetSpec.Latest(),
                }),
                new() { RequestTimeout = Patience }
            )
            .ConfigureAwait(false);
        var byPartition = ends.ResultInfos.ToDictionary(
            e => e.TopicPartitionOffsetError.TopicPartition,
            e => e.TopicPartitionOffsetError.Offset.Value
        );
        return [.. offsets.Select(o => Lag(group, o, byPartition)).OrderBy(l => (l.Topic, l.Partition))];
    }

    private static LagView Lag(
        GroupView group,
        TopicPartitionOffsetError committed,
        Dictionary<TopicPartition, long> ends
    )
    {
        var at = (committed.Topic, committed.Partition.Value);
        return new(
            committed.Topic,
            committed.Partition,
            committed.Offset,
            ends.GetValueOrDefault(committed.TopicPartition, committed.Offset),
            group.Members.FirstOrDefault(m => m.Assigned.Contains(at))
        );
    }

    private static async Task<IReadOnlyList<GroupView>> DescribeAsync(IAdminClient client, IEnumerable<string> names)
    {
        var described = await client
            .DescribeConsumerGroupsAsync(names, new() { RequestTimeout = Patience })
            .ConfigureAwait(false);
        return
        [
            .. described
                .ConsumerGroupDescriptions.Where(g => !g.Error.IsError)
                .Select(View)
                .OrderBy(g => g.Id, StringComparer.Ordinal),
        ];
    }

    private static GroupView View(ConsumerGroupDescription group) =>
        new(
            group.GroupId,
            "UNKNOWN",
            StateOf(group.State),
            group.PartitionAssignor ?? "",
            group.Coordinator?.Id ?? 0,
            [
                .. group.Members.Select(m => new MemberView(
                    m.ConsumerId,
                    string.IsNullOrEmpty(m.GroupInstanceId) ? null : m.GroupInstanceId,
                    m.ClientId,
                    [.. m.Assignment.TopicPartitions.Select(p => (p.Topic, p.Partition.Value))]
                )),
            ]
        );

    internal static string StateOf(ConsumerGroupState state) =>
        state switch
        {
            ConsumerGroupState.Stable => "STABLE",
            ConsumerGroupState.Empty => "EMPTY",
            ConsumerGroupState.Dead => "DEAD",
            ConsumerGroupState.PreparingRebalance => "PREPARING_REBALANCE",
            ConsumerGroupState.CompletingRebalance => "COMPLETING_REBALANCE",
            _ => "UNKNOWN",
        };

    private async Task<T> ToldAsync<T>(
        DataPlaneCluster cluster,
        Func<IAdminClient, Task<T>> ask,
        CancellationToken cancellation
    )
    {
        var config =
            await connect(cluster, cancellation).ConfigureAwait(false)
            ?? throw Refusals.Unavailable("The cluster can't be reached.");
        var client = _clients.GetOrAdd((cluster.Id, config.BootstrapServers), _ => new(() => Build(config))).Value;
        try
        {
            return await ask(client).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            throw Refusals.Unavailable("The cluster does not answer.", e);
        }
    }

    private static IAdminClient Build(ClientConfig config) =>
        new AdminClientBuilder(new AdminClientConfig(new Dictionary<string, string>(config)))
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
}
