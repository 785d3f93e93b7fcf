using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Configs;
using Mothership.DataPlane.Groups;
using Mothership.DataPlane.Topics;

namespace Mothership.DataPlane.Rest;

/// <summary>What things look like on the wire, for one cluster.</summary>
internal sealed class Shapes(string origin, string cluster)
{
    private const string Dynamic = "DYNAMIC_TOPIC_CONFIG";
    private const string Default = "DEFAULT_CONFIG";

    internal JsonObject Cluster() =>
        new()
        {
            ["kind"] = "KafkaCluster",
            ["metadata"] = Metadata("", ""),
            ["cluster_id"] = cluster,
            ["controller"] = Related("/brokers/1"),
            ["acls"] = Related("/acls"),
            ["brokers"] = Related("/brokers"),
            ["broker_configs"] = Related("/broker-configs"),
            ["consumer_groups"] = Related("/consumer-groups"),
            ["topics"] = Related("/topics"),
            ["partition_reassignments"] = Related("/topics/-/partitions/-/reassignment"),
        };

    internal JsonObject List(string kind, string path, IEnumerable<JsonNode> data) =>
        new()
        {
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["self"] = Url(path), ["next"] = null },
            ["data"] = new JsonArray([.. data]),
        };

    internal JsonObject Topic(TopicView topic, IReadOnlyList<AclOperation>? rights = null)
    {
        var path = $"/topics/{Escape(topic.Name)}";
        var body = new JsonObject
        {
            ["kind"] = "KafkaTopic",
            ["metadata"] = Metadata(path, $"/topic={topic.Name}"),
            ["cluster_id"] = cluster,
            ["topic_name"] = topic.Name,
            ["is_internal"] = topic.IsInternal,
            ["replication_factor"] = topic.Replicas,
            ["partitions_count"] = topic.Partitions.Count,
            ["partitions"] = Related($"{path}/partitions"),
            ["configs"] = Related($"{path}/configs"),
            ["partition_reassignments"] = Related($"{path}/partitions/-/reassignment"),
        };
        if (rights is not null)
            body["authorized_operations"] = new JsonArray([.. rights.Select(r => JsonValue.Create(Wire.Name(r)))]);
        return body;
    }

    internal JsonObject Partition(string topic, PartitionView partition)
    {
        var path = $"/topics/{Escape(topic)}/partitions/{partition.Id}";
        var body = new JsonObject
        {
            ["kind"] = "KafkaPartition",
            ["metadata"] = Metadata(path, $"/topic={topic}/partition={partition.Id}"),
            ["cluster_id"] = cluster,
            ["topic_name"] = topic,
            ["partition_id"] = partition.Id,
            ["replicas"] = Related($"{path}/replicas"),
            ["reassignment"] = Related($"{path}/reassignment"),
        };
        if (partition.Leader is { } leader)
            body["leader"] = Related($"{path}/replicas/{leader}");
        return body;
    }

    /// <param name="topic">The topic.</param>
    /// <param name="config">Which configuration.</param>
    /// <param name="value">What it is set to; null when it has its default.</param>
    internal JsonObject Config(string topic, ConfigDefinition config, string? value)
    {
        var body = new JsonObject
        {
            ["kind"] = "KafkaTopicConfig",
            ["metadata"] = Metadata(
                $"/topics/{Escape(topic)}/configs/{config.Name}",
                $"/topic={topic}/config={config.Name}"
            ),
            ["cluster_id"] = cluster,
            ["topic_name"] = topic,
        };
        return WithValue(body, config, value);
    }

    internal JsonObject BrokerConfig(ConfigDefinition config)
    {
        var body = new JsonObject
        {
            ["kind"] = "KafkaClusterConfig",
            ["metadata"] = Metadata($"/broker-configs/{config.Name}", $"/broker-config={config.Name}"),
            ["cluster_id"] = cluster,
            ["config_type"] = "BROKER",
        };
        return WithValue(body, config, null);
    }

    internal JsonObject Acl(Acl acl)
    {
        var body = new JsonObject
        {
            ["kind"] = "KafkaAcl",
            ["metadata"] = new JsonObject { ["self"] = Url("/acls?" + Query(acl)) },
            ["cluster_id"] = cluster,
        };
        foreach (var (name, value) in Wire.Fields(acl))
            body[name] = value;
        return body;
    }

    internal JsonObject Group(GroupView group)
    {
        var path = GroupPath(group.Id);
        return new()
        {
            ["kind"] = "KafkaConsumerGroup",
            ["metadata"] = Metadata(path, $"/consumer-group={group.Id}"),
            ["cluster_id"] = cluster,
            ["consumer_group_id"] = group.Id,
            ["is_simple"] = group.IsSimple,
            ["partition_assignor"] = group.Assignor,
            ["state"] = group.State,
            ["type"] = group.Type,
            ["is_mixed_consumer_group"] = false,
            ["coordinator"] = Related($"/brokers/{group.Coordinator}"),
            ["consumers"] = Related($"{path}/consumers"),
            ["lag_summary"] = Related($"{path}/lag-summary"),
        };
    }

    internal JsonObject Consumer(string group, MemberView member)
    {
        var path = $"{GroupPath(group)}/consumers/{Escape(member.Id)}";
        return new()
        {
            ["kind"] = "KafkaConsumer",
            ["metadata"] = Metadata(path, $"/consumer-group={group}/consumer={member.Id}"),
            ["cluster_id"] = cluster,
            ["consumer_group_id"] = group,
            ["consumer_id"] = member.Id,
            ["instance_id"] = member.InstanceId,
            ["client_id"] = member.ClientId,
            ["assignments"] = Related($"{path}/assignments"),
        };
    }

    internal JsonObject Lag(string group, LagView lag) =>
        new()
        {
            ["kind"] = "KafkaConsumerLag",
            ["metadata"] = Metadata(
                $"{GroupPath(group)}/lags/{Escape(lag.Topic)}/partitions/{lag.Partition}",
                $"/consumer-group={group}/lag={lag.Topic}/partition={lag.Partition}"
            ),
            ["cluster_id"] = cluster,
            ["consumer_group_id"] = group,
            ["topic_name"] = lag.Topic,
            ["partition_id"] = lag.Partition,
            ["consumer_id"] = lag.Member?.Id ?? "",
            ["instance_id"] = lag.Member?.InstanceId,
            ["client_id"] = lag.Member?.ClientId ?? "",
            ["current_offset"] = lag.Current,
            ["log_end_offset"] = lag.End,
            ["lag"] = lag.Lag,
        };

    internal JsonObject LagSummary(string group, LagView most, long total) =>
        new()
        {
            ["kind"] = "KafkaConsumerGroupLagSummary",
            ["metadata"] = Metadata($"{GroupPath(group)}/lag-summary", $"/consumer-group={group}/lag-summary"),
            ["cluster_id"] = cluster,
            ["consumer_group_id"] = group,
            ["max_lag_consumer_id"] = most.Member?.Id ?? "",
            ["max_lag_instance_id"] = most.Member?.InstanceId,
            ["max_lag_client_id"] = most.Member?.ClientId ?? "",
            ["max_lag_topic_name"] = most.Topic,
            ["max_lag_partition_id"] = most.Partition,
            ["max_lag"] = most.Lag,
            ["total_lag"] = total,
            ["max_lag_consumer"] = Related($"{GroupPath(group)}/consumers/{Escape(most.Member?.Id ?? "")}"),
            ["max_lag_partition"] = Related($"/topics/{Escape(most.Topic)}/partitions/{most.Partition}"),
        };

    internal static string GroupPath(string group) => $"/consumer-groups/{Escape(group)}";

    internal static string Escape(string text) => Uri.EscapeDataString(text);

    private static JsonObject WithValue(JsonObject body, ConfigDefinition config, string? value)
    {
        body["name"] = config.Name;
        body["value"] = value ?? config.Default;
        body["is_default"] = value is null;
        body["is_read_only"] = config.IsReadOnly;
        body["is_sensitive"] = false;
        body["source"] = value is null ? Default : Dynamic;
        var synonyms = new JsonArray(Synonym(config.Name, config.Default, Default));
        if (value is not null)
            synonyms.Insert(0, Synonym(config.Name, value, Dynamic));
        body["synonyms"] = synonyms;
        return body;
    }

    private static JsonObject Synonym(string name, string value, string source) =>
        new()
        {
            ["name"] = name,
            ["value"] = value,
            ["source"] = source,
        };

    private static string Query(Acl acl) =>
        string.Join('&', Wire.Fields(acl).Select(f => $"{f.Name}={Escape(f.Value)}"));

    private JsonObject Metadata(string path, string name) =>
        new() { ["self"] = Url(path), ["resource_name"] = $"crn:///kafka={cluster}{name}" };

    private JsonObject Related(string path) => new() { ["related"] = Url(path) };

    private string Url(string path) => $"{origin}/kafka/v3/clusters/{cluster}{path}";
}
