using System.Text;
using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// The service's limits. Sizes count as the service counts them: UTF-16 for text, 1 MiB an entity, 4 MiB a batch.
/// </summary>
internal static class EntityRules
{
    public const int MaxBatch = 100;
    public const int MaxPage = 1000;
    private const int MaxBatchBytes = 4 * 1024 * 1024;
    private const int MaxEntityBytes = 1024 * 1024;
    private const int MaxKeyChars = 512;
    private const int MaxProperties = 252;
    private const int MaxNameChars = 255;
    private const int MaxTextChars = 32 * 1024;
    private const int MaxBinaryBytes = 64 * 1024;
    private static readonly long EarliestTicks = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static TableError? OfTableName(string name)
    {
        if (name.Length is < 3 or > 63)
            return TableError.NameLength;
        var isValid = char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);
        return isValid && !name.Equals("tables", StringComparison.OrdinalIgnoreCase)
            ? null
            : TableError.InvalidResourceName;
    }

    public static TableError? OfWrite(EntityWrite write) =>
        OfKey(write.Key.PartitionKey)
        ?? OfKey(write.Key.RowKey)
        ?? (write.Kind == TableTransactionActionType.Delete ? null : OfProperties(write.Key, write.Properties));

    /// <summary>What the service would refuse in a batch, with the index of the action that it would name.</summary>
    public static (TableError Error, int Index)? OfBatch(IReadOnlyList<EntityWrite> writes)
    {
        if (writes.Count > MaxBatch)
            return (TableError.TooManyActions, MaxBatch - 1);
        var rows = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < writes.Count; i++)
        {
            if (writes[i].Key.PartitionKey != writes[0].Key.PartitionKey)
                return (TableError.DifferentPartitions, i);
            if (!rows.Add(writes[i].Key.RowKey))
                return (TableError.DuplicateRow, i);
            if (OfWrite(writes[i]) is { } error)
                return (error, i);
        }
        return null;
    }

    /// <summary>Whether the batch fits into a request, by the size of its JSON as it would be sent.</summary>
    public static bool FitsRequest(IReadOnlyList<EntityWrite> writes) =>
        writes.Sum(w => 500L + w.Properties.Sum(WireSize)) <= MaxBatchBytes;

    /// <summary>Checks an entity as it would be after a merge.</summary>
    public static TableError? OfProperties(EntityKey key, List<EntityProperty> properties)
    {
        if (properties.Count > MaxProperties)
            return TableError.TooManyProperties;
        var size = 4L + (2 * (key.PartitionKey.Length + key.RowKey.Length));
        foreach (var property in properties)
        {
            if ((OfName(property.Name) ?? OfValue(property.Value)) is { } error)
                return error;
            size += 8 + (2 * property.Name.Length) + SizeOf(property.Value);
        }
        return size > MaxEntityBytes ? TableError.EntityTooLarge : null;
    }

    private static TableError? OfKey(string key)
    {
        if (key.Length > MaxKeyChars)
            return TableError.KeyTooLarge;
        foreach (var c in key)
        {
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
                return TableError.KeyCharacters;
        }
        return null;
    }

    private static TableError? OfName(string name)
    {
        if (name.Length > MaxNameChars)
            return TableError.PropertyNameTooLong;
        var isIdentifier = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_');
        return isIdentifier && name.All(c => char.IsLetterOrDigit(c) || c == '_')
            ? null
            : TableError.PropertyNameInvalid;
    }

    private static TableError? OfValue(in EdmValue value) =>
        value.Type switch
        {
            EdmType.String when value.AsString().Length > MaxTextChars => TableError.PropertyValueTooLarge,
            EdmType.Binary when value.AsBinary().Length > MaxBinaryBytes => TableError.PropertyValueTooLarge,
            EdmType.DateTime when value.AsTicks() < EarliestTicks => TableError.OutOfRange,
            _ => null,
        };

    private static int SizeOf(in EdmValue value) =>
        value.Type switch
        {
            EdmType.String => 4 + (2 * value.AsString().Length),
            EdmType.Binary => 4 + value.AsBinary().Length,
            EdmType.Guid => 16,
            EdmType.Int32 => 4,
            EdmType.Boolean => 1,
            _ => 8,
        };

    private static long WireSize(EntityProperty property) =>
        property.Name.Length
        + 6L
        + property.Value.Type switch
        {
            EdmType.String => Encoding.UTF8.GetByteCount(property.Value.AsString()),
            EdmType.Binary => property.Value.AsBinary().Length * 4L / 3,
            _ => 36,
        };
}
