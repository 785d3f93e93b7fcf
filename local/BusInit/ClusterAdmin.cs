using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Mothership.Bus;
using Mothership.Bus.Faults;
using Mothership.Bus.Planning;
using Mothership.Bus.Producing;

namespace Mothership.Local.BusInit;

/// <summary>The central cluster as its administrator sees it.</summary>
internal sealed class ClusterAdmin : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly IAdminClient _client;
    private readonly StandingFault _standing = new();

    internal ClusterAdmin(KafkaSettings settings) =>
        _client = new AdminClientBuilder(settings.Client())
            .SetLogHandler(static (_, _) => { })
            .SetErrorHandler((_, error) => _standing.Note(error))
            .Build();

    public void Dispose() => _client.Dispose();

    /// <summary>Those of the topics that there are.</summary>
    internal Task<IReadOnlyList<ExistingTopic>> TopicsAsync(IReadOnlyCollection<string> names) =>
        SaidClearlyAsync<IReadOnlyList<ExistingTopic>>(async () =>
        {
            var there = _client
                .GetMetadata(Patience)
                .Topics.Where(t => names.Contains(t.Topic) && t.Error.Code == ErrorCode.NoError)
                .ToList();
            if (there.Count == 0)
                return [];
            var resources = there.Select(t => new ConfigResource { Type = ResourceType.Topic, Name = t.Topic });
            var described = await _client.DescribeConfigsAsync(resources, new() { RequestTimeout = Patience });
            var configs = described.ToDictionary(d => d.ConfigResource.Name, ValuesOf);
            return
            [
                .. there.Select(t => new ExistingTopic(
                    t.Topic,
                    t.Partitions.Count,
                    t.Partitions.Count == 0 ? 0 : t.Partitions[0].Replicas.Length,
                    configs[t.Topic]
                )),
            ];
        });

    /// <summary>Makes a topic; one that has come into being meanwhile is left as it is.</summary>
    internal Task CreateAsync(TopicSpec spec, int replicationFactor) =>
        SaidClearlyAsync(async () =>
        {
            var wanted = new TopicSpecification
            {
                Name = spec.Name,
                NumPartitions = spec.Partitions,
                ReplicationFactor = (short)replicationFactor,
                Configs = new Dictionary<string, string>(spec.Configs),
            };
            try
            {
                await _client.CreateTopicsAsync([wanted], new() { RequestTimeout = Patience });
            }
            catch (CreateTopicsException e) when (e.Results.All(r => r.Error.Code == ErrorCode.TopicAlreadyExists)) { }
            return true;
        });

    /// <summary>Sets settings of a topic and leaves all others alone.</summary>
    internal Task SetAsync(string topic, IEnumerable<TopicDifference> differences) =>
        SaidClearlyAsync(async () =>
        {
            var entries = differences
                .Select(d => new ConfigEntry
                {
                    Name = d.What,
                    Value = d.Wanted,
                    IncrementalOperation = AlterConfigOpType.Set,
                })
                .ToList();
            var resource = new ConfigResource { Type = ResourceType.Topic, Name = topic };
            await _client.IncrementalAlterConfigsAsync(
                new() { [resource] = entries },
                new() { RequestTimeout = Patience }
            );
            return true;
        });

    internal Task GrowAsync(string topic, int partitions) =>
        SaidClearlyAsync(async () =>
        {
            var wanted = new PartitionsSpecification { Topic = topic, IncreaseTo = partitions };
            await _client.CreatePartitionsAsync([wanted], new() { RequestTimeout = Patience });
            return true;
        });

    /// <summary>What a user may do, and what it is forbidden.</summary>
    internal Task<IReadOnlyList<AclBinding>> RightsAsync(string user) =>
        SaidClearlyAsync<IReadOnlyList<AclBinding>>(async () =>
        {
            var filter = new AclBindingFilter
            {
                PatternFilter = new() { Type = ResourceType.Any, ResourcePatternType = ResourcePatternType.Any },
                EntryFilter = new()
                {
                    Principal = $"User:{user}",
                    Operation = AclOperation.Any,
                    PermissionType = AclPermissionType.Any,
                },
            };
            return (await _client.DescribeAclsAsync(filter, new() { RequestTimeout = Patience })).AclBindings;
        });

    internal Task AllowAsync(string user, IReadOnlyList<BusRight> rights) =>
        SaidClearlyAsync(async () =>
        {
            await _client.CreateAclsAsync(rights.Select(r => Binding(user, r)), new() { RequestTimeout = Patience });
            return true;
        });

    internal static AclBinding Binding(string user, BusRight right) =>
        new()
        {
            Pattern = new()
            {
                Type = right.Resource,
                Name = right.Name,
                ResourcePatternType = right.Pattern,
            },
            Entry = new()
            {
                Principal = $"User:{user}",
                Host = "*",
                Operation = right.Operation,
                PermissionType = AclPermissionType.Allow,
            },
        };

    private static Dictionary<string, string> ValuesOf(DescribeConfigsResult described) =>
        described
            .Entries.Values.Where(e => e.Value is not null)
            .ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal);

    private async Task<T> SaidClearlyAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (KafkaException e)
        {
            var fault = _standing.Explain(OwnError(e), subject: null);
            throw new BusUnavailableException(fault.Text, e) { Kind = fault.Kind };
        }
    }

    // What went wrong with a single topic or right is said by its own result.
    private static Error OwnError(KafkaException e) =>
        e switch
        {
            CreateTopicsException many => First(many.Results.Select(r => r.Error)),
            CreatePartitionsException many => First(many.Results.Select(r => r.Error)),
            DescribeConfigsException many => First(many.Results.Select(r => r.Error)),
            IncrementalAlterConfigsException many => First(many.Results.Select(r => r.Error)),
            CreateAclsException many => First(many.Results.Select(r => r.Error)),
            DescribeAclsException one => one.Result.Error,
            _ => e.Error,
        };

    private static Error First(IEnumerable<Error> errors) => errors.First(error => error.IsError);
}
