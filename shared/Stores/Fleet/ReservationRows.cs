using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Fleet;

/// <summary>Books and reservations as rows: a region is a partition, a reservation's key its cluster's id.</summary>
internal static class ReservationRows
{
    private const string BookKey = "book~";
    private const string Prefix = "lkc-";

    private static RowKind<PlacementBook> Books { get; } =
        new("Placement book", RowJson.Default.PlacementBook) { KeyOf = _ => BookKey, OwnerOf = _ => default };

    private static RowKind<Reservation> Kind { get; } =
        new("Reservation", RowJson.Default.Reservation)
        {
            Prefix = Prefix,
            KeyOf = r => r.Cluster.Value,
            OwnerOf = r => r.Organization,
        };

    /// <summary>A region's book, with its tag; null as a tag when there is none yet.</summary>
    public static async Task<(PlacementBook Book, string? ETag)> BookAsync(
        TableClient table,
        RegionId region,
        CancellationToken cancellation
    ) =>
        await table.FindAsync(region.Key, BookKey, cancellation) is { } row
            ? (Books.FromRow(row), row.ETag.ToString())
            : (PlacementBook.Empty, null);

    /// <summary>Writes a book over the one that was read.</summary>
    public static TableTransactionAction Write(RegionId region, PlacementBook book, string? etag)
    {
        var row = Books.ToRow(region.Key, BookKey, book);
        return etag is null
            ? ResourceTable.Add(row)
            : new(TableTransactionActionType.UpdateReplace, row, new ETag(etag));
    }

    public static TableEntity ToRow(Reservation reservation) =>
        Kind.ToRow(reservation.Region.Key, reservation.Cluster.Value, reservation);

    public static async Task<Stored<Reservation>?> FindAsync(
        TableClient table,
        RegionId region,
        ClusterId cluster,
        CancellationToken cancellation
    ) =>
        await table.FindAsync(region.Key, cluster.Value, cancellation) is { } row
            ? new(Kind.FromRow(row), row.ETag.ToString())
            : null;

    public static async IAsyncEnumerable<Stored<Reservation>> ListAsync(
        TableClient table,
        RegionId region,
        ClusterId? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (key, last, end) = (region.Key, after?.Value ?? Prefix, RowKeys.EndOf(Prefix));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey gt {last} and RowKey lt {end}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return new(Kind.FromRow(row), row.ETag.ToString());
    }
}
