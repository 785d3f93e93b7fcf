namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// What an <see cref="EmbeddedBroker"/> is made with. Values out of range are refused when it starts.
/// </summary>
public sealed record EmbeddedBrokerOptions
{
    /// <summary>The most broker nodes that one embedded cluster has.</summary>
    public const int MaxBrokers = 32;

    /// <summary>The most partitions that one topic has.</summary>
    public const int MaxPartitions = 1_000;

    /// <summary>The longest <see cref="InitialRebalanceDelay"/>.</summary>
    public static readonly TimeSpan MaxInitialRebalanceDelay = TimeSpan.FromMinutes(5);

    /// <summary>Number of broker nodes, each with a port of its own; 1 to <see cref="MaxBrokers"/>.</summary>
    public int Brokers { get; init; } = 1;

    /// <summary>
    /// Partitions of a topic that <see cref="EmbeddedBroker.CreateTopic"/> makes without being told a number. A topic
    /// that a client brings into being by using it always has four, which the library fixes.
    /// </summary>
    public int DefaultPartitions { get; init; } = 4;

    /// <summary>Replicas of a topic made without a number; null: as many as there are brokers, three at most.</summary>
    public int? DefaultReplicationFactor { get; init; }

    /// <summary>
    /// How long a new consumer group waits for more members before it hands out partitions. Zero: not at all.
    /// </summary>
    public TimeSpan InitialRebalanceDelay { get; init; } = TimeSpan.Zero;

    internal int ReplicationFactor => DefaultReplicationFactor ?? Math.Min(3, Brokers);

    internal void Validate()
    {
        Require.InRange(Brokers, 1, MaxBrokers, nameof(Brokers));
        Require.InRange(DefaultPartitions, 1, MaxPartitions, nameof(DefaultPartitions));
        Require.InRange(ReplicationFactor, 1, Brokers, nameof(DefaultReplicationFactor));
        ArgumentOutOfRangeException.ThrowIfLessThan(InitialRebalanceDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(InitialRebalanceDelay, MaxInitialRebalanceDelay);
    }
}
