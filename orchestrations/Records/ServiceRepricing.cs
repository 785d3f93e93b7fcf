using Mothership.Domain;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>Records the prices that have come into force for running services, as for clusters.</summary>
public sealed class ServiceRepricing(
    IServiceStore services,
    ServiceEditor editor,
    BillingOutbox outbox,
    IPriceBook prices,
    TimeProvider time
)
{
    /// <summary>Brings one service's price up to the present.</summary>
    public async Task RunAsync(TenantScope scope, Service service, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (ServiceDecider.Reprice(service, prices, now) is null)
            return;
        await editor.EditAsync(scope, service.Id, s => ServiceDecider.Reprice(s, prices, now), cancellation);
        await outbox.FlushAsync(scope, service.Id, cancellation);
    }

    /// <summary>
    /// Before a month is closed: if other prices have come into force since its first tick, all that is known of the
    /// organisation's services goes into the event table.
    /// </summary>
    public async Task BeforeClosingAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation)
    {
        if (prices.Changes(month.Start.AddTicks(-1), time.GetUtcNow()).Count == 0)
            return;
        string? next = null;
        do
        {
            var page = await services.ListAsync(scope, new(), new(Limits.MaxPageSize, next), cancellation);
            foreach (var service in page.Items)
            {
                await RunAsync(scope, service, cancellation);
                await outbox.FlushAsync(scope, service.Id, cancellation);
            }
            next = page.Next;
        } while (next is not null);
    }
}
