namespace Mothership.DataPlane.Configs;

/// <summary>The configurations of a topic: names, defaults and ranges as Apache Kafka 4.3 has them.</summary>
public static class TopicConfigs
{
    private const string Unlimited = "9223372036854775807";
    private static readonly ConfigKind Flag = new ConfigKind.Flag();
    private static readonly ConfigKind Throttles = new ConfigKind.Throttles();

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<ConfigDefinition> All { get; } =
    [
        .. new ConfigDefinition[]
        {
            new("cleanup.policy", "delete", new ConfigKind.Words(["compact", "delete"], IsList: true)),
            new("compression.gzip.level", "-1", Int(-1, 9)),
            new("compression.lz4.level", "9", Int(1, 17)),
            new(
                "compression.type",
                "producer",
                new ConfigKind.Words(["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"])
            ),
            new("compression.zstd.level", "3", Int(-131072, 22)),
            new("delete.retention.ms", "86400000", Long(0)),
            new("file.delete.delay.ms", "60000", Long(0)),
            new("flush.messages", Unlimited, Long(1)),
            new("flush.ms", Unlimited, Long(0)),
            new("follower.replication.throttled.replicas", "", Throttles),
            new("index.interval.bytes", "4096", Int(0)),
            new("leader.replication.throttled.replicas", "", Throttles),
            new("local.retention.bytes", "-2", Long(-2)),
            new("local.retention.ms", "-2", Long(-2)),
            new("max.compaction.lag.ms", Unlimited, Long(1)),
            new("max.message.bytes", "1048588", Int(0, 8 * 1024 * 1024)),
            new("message.timestamp.after.max.ms", "3600000", Long(0)),
            new("message.timestamp.before.max.ms", Unlimited, Long(0)),
            new("message.timestamp.type", "CreateTime", new ConfigKind.Words(["CreateTime", "LogAppendTime"])),
            new("min.cleanable.dirty.ratio", "0.5", new ConfigKind.Ratio()),
            new("min.compaction.lag.ms", "0", Long(0)),
            new("min.insync.replicas", "1", Int(1)),
            new("preallocate", "false", Flag),
            new("remote.log.copy.disable", "false", Flag),
            new("remote.log.delete.on.disable", "false", Flag),
            new("remote.storage.enable", "false", Flag, IsReadOnly: true),
            new("retention.bytes", "-1", Long(-1)),
            new("retention.ms", "604800000", Long(-1)),
            new("segment.bytes", "1073741824", Int(1024 * 1024)),
            new("segment.index.bytes", "10485760", Int(4)),
            new("segment.jitter.ms", "0", Long(0)),
            new("segment.ms", "604800000", Long(1)),
            new("unclean.leader.election.enable", "false", Flag),
        }.OrderBy(c => c.Name, StringComparer.Ordinal),
    ];

    private static readonly Dictionary<string, ConfigDefinition> ByName = All.ToDictionary(
        c => c.Name,
        StringComparer.Ordinal
    );

    /// <summary>One by its name; null when there is none.</summary>
    public static ConfigDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Checks that a configuration can be set to a value.</summary>
    /// <exception cref="DataPlaneException">It can't.</exception>
    public static void Check(string name, string? value)
    {
        var definition = Changeable(name);
        if (value is null)
            throw Refusals.Invalid($"Null value not supported for topic configs: {name}");
        if (definition.Kind.Fault(value) is { } fault)
            throw Refusals.Invalid($"Invalid value {Shortened(value)} for configuration {name}: {fault}");
    }

    /// <summary>Checks changes; a value of null is a reset.</summary>
    /// <exception cref="DataPlaneException">One of them is impossible.</exception>
    public static void Check(IReadOnlyList<ConfigChangeOf> changes)
    {
        foreach (var (name, value, isReset) in changes)
            if (isReset)
                Changeable(name);
            else
                Check(name, value);
        if (changes.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Refusals.Invalid($"Error due to duplicate config keys: {Shortened(twice.Key)}");
    }

    private static ConfigDefinition Changeable(string name)
    {
        var definition = Find(name) ?? throw Refusals.Invalid($"Unknown topic config name: {Shortened(name)}");
        return definition.IsReadOnly
            ? throw Refusals.Invalid($"The topic config {name} can't be changed.")
            : definition;
    }

    // What a stranger sent is shown back, but not all of it.
    private static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "…";

    private static ConfigKind.Whole Int(long min, long max = int.MaxValue) => new(min, max, "INT");

    private static ConfigKind.Whole Long(long min) => new(min, long.MaxValue, "LONG");
}

/// <summary>What a request wants of one configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The new value.</param>
/// <param name="IsReset">Whether it goes back to the default instead.</param>
public readonly record struct ConfigChangeOf(string Name, string? Value, bool IsReset);
