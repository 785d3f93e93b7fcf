using System.Collections.Concurrent;
using Confluent.Kafka.Admin;
using Mothership.Local.EmbeddedKafka;

namespace Bus.Tests.Front;

/// <summary>
/// What an administrator may ask brokers, on the wire: topics are made in the broker behind the front, which has no
/// requests for it; settings and rights are kept here. Growing a topic empties it, which a real cluster does not do.
/// </summary>
internal sealed class AdminScript(EmbeddedBroker broker, AclBook rights)
{
    private const int TopicAlreadyExists = 36;
    private const int NoSuchTopic = 3;

    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["cleanup.policy"] = "delete",
        ["min.insync.replicas"] = "1",
        ["retention.ms"] = "604800000",
        ["segment.ms"] = "604800000",
        ["delete.retention.ms"] = "86400000",
        ["min.cleanable.dirty.ratio"] = "0.5",
        ["unclean.leader.election.enable"] = "false",
    };

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, string>> _topics = new();

    /// <summary>How many requests have changed something.</summary>
    public int Changes => _changes;

    private int _changes;

    /// <summary>The settings of a topic, those that nobody set included.</summary>
    public IReadOnlyDictionary<string, string> ConfigsOf(string topic) => _topics[topic];

    /// <summary>Makes a topic behind everybody's back.</summary>
    public void Make(string name, int partitions, params (string Name, string Value)[] configs)
    {
        broker.CreateTopic(name, partitions);
        var all = new ConcurrentDictionary<string, string>(Defaults);
        foreach (var (key, value) in configs)
            all[key] = value;
        _topics[name] = all;
    }

    /// <summary>The answer to a request, without its header; null for one that is no administrator's.</summary>
    public byte[]? Answer(KafkaRequest request) =>
        request.Api switch
        {
            WireApi.CreateTopics => CreateTopics(request.Body()),
            WireApi.CreatePartitions => CreatePartitions(request.Body()),
            WireApi.DescribeConfigs => DescribeConfigs(request.Body()),
            WireApi.IncrementalAlterConfigs => AlterConfigs(request.Body()),
            WireApi.CreateAcls => CreateAcls(request.Body()),
            WireApi.DescribeAcls => DescribeAcls(request.Body()),
            _ => null,
        };

    private byte[] CreateTopics(WireReader read)
    {
        var wanted = read.Array(() =>
        {
            var (name, partitions, _) = (read.Text(), read.Int32(), read.Int16());
            read.Array(() => (read.Int32(), read.Array(read.Int32)));
            return (name, partitions, Configs: read.Array(() => (read.Text(), read.NullableText() ?? "")));
        });
        var answer = new WireWriter().Int32(0);
        answer.Array(
            wanted,
            topic =>
            {
                var exists = _topics.ContainsKey(topic.name);
                if (!exists)
                    Make(topic.name, topic.partitions, [.. topic.Configs]);
                Count(!exists);
                answer.Text(topic.name).Int16(exists ? TopicAlreadyExists : 0).Text(null);
            }
        );
        return answer.ToArray();
    }

    private byte[] CreatePartitions(WireReader read)
    {
        var wanted = read.Array(() =>
        {
            var topic = (Name: read.Text(), Count: read.Int32());
            read.Array(() => read.Array(read.Int32));
            return topic;
        });
        var answer = new WireWriter().Int32(0);
        answer.Array(
            wanted,
            topic =>
            {
                broker.DeleteTopic(topic.Name);
                broker.CreateTopic(topic.Name, topic.Count);
                Count(true);
                answer.Text(topic.Name).Int16(0).Text(null);
            }
        );
        return answer.ToArray();
    }

    private byte[] DescribeConfigs(WireReader read)
    {
        var asked = read.Array(() =>
        {
            var resource = (Type: read.Int8(), Name: read.Text());
            read.Array(read.Text);
            return resource;
        });
        var answer = new WireWriter().Int32(0);
        answer.Array(
            asked,
            resource =>
            {
                var known = _topics.TryGetValue(resource.Name, out var configs);
                answer.Int16(known ? 0 : NoSuchTopic).Text(null).Int8(resource.Type).Text(resource.Name);
                answer.Array(
                    known ? configs!.ToArray() : [],
                    c => answer.Text(c.Key).Text(c.Value).Bool(false).Int8(1).Bool(false).Int32(0)
                );
            }
        );
        return answer.ToArray();
    }

    private byte[] AlterConfigs(WireReader read)
    {
        var wanted = read.Array(() =>
            (
                Type: read.Int8(),
                Name: read.Text(),
                Configs: read.Array(() => (Name: read.Text(), Operation: read.Int8(), Value: read.NullableText()))
            )
        );
        var answer = new WireWriter().Int32(0);
        answer.Array(
            wanted,
            resource =>
            {
                var known = _topics.TryGetValue(resource.Name, out var configs);
                foreach (var config in known ? resource.Configs : [])
                    configs![config.Name] = config.Value ?? Defaults[config.Name];
                Count(known);
                answer.Int16(known ? 0 : NoSuchTopic).Text(null).Int8(resource.Type).Text(resource.Name);
            }
        );
        return answer.ToArray();
    }

    private byte[] CreateAcls(WireReader read)
    {
        var wanted = read.Array(() => Binding(read));
        foreach (var binding in wanted)
            rights.Add(binding);
        Count(wanted.Count > 0);
        var answer = new WireWriter().Int32(0);
        return answer.Array(wanted, _ => answer.Int16(0).Text(null)).ToArray();
    }

    // Of the filters only the user's name is honoured: nobody here asks by another.
    private byte[] DescribeAcls(WireReader read)
    {
        read.Int8();
        read.NullableText();
        read.Int8();
        var principal = read.NullableText();
        var answer = new WireWriter().Int32(0).Int16(0).Text(null);
        return answer
            .Array(
                [.. rights.All.Where(b => principal is null || b.Entry.Principal == principal)],
                b =>
                    answer
                        .Int8((int)b.Pattern.Type)
                        .Text(b.Pattern.Name)
                        .Int8((int)b.Pattern.ResourcePatternType)
                        .Int32(1)
                        .Text(b.Entry.Principal)
                        .Text(b.Entry.Host)
                        .Int8((int)b.Entry.Operation)
                        .Int8((int)b.Entry.PermissionType)
            )
            .ToArray();
    }

    private static AclBinding Binding(WireReader read)
    {
        var pattern = new ResourcePattern
        {
            Type = (ResourceType)read.Int8(),
            Name = read.Text(),
            ResourcePatternType = (ResourcePatternType)read.Int8(),
        };
        var entry = new AccessControlEntry
        {
            Principal = read.Text(),
            Host = read.Text(),
            Operation = (AclOperation)read.Int8(),
            PermissionType = (AclPermissionType)read.Int8(),
        };
        return new AclBinding { Pattern = pattern, Entry = entry };
    }

    private void Count(bool changed)
    {
        if (changed)
            Interlocked.Increment(ref _changes);
    }
}
