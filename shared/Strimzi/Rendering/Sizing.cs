using Mothership.Domain.Clusters;

namespace Mothership.Strimzi.Rendering;

/// <summary>Nodes of one sort.</summary>
/// <param name="Replicas">How many.</param>
/// <param name="CpuMilli">Thousandths of a processor, each.</param>
/// <param name="MemoryMi">MiB, each.</param>
/// <param name="StorageGi">GiB of volume, each.</param>
public sealed record NodeSize(int Replicas, int CpuMilli, int MemoryMi, int StorageGi);

/// <summary>What a kind and size of cluster is built of.</summary>
/// <param name="Brokers">Those that hold customers' data.</param>
/// <param name="Controllers">Those that only lead; null where the brokers do that too.</param>
/// <param name="BytesIn">What all clients together may write, bytes per second and broker.</param>
/// <param name="BytesOut">What all clients together may read, bytes per second and broker.</param>
/// <param name="Partitions">The most partitions, replicas not counted.</param>
public sealed record ClusterSize(NodeSize Brokers, NodeSize? Controllers, long BytesIn, long BytesOut, int Partitions)
{
    /// <summary>All its nodes.</summary>
    public int Nodes => Brokers.Replicas + (Controllers?.Replicas ?? 0);
}

/// <summary>The one table from what is sold to what is built.</summary>
public static class Sizing
{
    private const int Quorum = 3;
    private const int Zones = 3;
    private const int ManyBrokers = 30;
    private const long Megabyte = 1_000_000;
    private static readonly NodeSize SmallController = new(Quorum, 500, 2048, 10);
    private static readonly NodeSize LargeController = new(Quorum, 1000, 4096, 20);

    // Small kinds have three nodes that do everything and grow in themselves: a quorum can't be resized. Large ones
    // have a quorum of their own and grow in number.
    private static readonly Dictionary<ClusterKind, Row> Table = new()
    {
        [ClusterKind.Basic] = new(0, new(500, 50), new(2048, 160), new(20, 5), 5, 15, 30),
        [ClusterKind.Standard] = new(0, new(1000, 300), new(4096, 1024), new(100, 50), 25, 75, 250),
        [ClusterKind.Enterprise] = new(2, new(2000, 0), new(8192, 0), new(500, 0), 60, 180, 3000),
        [ClusterKind.Freight] = new(1, new(2000, 0), new(8192, 0), new(2000, 0), 60, 180, 3000),
        [ClusterKind.Dedicated] = new(1, new(4000, 0), new(16384, 0), new(1000, 0), 60, 180, 4500),
    };

    /// <summary>What a cluster is built of.</summary>
    public static ClusterSize Of(ClusterConfig config, bool multiZone)
    {
        var row = Table[config.Kind];
        var brokers = row.UnitsPerBroker == 0 ? Quorum : Brokers(config.Size, row.UnitsPerBroker, multiZone);
        var node = new NodeSize(
            brokers,
            row.Cpu.At(config.Size),
            row.Memory.At(config.Size),
            row.Storage.At(config.Size)
        );
        return new(
            node,
            row.UnitsPerBroker == 0 ? null
                : brokers > ManyBrokers ? LargeController
                : SmallController,
            row.MegabytesIn * Megabyte * config.Size / brokers,
            row.MegabytesOut * Megabyte * config.Size / brokers,
            row.Partitions * config.Size
        );
    }

    // As many in each zone, so that a zone that is lost takes a third.
    private static int Brokers(int units, int perBroker, bool multiZone)
    {
        var enough = Math.Max(Quorum, (units + perBroker - 1) / perBroker);
        return multiZone ? (enough + Zones - 1) / Zones * Zones : enough;
    }

    private sealed record Row(
        int UnitsPerBroker,
        Growing Cpu,
        Growing Memory,
        Growing Storage,
        long MegabytesIn,
        long MegabytesOut,
        int Partitions
    );

    private sealed record Growing(int Base, int PerUnit)
    {
        public int At(int units) => Base + PerUnit * units;
    }
}
