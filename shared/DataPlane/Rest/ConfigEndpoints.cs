using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Configs;
using Mothership.DataPlane.Topics;

namespace Mothership.DataPlane.Rest;

/// <summary>Configurations of topics, and those of the cluster, which are only read.</summary>
internal static class ConfigEndpoints
{
    internal static IEnumerable<Endpoint> All =>
        [
            new("GET", "topics/-/configs", ListAllAsync),
            new("GET", "topics/{topic}/configs", ListAsync),
            new("POST", "topics/{topic}/configs:alter", AlterAsync),
            new("GET", "topics/{topic}/configs/{name}", GetAsync),
            new("PUT", "topics/{topic}/configs/{name}", SetAsync),
            new("DELETE", "topics/{topic}/configs/{name}", ResetAsync),
            new("GET", "topics/{topic}/default-configs", DefaultsAsync),
            new("GET", "broker-configs", BrokerListAsync),
            new("GET", "broker-configs/{name}", BrokerGetAsync),
            new("POST", "broker-configs:alter", RefuseBrokerChangeAsync),
            new("PUT", "broker-configs/{name}", RefuseBrokerChangeAsync),
            new("DELETE", "broker-configs/{name}", RefuseBrokerChangeAsync),
        ];

    private static async Task<RestAnswer> ListAllAsync(Call call, CancellationToken cancellation)
    {
        var sees = await call.RightsAsync(AclOperation.DescribeConfigs, AclResource.Topic, cancellation)
            .ConfigureAwait(false);
        var topics = await call.Plane.Topics.ListAsync(call.Cluster, cancellation).ConfigureAwait(false);
        var data = new List<JsonNode>();
        foreach (var topic in topics.Where(t => sees(t.Name)))
            data.AddRange(await ShapesOfAsync(call, topic.Name, cancellation).ConfigureAwait(false));
        return new(200, call.Shapes.List("KafkaTopicConfigList", "/topics/-/configs", data));
    }

