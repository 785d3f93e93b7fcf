#nullable disable
namespace Azure.Data.Tables;

/// <summary>What every entity has: its two keys, the time of its last write and the tag of its version.</summary>
public interface ITableEntity
{
    /// <summary>
    /// The partition that the entity is in: up to 1 KiB of UTF-16, without / \ # ? and control characters.
    /// </summary>
    string PartitionKey { get; set; }

    /// <summary>The entity's key within its partition; the same limits.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote the entity. Set by the service; ignored when sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of the entity, to be given back on a conditional write.</summary>
    ETag ETag { get; set; }
}
