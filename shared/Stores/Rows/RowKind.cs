using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Rows;

/// <summary>How the records of a kind become rows, and rows records.</summary>
internal sealed record RowKind<T>(string Name, JsonTypeInfo<T> Json)
    where T : class
{
    // A text column holds 32 Ki characters. Reaching that means that a record grows without bound, which is a mistake
    // to find early.
    private const int MaxDataLength = 30_000;

    /// <summary>The version of the shape that this code writes; it reads all up to it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Makes data of an earlier version's shape, which is given with it, data of this one's.</summary>
    public Func<int, string, string>? Upgrade { get; init; }

    /// <summary>Begins the row keys of this kind, and of no other.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The row key of a record.</summary>
    public required Func<T, string> KeyOf { get; init; }

    /// <summary>The organisation that a record says it belongs to.</summary>
    public required Func<T, OrganizationId> OwnerOf { get; init; }

    /// <summary>Adds what lists filter by.</summary>
    public Action<T, TableEntity>? AddColumns { get; init; }

    /// <summary>Puts in what is kept in columns alone.</summary>
    public Func<TableEntity, T, T>? ReadColumns { get; init; }

    /// <summary>The row of a tenant's record.</summary>
    public TableEntity ToRow(TenantScope scope, T value)
    {
        EnsureOwner(scope, value);
        return ToRow(scope.Organization.Value, KeyOf(value), value);
    }

    public TableEntity ToRow(string partitionKey, string rowKey, T value)
    {
        var data = JsonSerializer.Serialize(value, Json);
        if (data.Length > MaxDataLength)
            throw new InvalidOperationException($"{Name} {rowKey} has {data.Length} characters, too many for a row.");
        var row = new TableEntity(partitionKey, rowKey) { [Columns.Data] = data, [Columns.Version] = Version };
        AddColumns?.Invoke(value, row);
        return row;
    }

    /// <summary>A tenant's record, checked to be that tenant's.</summary>
    public Stored<T> FromRow(TenantScope scope, TableEntity row)
    {
        var value = FromRow(row);
        EnsureOwner(scope, value);
        return new(value, row.ETag.ToString());
    }

    public T FromRow(TableEntity row)
    {
        var version = row.GetInt32(Columns.Version) ?? throw Unreadable(row, "it has no version");
        if (version > Version)
            throw Unreadable(row, $"its shape is version {version}, and this program knows {Version} at most");
        var data = row.GetString(Columns.Data) ?? throw Unreadable(row, "it has no data");
        if (version < Version)
            data = (Upgrade ?? throw Unreadable(row, $"nothing reads version {version}"))(version, data);
        var value = JsonSerializer.Deserialize(data, Json) ?? throw Unreadable(row, "its data is null");
        return ReadColumns is null ? value : ReadColumns(row, value);
    }

    private void EnsureOwner(TenantScope scope, T value)
    {
        var owner = OwnerOf(value);
        if (owner != scope.Organization)
            throw new InvalidOperationException(
                $"{Name} {KeyOf(value)} belongs to {owner}, not to {scope.Organization}."
            );
    }

    private InvalidOperationException Unreadable(TableEntity row, string why) =>
        new($"{Name} {row.PartitionKey}/{row.RowKey} can't be read: {why}.");
}
