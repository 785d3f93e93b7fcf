using Azure.Data.Tables;
using Mothership.Domain;
using Mothership.Domain.Ports;

namespace Mothership.Stores.Rows;

/// <summary>A list within a partition: the rows of a range of keys, perhaps filtered.</summary>
/// <param name="PartitionKey">Where it is.</param>
/// <param name="Prefix">Begins the keys of its rows.</param>
/// <param name="Filter">What else its rows have to be; null for nothing. Also what parts its tokens from those of other
/// lists.</param>
internal sealed record RowList(string PartitionKey, string Prefix, string? Filter = null)
{
    /// <summary>Reads one page of rows, in the order of their keys.</summary>
    /// <exception cref="Domain.Errors.MothershipException">Malformed: the token is none of this list.</exception>
    public async Task<PageOf<TableEntity>> ReadAsync(
        TableClient table,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page.Size, 1, nameof(page));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(page.Size, Limits.MaxPageSize, nameof(page));
        var rows = new List<TableEntity>(page.Size + 1);
        var filter = Range(page.Token is null ? Prefix : PageToken.Read(Name, Prefix, page.Token));
        // One row more than asked for tells whether there is another page.
        await foreach (var row in table.QueryAsync<TableEntity>(filter, page.Size + 1, cancellationToken: cancellation))
        {
            rows.Add(row);
            if (rows.Count > page.Size)
                break;
        }
        if (rows.Count <= page.Size)
            return new(rows, null);
        rows.RemoveAt(page.Size);
        return new(rows, PageToken.Write(Name, rows[^1].RowKey));
    }

    private string Name => $"{PartitionKey}/{Prefix}/{Filter}";

    private string Range(string after)
    {
        var end = RowKeys.EndOf(Prefix);
        var range = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionKey} and RowKey gt {after} and RowKey lt {end}"
        );
        return Filter is null ? range : $"{range} and ({Filter})";
    }
}
