namespace Mothership.DataPlane;

/// <summary>The limits of the data plane over HTTP.</summary>
public static class DataPlaneLimits
{
    /// <summary>Longest name of a topic, in characters.</summary>
    public const int TopicNameLength = 249;

    /// <summary>Most partitions of a topic.</summary>
    public const int PartitionsPerTopic = 1_000;

    /// <summary>Most topics of a cluster.</summary>
    public const int TopicsPerCluster = 4_096;

    /// <summary>Most ACLs of a cluster.</summary>
    public const int AclsPerCluster = 10_000;

    /// <summary>Partitions of a topic that is made without a number.</summary>
    public const int DefaultPartitions = 6;

    /// <summary>Replicas of a topic that is made without a number, where there are as many brokers.</summary>
    public const int DefaultReplicas = 3;

    /// <summary>Largest request body but for records, in bytes.</summary>
    public const int BodyBytes = 1024 * 1024;

    /// <summary>Largest record on the wire, in bytes: 8 MiB of it as base64.</summary>
    public const int RecordBytes = 12 * 1024 * 1024;

    /// <summary>Records of one request that are on their way at the same time.</summary>
    public const int RecordsInFlight = 64;

    /// <summary>Largest request body for a service that is handed on, in bytes.</summary>
    public const int ServiceBodyBytes = 4 * 1024 * 1024;

    /// <summary>Requests on one service that are under way at the same time in one instance of the app.</summary>
    public const int RequestsPerService = 128;

    /// <summary>While an answer goes on, how often it is asked whether its key still opens the service.</summary>
    public static readonly TimeSpan KeyCheckEvery = TimeSpan.FromSeconds(15);
}
