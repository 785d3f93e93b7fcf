using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Ports;

/// <summary>
/// What is reserved on the pools of regions: the fleet's, not a tenant's. A region's book and the reservations that it
/// sums up change in one transaction.
/// </summary>
public interface IReservationStore
{
    /// <summary>What is reserved in a region, all together.</summary>
    Task<PlacementBook> BookAsync(RegionId region, CancellationToken cancellation);

    /// <summary>Reads one reservation; null when there is none.</summary>
    Task<Stored<Reservation>?> FindAsync(RegionId region, ClusterId cluster, CancellationToken cancellation);

    /// <summary>Reservations of a region, in the order of their clusters' ids.</summary>
    /// <param name="region">The region.</param>
    /// <param name="after">Begins after this cluster; null begins with the first.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<Stored<Reservation>> InRegionAsync(
        RegionId region,
        ClusterId? after,
        CancellationToken cancellation
    );

    /// <summary>
    /// Writes what a decision makes of a region's book and of a cluster's reservation, on the condition that both are
    /// what was decided on; decides anew after each lost race.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="cluster">Whose reservation it is.</param>
    /// <param name="decide">Pure; may be asked several times. Gets the book and the reservation as they are.</param>
    /// <param name="cancellation">Stops waiting; what was begun may be written all the same.</param>
    /// <returns>What was decided, with the reservation's new tag; null as a tag when there is none.</returns>
    /// <exception cref="Errors.MothershipException">Unavailable: every attempt lost a race.</exception>
    Task<ReservationOutcome> ChangeAsync(
        RegionId region,
        ClusterId cluster,
        Func<PlacementBook, Stored<Reservation>?, PlacementChange> decide,
        CancellationToken cancellation
    );
}

/// <summary>What has become of a reservation.</summary>
/// <param name="Change">The decision.</param>
/// <param name="Before">The reservation that was decided on.</param>
/// <param name="ETag">Of the reservation as it is now; null when there is none.</param>
public sealed record ReservationOutcome(PlacementChange Change, Reservation? Before, string? ETag);
