using Mothership.Domain.Billing;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>The event table: append-only, each event once.</summary>
public interface IBillingEventStore
{
    /// <summary>Appends an event; one whose id is there already changes nothing.</summary>
    /// <exception cref="InvalidOperationException">An event of the same id says something else.</exception>
    Task AppendAsync(TenantScope scope, BillingEvent billed, CancellationToken cancellation);
}
