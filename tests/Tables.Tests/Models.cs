using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Mothership.Tables.Tests;

/// <summary>A model with a property of every type that the service stores.</summary>
public sealed class Everything : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public string? Text { get; set; }
    public int Int { get; set; }
    public long Long { get; set; }
    public double Double { get; set; }
    public bool Flag { get; set; }
    public DateTimeOffset Time { get; set; } = DateTimeOffset.UnixEpoch;
    public DateTime Utc { get; set; } = DateTime.UnixEpoch;
    public Guid Id { get; set; }
    public byte[]? Bytes { get; set; }
    public BinaryData? Data { get; set; }
    public DayOfWeek Day { get; set; }
    public int? MaybeInt { get; set; }
    public DateTimeOffset? MaybeTime { get; set; }
    public DayOfWeek? MaybeDay { get; set; }

    [IgnoreDataMember]
    public string? Secret { get; set; }

    [DataMember(Name = "other_name")]
    public string? Renamed { get; set; }

    [DataMember]
    public string? Unnamed { get; set; }

    public string Computed => $"{Text}!";
}

/// <summary>A small model for queries.</summary>
public sealed class Item : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }
    public int Number { get; set; }
    public string? Name { get; set; }
    public bool? Flag { get; set; }
}

/// <summary>A model that has money in it, which the service cannot store.</summary>
public sealed class Priced : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }
    public decimal Price { get; set; }
}

/// <summary>A model that hides the interface's members.</summary>
public sealed class Hidden : ITableEntity
{
    public string Tenant { get; set; } = "";
    public string Number { get; set; } = "";
    private DateTimeOffset? _timestamp;
    private ETag _etag;

    public DateTimeOffset? When() => _timestamp;

    public ETag Version() => _etag;

    string ITableEntity.PartitionKey
    {
        get => Tenant;
        set => Tenant = value;
    }

    string ITableEntity.RowKey
    {
        get => Number;
        set => Number = value;
    }

    DateTimeOffset? ITableEntity.Timestamp
    {
        get => _timestamp;
        set => _timestamp = value;
    }

    ETag ITableEntity.ETag
    {
        get => _etag;
        set => _etag = value;
    }
}
