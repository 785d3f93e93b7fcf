using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>The C functions of librdkafka 2.15.1 that make and drive a mock cluster.</summary>
internal static partial class NativeMock
{
    public const int Producer = 0;
    private const string Library = "librdkafka";

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint ConfNew();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ConfSet(
        nint configuration,
        string name,
        string value,
        [Out] byte[] error,
        nuint errorSize
    );

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    public static partial nint ClientNew(int type, nint configuration, [Out] byte[] error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint ClusterNew(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void ClusterDestroy(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial nint Bootstraps(MockClusterHandle cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ErrorCode TopicCreate(MockClusterHandle cluster, string name, int partitions, int replicas);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_delete", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ErrorCode TopicDelete(MockClusterHandle cluster, string name);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_embedded_grow", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ErrorCode TopicGrow(MockClusterHandle cluster, string name, int partitions);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_embedded_describe")]
    public static partial nint Describe(MockClusterHandle cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mem_free")]
    public static partial void Free(nint client, nint memory);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial ErrorCode BrokerDown(MockClusterHandle cluster, int brokerId);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial ErrorCode BrokerUp(MockClusterHandle cluster, int brokerId);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_add")]
    public static partial ErrorCode BrokerAdd(MockClusterHandle cluster, int brokerId);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_decommission")]
    public static partial ErrorCode BrokerDecommission(MockClusterHandle cluster, int brokerId);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void GroupInitialRebalanceDelay(MockClusterHandle cluster, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushRequestErrors(MockClusterHandle cluster, short api, nuint count, int[] errors);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearRequestErrors(MockClusterHandle cluster, short api);
}
