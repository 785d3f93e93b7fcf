using Mothership.Domain.Ids;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>
/// The holds on organisations. A creation that races with a hold either was there before it, or is refused by it.
/// </summary>
public interface IHoldStore
{
    /// <summary>
    /// Places a hold, or gives one of the same id another level or reason. Repeating it changes nothing.
    /// </summary>
    /// <exception cref="Errors.MothershipException">NotFound: there is no such organisation.</exception>
    /// <exception cref="ArgumentException">The id or the reason is not acceptable.</exception>
    Task PlaceAsync(TenantScope scope, Hold hold, CancellationToken cancellation);

    /// <summary>Takes a hold away. Nothing happens when there is none of this id.</summary>
    Task ReleaseAsync(TenantScope scope, string id, CancellationToken cancellation);

    /// <summary>All holds of an organisation, in the order of their ids.</summary>
    Task<IReadOnlyList<Hold>> ListAsync(TenantScope scope, CancellationToken cancellation);

    /// <summary>
    /// The organisations that have holds, or had some whose end may not have reached all their clusters yet.
    /// </summary>
    IAsyncEnumerable<OrganizationId> WatchedAsync(CancellationToken cancellation);

    /// <summary>
    /// Ends the watching of an organisation that has no holds and whose clusters all run again. Nothing happens when it
    /// has got a hold in between.
    /// </summary>
    Task UnwatchAsync(TenantScope scope, CancellationToken cancellation);
}
