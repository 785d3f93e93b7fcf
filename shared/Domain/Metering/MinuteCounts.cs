using Mothership.Domain.Billing;

namespace Mothership.Domain.Metering;

/// <summary>What a cluster did in one minute; what is null was not measured.</summary>
/// <param name="IngressBytes">Bytes that producers sent in it.</param>
/// <param name="EgressBytes">Bytes that consumers received in it.</param>
/// <param name="StoredBytes">Bytes stored at its end, after replication.</param>
/// <param name="Partitions">Partitions at its end.</param>
public sealed record MinuteCounts(long? IngressBytes, long? EgressBytes, long? StoredBytes, long? Partitions)
{
    /// <summary>The highest figure that is believed: sums over months stay within what a bill takes.</summary>
    public const long Max = 1_000_000_000_000_000_000;

    private const decimal SecondsPerMinute = 60m;

    /// <summary>
    /// Of two accounts of the same minute each figure's higher one: in whatever order, and however often, they come,
    /// the outcome is the same.
    /// </summary>
    public MinuteCounts Or(MinuteCounts other) =>
        new(
            Higher(IngressBytes, other.IngressBytes),
            Higher(EgressBytes, other.EgressBytes),
            Higher(StoredBytes, other.StoredBytes),
            Higher(Partitions, other.Partitions)
        );

    /// <summary>The minute's quantity of a measured meter, in its units.</summary>
    public decimal Of(Meter meter) =>
        meter switch
        {
            Meter.IngressBytes => IngressBytes ?? 0m,
            Meter.EgressBytes => EgressBytes ?? 0m,
            Meter.StorageByteSeconds => (StoredBytes ?? 0m) * SecondsPerMinute,
            Meter.PartitionSeconds => (Partitions ?? 0m) * SecondsPerMinute,
            _ => throw new ArgumentOutOfRangeException(nameof(meter), meter, "It is not measured."),
        };

    private static long? Higher(long? a, long? b) => a > b || b is null ? a : b;
}
