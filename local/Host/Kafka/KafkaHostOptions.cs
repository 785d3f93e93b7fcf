using Confluent.Kafka;

namespace Mothership.Local.Host;

/// <summary>The <c>extensions.kafka</c> section of host.json, with the extension's names and defaults.</summary>
internal sealed record KafkaHostOptions
{
    private const string Section = "extensions:kafka";

    /// <summary>The most messages in one batch.</summary>
    internal int MaxBatchSize { get; private init; } = 64;

    /// <summary>Batches that may wait while a function runs; when they are full, nothing more is consumed.</summary>
    internal int ExecutorChannelCapacity { get; private init; } = 1;

    /// <summary>
    /// Whether the offset of a message whose function failed is committed all the same (at most once).
    /// </summary>
    internal bool CommitOnFailure { get; private init; } = true;

    /// <summary>
    /// Without <see cref="CommitOnFailure"/>: repetitions in place before a message is skipped; -1 for no end.
    /// </summary>
    internal int MaxRetries { get; private init; } = 5;

    /// <summary>The client's settings that host.json sets, as a start for a consumer's.</summary>
    internal ConsumerConfig Client { get; private init; } = new();

    /// <exception cref="FunctionAppStartException">A value is not of its type.</exception>
    internal static KafkaHostOptions Read(HostJson json, List<string> problems)
    {
        int? Number(string name) => json.Number($"{Section}:{name}");
        var defaults = new KafkaHostOptions();
        var options = new KafkaHostOptions
        {
            MaxBatchSize = Number("maxBatchSize") ?? defaults.MaxBatchSize,
            ExecutorChannelCapacity = Number("executorChannelCapacity") ?? defaults.ExecutorChannelCapacity,
            CommitOnFailure = json.Flag($"{Section}:commitOnFailure") ?? defaults.CommitOnFailure,
            MaxRetries = Number("maxRetries") ?? defaults.MaxRetries,
            Client = ReadClient(json, Number),
        };
        // The extension's waits (subscriberIntervalInSeconds and the like) are not read, hence warned of: this host
        // hands over what it has as soon as the function is free.
        (string Name, int? Value, int Least)[] bounds =
        [
            ("maxBatchSize", options.MaxBatchSize, 1),
            ("executorChannelCapacity", options.ExecutorChannelCapacity, 1),
            ("maxRetries", options.MaxRetries, -1),
        ];
        problems.AddRange(
            bounds
                .Where(bound => bound.Value < bound.Least)
                .Select(bound =>
                    $"host.json: extensions.kafka.{bound.Name} is {bound.Value}: make it at least {bound.Least}."
                )
        );
        return options;
    }

    private static ConsumerConfig ReadClient(HostJson json, Func<string, int?> number)
    {
        var reset = json.Choice<AutoOffsetReset>($"{Section}:autoOffsetReset");
        return new ConsumerConfig
        {
            AutoOffsetReset = reset == AutoOffsetReset.Latest ? AutoOffsetReset.Latest : AutoOffsetReset.Earliest,
            AutoCommitIntervalMs = number("autoCommitIntervalMs") ?? 200,
            SessionTimeoutMs = number("sessionTimeoutMs") ?? 10_000,
            MaxPollIntervalMs = number("maxPollIntervalMs"),
            StatisticsIntervalMs = number("statisticsIntervalMs"),
            ReconnectBackoffMs = number("reconnectBackoffMs"),
            ReconnectBackoffMaxMs = number("reconnectBackoffMaxMs"),
            QueuedMinMessages = number("queuedMinMessages"),
            QueuedMaxMessagesKbytes = number("queuedMaxMessagesKbytes"),
            MaxPartitionFetchBytes = number("maxPartitionFetchBytes"),
            FetchMaxBytes = number("fetchMaxBytes"),
            MetadataMaxAgeMs = number("metadataMaxAgeMs") ?? 180_000,
            SocketKeepaliveEnable = json.Flag($"{Section}:socketKeepaliveEnable") ?? true,
            Debug = json.Text($"{Section}:libkafkaDebug"),
        };
    }
}
