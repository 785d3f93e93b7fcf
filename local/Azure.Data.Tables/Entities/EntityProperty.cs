namespace Mothership.Local.Tables.Entities;

/// <summary>One named value of an entity, the keys and the system properties excluded.</summary>
internal readonly record struct EntityProperty(string Name, EdmValue Value);

/// <summary>
/// What precedes the properties when an entity is read; parts that a projection leaves out are null.
/// </summary>
internal readonly record struct EntityHead(
    string? PartitionKey,
    string? RowKey,
    DateTimeOffset? Timestamp,
    string? ETag
);

/// <summary>Names with a meaning of their own.</summary>
internal static class SystemNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";

    /// <summary>Whether the service keeps the value itself, so that a client's value for it is not sent.</summary>
    public static bool IsOwnedByService(string name) =>
        name is PartitionKey or RowKey or Timestamp or ETag || name.StartsWith("odata.", StringComparison.Ordinal);
}