    private static async Task<RestAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        var topic = await SeenAsync(call, cancellation).ConfigureAwait(false);
        var data = await ShapesOfAsync(call, topic.Name, cancellation).ConfigureAwait(false);
        return new(200, call.Shapes.List("KafkaTopicConfigList", $"/topics/{topic.Name}/configs", data));
    }

    private static async Task<RestAnswer> DefaultsAsync(Call call, CancellationToken cancellation)
    {
        // Of a topic that there may not be yet: these are the values that it would have.
        var name = call["topic"];
        await call.RequireOnTopicAsync(AclOperation.DescribeConfigs, name, cancellation).ConfigureAwait(false);
        TopicRules.CheckName(name);
        var data = TopicConfigs.All.Select(c => call.Shapes.Config(name, c, null));
        return new(200, call.Shapes.List("KafkaTopicConfigList", $"/topics/{name}/default-configs", data));
    }

    private static async Task<RestAnswer> GetAsync(Call call, CancellationToken cancellation)
    {
        var topic = await SeenAsync(call, cancellation).ConfigureAwait(false);
        var config = Known(call, topic.Name);
        var set = await call.Plane.Topics.ConfigsAsync(call.Cluster, topic.Name, cancellation).ConfigureAwait(false);
        return new(200, call.Shapes.Config(topic.Name, config, set.GetValueOrDefault(config.Name)));
    }

    private static async Task<RestAnswer> SetAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicEndpoints
            .TopicAsync(call, AclOperation.AlterConfigs, cancellation)
            .ConfigureAwait(false);
        var body = await Body.ReadAsync(call.Request, cancellation).ConfigureAwait(false);
        var change = new ConfigChangeOf(Known(call, topic.Name).Name, Body.Text(body, "value"), IsReset: false);
        return await ApplyAsync(call, topic.Name, [change], isTrial: false, cancellation).ConfigureAwait(false);
    }

    private static async Task<RestAnswer> ResetAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicEndpoints
            .TopicAsync(call, AclOperation.AlterConfigs, cancellation)
            .ConfigureAwait(false);
        var change = new ConfigChangeOf(Known(call, topic.Name).Name, null, IsReset: true);
        return await ApplyAsync(call, topic.Name, [change], isTrial: false, cancellation).ConfigureAwait(false);
    }

    private static async Task<RestAnswer> AlterAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicEndpoints
            .TopicAsync(call, AclOperation.AlterConfigs, cancellation)
            .ConfigureAwait(false);
        var body = await Body.ReadAsync(call.Request, cancellation).ConfigureAwait(false);
        if (!body.TryGetProperty("data", out _))
            throw Refusals.Malformed("data is required.");
        var changes = Body.Items(body, "data").Select(Change).ToList();
        var isTrial = Body.Flag(body, "validate_only");
        return await ApplyAsync(call, topic.Name, changes, isTrial, cancellation).ConfigureAwait(false);
    }

    private static ConfigChangeOf Change(JsonElement item) =>
        new(
            Body.RequiredText(item, "name"),
            Body.Text(item, "value"),
            Body.Text(item, "operation") switch
            {
                null or "SET" => false,
                "DELETE" => true,
                _ => throw Refusals.Malformed("operation must be one of SET, DELETE"),
            }
        );

    private static async Task<RestAnswer> ApplyAsync(
        Call call,
        string topic,
        IReadOnlyList<ConfigChangeOf> changes,
        bool isTrial,
        CancellationToken cancellation
    )
    {
        TopicConfigs.Check(changes);
        if (!isTrial && changes.Count > 0)
            await call
                .Plane.Topics.AlterConfigsAsync(
                    call.Cluster,
                    topic,
                    [.. changes.Select(c => new ConfigChange(c.Name, c.IsReset ? null : c.Value))],
                    cancellation
                )
                .ConfigureAwait(false);
        return new(204);
    }

    private static Task<TopicView> SeenAsync(Call call, CancellationToken cancellation) =>
        TopicEndpoints.TopicAsync(call, AclOperation.DescribeConfigs, cancellation);

    private static ConfigDefinition Known(Call call, string topic) =>
        TopicConfigs.Find(call["name"])
        ?? throw Refusals.NotFound(
            $"Config {call["name"]} cannot be found for TOPIC {topic} in cluster {call.Cluster.Id}."
        );

    private static async Task<IEnumerable<JsonNode>> ShapesOfAsync(
        Call call,
        string topic,
        CancellationToken cancellation
    )
    {
        var set = await call.Plane.Topics.ConfigsAsync(call.Cluster, topic, cancellation).ConfigureAwait(false);
        return TopicConfigs.All.Select(c => call.Shapes.Config(topic, c, set.GetValueOrDefault(c.Name)));
    }

    private static async Task<RestAnswer> BrokerListAsync(Call call, CancellationToken cancellation)
    {
        await call.RequireOnClusterAsync(AclOperation.DescribeConfigs, cancellation).ConfigureAwait(false);
        var data = BrokerConfigs.Of(call.Cluster).Select(call.Shapes.BrokerConfig);
        return new(200, call.Shapes.List("KafkaClusterConfigList", "/broker-configs", data));
    }

    private static async Task<RestAnswer> BrokerGetAsync(Call call, CancellationToken cancellation)
    {
        await call.RequireOnClusterAsync(AclOperation.DescribeConfigs, cancellation).ConfigureAwait(false);
        return new(200, call.Shapes.BrokerConfig(KnownOfBroker(call)));
    }

    private static async Task<RestAnswer> RefuseBrokerChangeAsync(Call call, CancellationToken cancellation)
    {
        await call.RequireOnClusterAsync(AclOperation.AlterConfigs, cancellation).ConfigureAwait(false);
        throw Refusals.Invalid("The configurations of this cluster can't be changed.");
    }

    private static ConfigDefinition KnownOfBroker(Call call) =>
        BrokerConfigs.Of(call.Cluster).FirstOrDefault(c => c.Name == call["name"])
        ?? throw Refusals.NotFound($"Config {call["name"]} cannot be found for BROKER in cluster {call.Cluster.Id}.");
}
