using Mothership.Domain.Ids;
using Mothership.Domain.Metering;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>An hour that has minutes which may not be billed.</summary>
/// <param name="Organization">The owner.</param>
/// <param name="Resource">The cluster.</param>
/// <param name="Start">The hour's first instant.</param>
/// <param name="Token">Of the store.</param>
public sealed record DueHour(OrganizationId Organization, ResourceId Resource, DateTimeOffset Start, string Token);

/// <summary>What clusters did, hour by hour.</summary>
public interface IMeteringStore
{
    /// <summary>Reads an hour; null when nothing is known of it.</summary>
    Task<Stored<MeteredHour>?> FindAsync(
        TenantScope scope,
        ResourceId resource,
        DateTimeOffset start,
        CancellationToken cancellation
    );

    /// <summary>Writes an hour with a minute more, and puts it on the list of those that are due.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="etag">Of the state that it was made from; null when nothing was known.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StaleWriteException">It is not what it was.</exception>
    Task RecordAsync(TenantScope scope, MeteredHour hour, string? etag, CancellationToken cancellation);

    /// <summary>Writes an hour of which more is billed.</summary>
    /// <exception cref="StaleWriteException">It is not what it was.</exception>
    Task SaveAsync(TenantScope scope, MeteredHour hour, string etag, CancellationToken cancellation);

    /// <summary>
    /// The hours that ended, and got their last minute, at or before an instant, and are on the list.
    /// </summary>
    IAsyncEnumerable<DueHour> DueAsync(DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Takes an hour off the list, unless it got a minute since the list was read.</summary>
    Task SettleAsync(TenantScope scope, DueHour due, CancellationToken cancellation);
}
