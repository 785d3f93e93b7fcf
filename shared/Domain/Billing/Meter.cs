using System.Collections.Frozen;

namespace Mothership.Domain.Billing;

/// <summary>What is metered. The first group is rated from price events, the second from usage events.</summary>
public enum Meter
{
    /// <summary>Seconds of a cluster at its kind and size.</summary>
    ClusterSeconds,

    /// <summary>Seconds of a connector's tasks.</summary>
    ConnectTaskSeconds,

    /// <summary>Seconds of something else that an installation sells, such as a Schema Registry.</summary>
    AddOnSeconds,

    /// <summary>Bytes that producers sent.</summary>
    IngressBytes,

    /// <summary>Bytes that consumers received.</summary>
    EgressBytes,

    /// <summary>Bytes stored, after replication, times the seconds that they were.</summary>
    StorageByteSeconds,

    /// <summary>Partitions times the seconds that there were so many.</summary>
    PartitionSeconds,
}

/// <summary>What there is to know about the meters.</summary>
public static class Meters
{
    /// <summary>2^30.</summary>
    public const decimal Gibibyte = 1_073_741_824m;

    private static readonly FrozenDictionary<Meter, string> Names = new Dictionary<Meter, string>
    {
        [Meter.ClusterSeconds] = "cluster_seconds",
        [Meter.ConnectTaskSeconds] = "connect_task_seconds",
        [Meter.AddOnSeconds] = "add_on_seconds",
        [Meter.IngressBytes] = "ingress_bytes",
        [Meter.EgressBytes] = "egress_bytes",
        [Meter.StorageByteSeconds] = "storage_byte_seconds",
        [Meter.PartitionSeconds] = "partition_seconds",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Meter> ByName = Names.ToFrozenDictionary(n => n.Value, n => n.Key);

    /// <summary>The name in documents and on the wire, such as <c>ingress_bytes</c>.</summary>
    public static string NameOf(Meter meter) => Names[meter];

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string? name, out Meter meter) => ByName.TryGetValue(name ?? "", out meter);

    /// <summary>Reads a name that this program wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Meter Parse(string name) =>
        TryParse(name, out var meter) ? meter : throw new FormatException($"'{name}' is not a meter.");

    /// <summary>Whether the quantity is measured and reported, not derived from how long a price held.</summary>
    public static bool IsMeasured(this Meter meter) => meter >= Meter.IngressBytes;

    /// <summary>
    /// How many units of a measured meter its price is for: prices of bytes are for a GiB, of byte-seconds for a GiB
    /// over an hour, of partition-seconds for a partition over an hour.
    /// </summary>
    public static decimal PricedUnits(this Meter meter) =>
        meter switch
        {
            Meter.IngressBytes or Meter.EgressBytes => Gibibyte,
            Meter.StorageByteSeconds => Gibibyte * 3600m,
            Meter.PartitionSeconds => 3600m,
            _ => 1m,
        };

    /// <summary>The unit of <see cref="PricedUnits"/> in words, such as <c>GiB-hour</c>.</summary>
    public static string UnitName(this Meter meter) =>
        meter switch
        {
            Meter.IngressBytes or Meter.EgressBytes => "GiB",
            Meter.StorageByteSeconds => "GiB-hour",
            Meter.PartitionSeconds => "partition-hour",
            _ => "Second",
        };
}
