namespace Mothership.DataPlane.Records;

/// <summary>A record that is to be produced.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Partition">Which partition; null: the key decides, or nobody.</param>
/// <param name="Key">Null when it has none.</param>
/// <param name="Value">Null when it has none.</param>
/// <param name="Headers">In order.</param>
/// <param name="Timestamp">Null: now.</param>
public sealed record NewRecord(
    string Topic,
    int? Partition,
    byte[]? Key,
    byte[]? Value,
    IReadOnlyList<KeyValuePair<string, byte[]?>> Headers,
    DateTimeOffset? Timestamp
);

/// <summary>Where a record went.</summary>
public sealed record ProducedRecord(int Partition, long Offset, DateTimeOffset? Timestamp);

/// <summary>Produces records to clusters.</summary>
public interface IRecordDesk
{
    /// <summary>Produces one; returns when all replicas in sync have it.</summary>
    /// <exception cref="DataPlaneException">It was not taken.</exception>
    Task<ProducedRecord> ProduceAsync(DataPlaneCluster cluster, NewRecord record, CancellationToken cancellation);
}
