using Mothership.Domain.Billing;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>Reads what the present month has come to.</summary>
public sealed class AccrualReader(RatingInputs inputs, TimeProvider clock)
{
    /// <summary>The accrual of the organisation at this instant.</summary>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public async Task<Accrual> ReadAsync(TenantScope scope, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        return Accrual.Of(await inputs.LoadPresentAsync(scope, now, cancellation), now);
    }
}
