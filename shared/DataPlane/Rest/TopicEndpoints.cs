using System.Text.Json;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Configs;
using Mothership.DataPlane.Topics;

namespace Mothership.DataPlane.Rest;

/// <summary>Topics and their partitions.</summary>
internal static class TopicEndpoints
{
    internal static IEnumerable<Endpoint> All =>
        [
            new("GET", "topics", ListAsync),
            new("POST", "topics", CreateAsync),
            new("GET", "topics/{topic}", GetAsync),
            new("PATCH", "topics/{topic}", GrowAsync),
            new("DELETE", "topics/{topic}", DeleteAsync),
            new("GET", "topics/{topic}/partitions", PartitionsAsync),
            new("GET", "topics/{topic}/partitions/{partition}", PartitionAsync),
        ];

    /// <summary>The topic that a call names, which the caller may do something to.</summary>
    internal static async Task<TopicView> TopicAsync(Call call, AclOperation operation, CancellationToken cancellation)
    {
        var name = call["topic"];
        await call.RequireOnTopicAsync(operation, name, cancellation).ConfigureAwait(false);
        return
            TopicRules.IsWellFormed(name)
            && await call.Plane.Topics.FindAsync(call.Cluster, name, cancellation).ConfigureAwait(false) is { } topic
            ? topic
            : throw Refusals.UnknownTopic();
    }

    private static async Task<RestAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        var sees = await call.RightsAsync(AclOperation.Describe, AclResource.Topic, cancellation).ConfigureAwait(false);
        var topics = await call.Plane.Topics.ListAsync(call.Cluster, cancellation).ConfigureAwait(false);
        var data = topics.Where(t => sees(t.Name)).Select(t => call.Shapes.Topic(t));
        return new(200, call.Shapes.List("KafkaTopicList", "/topics", data));
    }

    private static async Task<RestAnswer> CreateAsync(Call call, CancellationToken cancellation)
    {
        var body = await Body.ReadAsync(call.Request, cancellation).ConfigureAwait(false);
        var name = Body.Text(body, "topic_name");
        TopicRules.CheckName(name);
        await RequireCreateAsync(call, name!, cancellation).ConfigureAwait(false);
        var wanted = new NewTopic(
            name!,
            Body.Number(body, "partitions_count") ?? DataPlaneLimits.DefaultPartitions,
            Body.Number(body, "replication_factor") ?? Math.Min(DataPlaneLimits.DefaultReplicas, call.Cluster.Brokers),
            Configs(body)
        );
        var isTrial = Body.Flag(body, "validate_only");
        var others = await call.Plane.Topics.ListAsync(call.Cluster, cancellation).ConfigureAwait(false);
        TopicRules.Check(wanted, call.Cluster, [.. others.Select(t => t.Name)]);
        var made = await call
            .Plane.Topics.CreateAsync(call.Cluster, wanted, isTrial, cancellation)
            .ConfigureAwait(false);
        return new(isTrial ? 200 : 201, call.Shapes.Topic(made));
    }

    private static async Task RequireCreateAsync(Call call, string name, CancellationToken cancellation)
    {
        var anywhere = await call.RightsAsync(AclOperation.Create, AclResource.Cluster, cancellation)
            .ConfigureAwait(false);
        if (!anywhere(Authorizer.ClusterName))
            await call.RequireOnTopicAsync(AclOperation.Create, name, cancellation).ConfigureAwait(false);
    }

    private static Dictionary<string, string> Configs(JsonElement body)
    {
        var configs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in Body.Items(body, "configs"))
        {
            var (name, value) = (Body.RequiredText(item, "name"), Body.Text(item, "value"));
            TopicConfigs.Check(name, value);
            if (!configs.TryAdd(name, value!))
                throw Refusals.Invalid($"Error due to duplicate config keys: {name}");
        }
        return configs;
    }

    private static async Task<RestAnswer> GetAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicAsync(call, AclOperation.Describe, cancellation).ConfigureAwait(false);
        return call.Query("include_authorized_operations") != "true"
            ? new(200, call.Shapes.Topic(topic))
            : new(
                200,
                call.Shapes.Topic(topic, await OwnRightsAsync(call, topic.Name, cancellation).ConfigureAwait(false))
            );
    }

    private static async Task<IReadOnlyList<AclOperation>> OwnRightsAsync(
        Call call,
        string topic,
        CancellationToken cancellation
    )
    {
        var found = new List<AclOperation>();
        foreach (var operation in AclRules.OperationsOf(AclResource.Topic))
            if ((await call.RightsAsync(operation, AclResource.Topic, cancellation).ConfigureAwait(false))(topic))
                found.Add(operation);
        return found;
    }

    private static async Task<RestAnswer> GrowAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicAsync(call, AclOperation.Alter, cancellation).ConfigureAwait(false);
        var body = await Body.ReadAsync(call.Request, cancellation).ConfigureAwait(false);
        var count = Body.Number(body, "partitions_count") ?? throw Refusals.Malformed("partitions_count is required.");
        TopicRules.CheckGrowth(topic, count);
        var grown = await call
            .Plane.Topics.GrowAsync(call.Cluster, topic.Name, count, cancellation)
            .ConfigureAwait(false);
        return new(200, call.Shapes.Topic(grown));
    }

    private static async Task<RestAnswer> DeleteAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicAsync(call, AclOperation.Delete, cancellation).ConfigureAwait(false);
        await call.Plane.Topics.DeleteAsync(call.Cluster, topic.Name, cancellation).ConfigureAwait(false);
        return new(204);
    }

    private static async Task<RestAnswer> PartitionsAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicAsync(call, AclOperation.Describe, cancellation).ConfigureAwait(false);
        var data = topic.Partitions.Select(p => call.Shapes.Partition(topic.Name, p));
        var path = $"/topics/{Shapes.Escape(topic.Name)}/partitions";
        return new(200, call.Shapes.List("KafkaPartitionList", path, data));
    }

    private static async Task<RestAnswer> PartitionAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicAsync(call, AclOperation.Describe, cancellation).ConfigureAwait(false);
        var found = topic.Partitions.FirstOrDefault(p => $"{p.Id}" == call["partition"]);
        return found is null ? throw Refusals.UnknownTopic() : new(200, call.Shapes.Partition(topic.Name, found));
    }
}
