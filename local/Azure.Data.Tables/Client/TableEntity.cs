#nullable disable
using System.Globalization;
using Mothership.Local.Tables.Entities;

namespace Azure.Data.Tables;

/// <summary>An entity with any properties, kept as a dictionary.</summary>
public sealed partial class TableEntity : ITableEntity
{
    private readonly Dictionary<string, object> _properties;

    /// <summary>An empty entity.</summary>
    public TableEntity() => _properties = [];

    /// <summary>An entity with its keys.</summary>
    public TableEntity(string partitionKey, string rowKey)
    {
        _properties = [];
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>An entity with a copy of these values.</summary>
    public TableEntity(IDictionary<string, object> values) => _properties = values is null ? [] : new(values);

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(SystemNames.PartitionKey);
        set => _properties[SystemNames.PartitionKey] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(SystemNames.RowKey);
        set => _properties[SystemNames.RowKey] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(SystemNames.Timestamp);
        set => _properties[SystemNames.Timestamp] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => new(GetString(SystemNames.ETag));
        set => _properties[SystemNames.ETag] = value.ToString();
    }

    /// <summary>A text property; null when absent.</summary>
    /// <exception cref="InvalidOperationException">The property is of another type; so for all typed
    /// getters.</exception>
    public string GetString(string key) => (string)Get(key, typeof(string));

    /// <summary>A binary property; null when absent.</summary>
    public BinaryData GetBinaryData(string key) =>
        Find(key) switch
        {
            byte[] bytes => new BinaryData(bytes),
            _ => (BinaryData)Get(key, typeof(BinaryData)),
        };

    /// <summary>A binary property; null when absent.</summary>
    public byte[] GetBinary(string key) => (byte[])Get(key, typeof(byte[]));

    /// <summary>A boolean property; null when absent.</summary>
    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool?));

    /// <summary>A time property, in UTC; null when absent.</summary>
    public DateTime? GetDateTime(string key) =>
        Find(key) is DateTimeOffset time ? time.UtcDateTime : (DateTime?)Get(key, typeof(DateTime?));

    /// <summary>A time property; null when absent.</summary>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        Find(key) is DateTime time ? new DateTimeOffset(time) : (DateTimeOffset?)Get(key, typeof(DateTimeOffset?));

    /// <summary>A double property; null when absent.</summary>
    public double? GetDouble(string key) => (double?)Get(key, typeof(double?));

    /// <summary>A GUID property; null when absent.</summary>
    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid?));

    /// <summary>A 32 bit property; null when absent.</summary>
    public int? GetInt32(string key) => (int?)Get(key, typeof(int?));

    /// <summary>A 64 bit property; null when absent.</summary>
    public long? GetInt64(string key) => (long?)Get(key, typeof(long?));

    private object Find(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _properties.TryGetValue(key, out var value) ? value : null;
    }

    private object Get(string key, Type type)
    {
        var value = Find(key);
        if (value is null || type.IsInstanceOfType(value))
            return value;
        throw new InvalidOperationException($"Cannot return {type} type for a {value.GetType()} typed property.");
    }

    private void Set(string key, object value)
    {
        var existing = Find(key);
        _properties[key] = existing is null || value is null ? value : Coerce(existing, value);
    }

    // An int literal assigned to a long or double property keeps the property's type, as in the official client.
    private static object Coerce(object existing, object value) =>
        (existing, value) switch
        {
            (double, int x) => (double)x,
            (long, int x) => (long)x,
            (string, DateTime x) => x.ToString(CultureInfo.CurrentCulture),
            (string, DateTimeOffset x) => x.ToString(CultureInfo.CurrentCulture),
            _ => value,
        };
}
