using Mothership.Domain.Billing;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>The event table: append-only, each event once.</summary>
public interface IBillingEventStore
{
    /// <summary>Appends an event; one whose id is there already changes nothing.</summary>
    /// <exception cref="InvalidOperationException">An event of the same id says something else.</exception>
    Task AppendAsync(TenantScope scope, BillingEvent billed, CancellationToken cancellation);

    /// <summary>
    /// Appends events of one organisation in few transactions; those whose ids are there already change nothing. When
    /// it fails, some may be there and others not: repeat it.
    /// </summary>
    /// <exception cref="InvalidOperationException">An event of the same id says something else.</exception>
    Task AppendManyAsync(TenantScope scope, IReadOnlyCollection<BillingEvent> events, CancellationToken cancellation);
}
