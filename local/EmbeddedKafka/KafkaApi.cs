namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// The requests that an <see cref="EmbeddedBroker"/> can be told to fail, by their number in the Kafka protocol.
/// </summary>
public enum KafkaApi : short
{
    /// <summary>Append to a partition.</summary>
    Produce = 0,

    /// <summary>Read from a partition.</summary>
    Fetch = 1,

    /// <summary>First and last offset of a partition.</summary>
    ListOffsets = 2,

    /// <summary>Topics, partitions and brokers.</summary>
    Metadata = 3,

    /// <summary>Store a group's offsets.</summary>
    OffsetCommit = 8,

    /// <summary>Read a group's offsets.</summary>
    OffsetFetch = 9,

    /// <summary>Which broker looks after a group.</summary>
    FindCoordinator = 10,

    /// <summary>Enter a group.</summary>
    JoinGroup = 11,

    /// <summary>Stay in a group.</summary>
    Heartbeat = 12,

    /// <summary>Leave a group.</summary>
    LeaveGroup = 13,

    /// <summary>Receive one's share of a group's partitions.</summary>
    SyncGroup = 14,

    /// <summary>The number that makes a producer idempotent.</summary>
    InitProducerId = 22,
}
