using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Rows;

/// <summary>The rows of a kind in the Resources table, reached through a scope only.</summary>
internal sealed class TenantRows<T>(TableClient table, RowKind<T> kind)
    where T : class
{
    /// <summary>Reads one: a point read.</summary>
    public async Task<Stored<T>?> FindAsync(TenantScope scope, string rowKey, CancellationToken cancellation)
    {
        var row = await table.FindAsync(scope.Organization.Value, rowKey, cancellation);
        return row is null ? null : kind.FromRow(scope, row);
    }

    /// <summary>Reads one page, in the order of their ids.</summary>
    public async Task<PageOf<T>> ListAsync(
        TenantScope scope,
        string? filter,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var list = new RowList(scope.Organization.Value, kind.Prefix, filter);
        var rows = await list.ReadAsync(table, page, cancellation);
        return new([.. rows.Items.Select(row => kind.FromRow(scope, row).Value)], rows.Next);
    }

    /// <summary>Writes one over the state that was read; columns that only transactions write stay.</summary>
    /// <exception cref="StaleWriteException">It is not what it was, or gone.</exception>
    public async Task<Stored<T>> UpdateAsync(TenantScope scope, T value, string etag, CancellationToken cancellation)
    {
        var row = kind.ToRow(scope, value);
        try
        {
            var response = await table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Merge, cancellation);
            return new(value, response.NewETag());
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            throw new StaleWriteException($"{kind.Name} {row.RowKey}", failure);
        }
    }
}
