using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Mothership.DataPlane.Groups;

/// <summary>What is asked of a cluster about its groups.</summary>
internal interface IGroupAdmin : IDisposable
{
    /// <summary>All groups.</summary>
    Task<ListConsumerGroupsResult> ListAsync();

    /// <summary>Groups with their members.</summary>
    /// <exception cref="DescribeConsumerGroupsException">Some have an error.</exception>
    Task<DescribeConsumerGroupsResult> DescribeAsync(IEnumerable<string> groups);

    /// <summary>What a group has committed.</summary>
    Task<List<ListConsumerGroupOffsetsResult>> CommittedAsync(string group);

    /// <summary>The offsets of the next messages.</summary>
    /// <exception cref="ListOffsetsException">Some have an error.</exception>
    Task<ListOffsetsResult> EndsAsync(IEnumerable<TopicPartition> partitions);
}

/// <summary>The admin client of a cluster, which is given up after a while.</summary>
internal sealed class GroupAdmin(ClientConfig config) : IGroupAdmin
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IAdminClient _client = new AdminClientBuilder(
        new AdminClientConfig(new Dictionary<string, string>(config))
    )
        .SetLogHandler((_, _) => { })
        .SetErrorHandler((_, _) => { })
        .Build();

    public Task<ListConsumerGroupsResult> ListAsync() =>
        _client.ListConsumerGroupsAsync(new() { RequestTimeout = Patience });

    public Task<DescribeConsumerGroupsResult> DescribeAsync(IEnumerable<string> groups) =>
        _client.DescribeConsumerGroupsAsync(groups, new() { RequestTimeout = Patience });

    public Task<List<ListConsumerGroupOffsetsResult>> CommittedAsync(string group) =>
        _client.ListConsumerGroupOffsetsAsync([new(group, null)], new() { RequestTimeout = Patience });

    public Task<ListOffsetsResult> EndsAsync(IEnumerable<TopicPartition> partitions) =>
        _client.ListOffsetsAsync(
            partitions.Select(p => new TopicPartitionOffsetSpec
            {
                TopicPartition = p,
                OffsetSpec = OffsetSpec.Latest(),
            }),
            new() { RequestTimeout = Patience }
        );

    public void Dispose() => _client.Dispose();
}
