using Mothership.DataPlane;
using Mothership.DataPlane.Topics;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>The topics of embedded clusters; those that clients made by using them too.</summary>
internal sealed class EmbeddedTopics(Func<DataPlaneCluster, EmbeddedCluster> find) : ITopicDesk
{
    public Task<IReadOnlyList<TopicView>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<TopicView>>([
            .. find(cluster).Broker.Describe().Topics.Select(View).OrderBy(t => t.Name, StringComparer.Ordinal),
        ]);

    public Task<TopicView?> FindAsync(DataPlaneCluster cluster, string topic, CancellationToken cancellation) =>
        Task.FromResult(Find(find(cluster), topic));

    public Task<TopicView> CreateAsync(
        DataPlaneCluster cluster,
        NewTopic topic,
        bool validateOnly,
        CancellationToken cancellation
    )
    {
        var found = find(cluster);
        lock (found.Books.Gate)
        {
            if (Find(found, topic.Name) is not null)
                throw TopicRules.Exists(topic.Name);
            if (validateOnly)
                return Task.FromResult(Trial(topic));
            // A client may have made it by using it in this very moment.
            if (!found.Broker.CreateTopic(topic.Name, topic.Partitions, topic.Replicas))
                throw TopicRules.Exists(topic.Name);
            found.Books.Configs[topic.Name] = new(topic.Configs, StringComparer.Ordinal);
            return Task.FromResult(Find(found, topic.Name) ?? throw Refusals.UnknownTopic());
        }
    }

    public Task<TopicView> GrowAsync(
        DataPlaneCluster cluster,
        string topic,
        int partitions,
        CancellationToken cancellation
    )
    {
        var found = find(cluster);
        lock (found.Books.Gate)
        {
            var present = Find(found, topic) ?? throw Refusals.UnknownTopic();
            TopicRules.CheckGrowth(present, partitions);
            if (!found.Broker.GrowTopic(topic, partitions))
                throw Refusals.UnknownTopic();
            return Task.FromResult(Find(found, topic) ?? throw Refusals.UnknownTopic());
        }
    }

    public Task DeleteAsync(DataPlaneCluster cluster, string topic, CancellationToken cancellation)
    {
        var found = find(cluster);
        lock (found.Books.Gate)
        {
            found.Books.Configs.Remove(topic);
            return found.Broker.DeleteTopic(topic) ? Task.CompletedTask : throw Refusals.UnknownTopic();
        }
    }

    public Task<IReadOnlyDictionary<string, string>> ConfigsAsync(
        DataPlaneCluster cluster,
        string topic,
        CancellationToken cancellation
    )
    {
        var found = find(cluster);
        lock (found.Books.Gate)
            return Task.FromResult<IReadOnlyDictionary<string, string>>(
                new Dictionary<string, string>(found.Books.Configs.GetValueOrDefault(topic) ?? [])
            );
    }

    public Task AlterConfigsAsync(
        DataPlaneCluster cluster,
        string topic,
        IReadOnlyList<ConfigChange> changes,
        CancellationToken cancellation
    )
    {
        var found = find(cluster);
        lock (found.Books.Gate)
        {
            if (Find(found, topic) is null)
                throw Refusals.UnknownTopic();
            if (!found.Books.Configs.TryGetValue(topic, out var configs))
                found.Books.Configs[topic] = configs = new(StringComparer.Ordinal);
            foreach (var (name, value) in changes)
                if (value is null)
                    configs.Remove(name);
                else
                    configs[name] = value;
        }
        return Task.CompletedTask;
    }

    private static TopicView? Find(EmbeddedCluster cluster, string topic) =>
        cluster.Broker.Describe().Topics.FirstOrDefault(t => t.Name == topic) is { } found ? View(found) : null;

    private static TopicView View(BrokerTopic topic) =>
        new(
            topic.Name,
            topic.Partitions.Max(p => p.Replicas.Count),
            [.. topic.Partitions.Select(p => new PartitionView(p.Id, p.Leader < 0 ? null : p.Leader))]
        );

    private static TopicView Trial(NewTopic topic) =>
        new(
            topic.Name,
            topic.Replicas,
            [.. Enumerable.Range(0, topic.Partitions).Select(i => new PartitionView(i, null))]
        );
}
