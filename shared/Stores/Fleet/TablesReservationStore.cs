using System.Collections.Concurrent;
using Azure.Data.Tables;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Fleet;

/// <summary>Reservations in Azure Tables.</summary>
internal sealed class TablesReservationStore(TableClient table, RaceRetry retry) : IReservationStore
{
    private readonly ConcurrentDictionary<RegionId, ReservationQueue> _queues = new();

    public async Task<PlacementBook> BookAsync(RegionId region, CancellationToken cancellation) =>
        (await ReservationRows.BookAsync(table, region, cancellation)).Book;

    public Task<Stored<Reservation>?> FindAsync(RegionId region, ClusterId cluster, CancellationToken cancellation) =>
        ReservationRows.FindAsync(table, region, cluster, cancellation);

    public IAsyncEnumerable<Stored<Reservation>> InRegionAsync(
        RegionId region,
        ClusterId? after,
        CancellationToken cancellation
    ) => ReservationRows.ListAsync(table, region, after, cancellation);

    public Task<ReservationOutcome> ChangeAsync(
        RegionId region,
        ClusterId cluster,
        Func<PlacementBook, Stored<Reservation>?, PlacementChange> decide,
        CancellationToken cancellation
    ) =>
        _queues
            .GetOrAdd(region, id => new ReservationQueue(table, retry, id))
            .RunAsync(new PendingReservation(cluster, decide), cancellation);
}
