using Microsoft.Extensions.Options;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Placing;

/// <summary>
/// Reserves room for clusters before they are written, and gives it back after they are gone. Every call may be
/// repeated; what a crash leaves in between is settled by the sweep.
/// </summary>
public sealed class Placer(
    IReservationStore reservations,
    IRegionStore regions,
    IClusterStore clusters,
    IOptions<PlacingOptions> options,
    TimeProvider time
)
{
    private int Headroom => options.Value.HeadroomPercent;

    /// <summary>Reserves room for a new cluster.</summary>
    /// <exception cref="MothershipException">Conflict, <c>region_full</c>: there is none.</exception>
    public Task<PlacementClaim> PlaceAsync(RegionStatus region, Cluster cluster, CancellationToken cancellation) =>
        ClaimAsync(
            region,
            cluster,
            (book, held) => Reservations.Place(region, book, held, cluster, Headroom, time.GetUtcNow()),
            cancellation
        );

    /// <summary>Reserves what a cluster needs more. There is nothing to do when it needs no more than it has.</summary>
    /// <param name="before">The cluster as it is.</param>
    /// <param name="cluster">The cluster as it would be written.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null when there was nothing to do.</returns>
    /// <exception cref="MothershipException">Conflict, <c>region_full</c>: there is no room.</exception>
    public async Task<PlacementClaim?> GrowAsync(Cluster before, Cluster cluster, CancellationToken cancellation)
    {
        if (Reservations.UnitsOf(cluster) <= Reservations.UnitsOf(before))
            return null;
        if (await regions.FindAsync(cluster.Region, cancellation) is not { } region)
            return null;
        return await ClaimAsync(
            region,
            cluster,
            (book, held) => Reservations.Grow(region, book, held, cluster, time.GetUtcNow()),
            cancellation
        );
    }

    /// <summary>
    /// Gives back what a claim took, unless somebody has claimed the same in between: after the write that it was made
    /// for has been refused.
    /// </summary>
    public Task WithdrawAsync(PlacementClaim claim, CancellationToken cancellation) =>
        reservations.ChangeAsync(
            claim.Region,
            claim.Cluster,
            (book, held) =>
                held is not null && held.ETag == claim.ETag
                    ? Reservations.Withdraw(book, held.Value, claim.Before)
                    : new(book, held?.Value),
            cancellation
        );

    /// <summary>
    /// Makes the write that a claim was made for, and withdraws the claim when the write is refused. When it is not
    /// known what has become of it, the claim stays for the sweep.
    /// </summary>
    public async Task<T> HoldAsync<T>(PlacementClaim? claim, Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception e) when (claim is not null && e is MothershipException or StaleWriteException)
        {
            await WithdrawAsync(claim!, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Refuses what would be refused; changes nothing.</summary>
    /// <param name="region">The region; null when it is not known, which refuses nothing.</param>
    /// <param name="before">The cluster as it is; null for a new one.</param>
    /// <param name="cluster">The cluster as it would be written.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MothershipException">Conflict, <c>region_full</c>.</exception>
    public async Task CheckAsync(RegionStatus? region, Cluster? before, Cluster cluster, CancellationToken cancellation)
    {
        if (region is null || (before is not null && Reservations.UnitsOf(cluster) <= Reservations.UnitsOf(before)))
            return;
        var book = await reservations.BookAsync(region.Id, cancellation);
        var held = await reservations.FindAsync(region.Id, cluster.Id, cancellation);
        var change = before is null
            ? Reservations.Place(region, book, held?.Value, cluster, Headroom, time.GetUtcNow())
            : Reservations.Grow(region, book, held?.Value, cluster, time.GetUtcNow());
        if (change.Refusal is { } refusal)
            throw await RefusalAsync(region, cluster, refusal, cancellation);
    }

    /// <summary>Places a cluster elsewhere in its region, after its region has found its pool full.</summary>
    /// <returns>The new reservation; null when there is no room elsewhere.</returns>
    public async Task<Reservation?> MoveAsync(Cluster cluster, string cause, CancellationToken cancellation)
    {
        if (await regions.FindAsync(cluster.Region, cancellation) is not { } region)
            return null;
        var outcome = await reservations.ChangeAsync(
            cluster.Region,
            cluster.Id,
            (book, held) => Reservations.Move(region, book, held?.Value, cluster, Headroom, cause, time.GetUtcNow()),
            cancellation
        );
        return outcome.Change.Refusal is null ? outcome.Change.Reservation : null;
    }

    /// <summary>Notes that a region has found a cluster's pool full.</summary>
    public Task FillAsync(Cluster cluster, CancellationToken cancellation) =>
        reservations.ChangeAsync(
            cluster.Region,
            cluster.Id,
            (book, held) => Reservations.Fill(book, held?.Value, cluster, time.GetUtcNow()),
            cancellation
        );

    /// <summary>Brings what is reserved for a cluster to what it needs now.</summary>
    public async Task SettleAsync(TenantScope scope, RegionId region, ClusterId id, CancellationToken cancellation)
    {
        var held = await reservations.FindAsync(region, id, cancellation);
        await SettleAsync(scope, region, id, held, cancellation);
    }

    /// <summary>The same, from a reservation that was read before; null when there was none.</summary>
    public async Task SettleAsync(
        TenantScope scope,
        RegionId region,
        ClusterId id,
        Stored<Reservation>? held,
        CancellationToken cancellation
    )
    {
        // After the reservation: so a claim that was made for a state that is not seen yet is known to be one.
        var cluster = (await clusters.FindAsync(scope, id, cancellation))?.Value;
        if (Reservations.IsSettled(held?.Value, cluster, time.GetUtcNow()))
            return;
        await reservations.ChangeAsync(
            region,
            id,
            (book, present) =>
                present?.ETag == held?.ETag
                    ? Reservations.Settle(book, present?.Value, cluster, time.GetUtcNow())
                    : new(book, present?.Value),
            cancellation
        );
    }

    /// <summary>Gives back all that is reserved for a cluster that is gone, or has failed to come about.</summary>
    public Task ReleaseAsync(Cluster cluster, CancellationToken cancellation) =>
        reservations.ChangeAsync(
            cluster.Region,
            cluster.Id,
            (book, held) => Reservations.Release(book, held?.Value),
            cancellation
        );

    private async Task<PlacementClaim> ClaimAsync(
        RegionStatus region,
        Cluster cluster,
        Func<PlacementBook, Reservation?, PlacementChange> decide,
        CancellationToken cancellation
    )
    {
        var outcome = await reservations.ChangeAsync(
            region.Id,
            cluster.Id,
            (book, held) => decide(book, held?.Value),
            cancellation
        );
        if (outcome.Change.Refusal is { } refusal)
            throw await RefusalAsync(region, cluster, refusal, cancellation);
        var made = outcome.Change.Reservation!;
        return new(region.Id, cluster.Id, made.Pool, outcome.ETag!, outcome.Before);
    }

    private async Task<Exception> RefusalAsync(
        RegionStatus region,
        Cluster cluster,
        IReadOnlyList<PoolVerdict> refusal,
        CancellationToken cancellation
    )
    {
        var rooms = new List<RegionRoom>();
        foreach (var other in await regions.ListAsync(cancellation))
        {
            var book = await reservations.BookAsync(other.Id, cancellation);
            rooms.Add(new(other, Placement.LargestFit(other, book, Headroom)));
        }
        return RegionFull.Of(region, cluster, refusal, rooms, time.GetUtcNow());
    }
}

/// <summary>Room that was reserved for something that is about to be written.</summary>
/// <param name="Region">The region.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Pool">The pool; empty where the region has no choice.</param>
/// <param name="ETag">Of the reservation with the claim.</param>
/// <param name="Before">The reservation before the claim.</param>
public sealed record PlacementClaim(RegionId Region, ClusterId Cluster, string Pool, string ETag, Reservation? Before);
