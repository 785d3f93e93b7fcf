using Mothership.Domain.Errors;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Standing;

namespace Mothership.ControlPlane.Clusters;

/// <summary>
/// Gives a request that a spend cap refuses a second chance, after what was reserved too much is given back. So a
/// refusal goes by what was really spent, and all others are spared the reading.
/// </summary>
public sealed class SpendRoom(SpendSettlement settlement)
{
    internal async Task<T> RunAsync<T>(TenantScope tenant, Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (MothershipException refused) when (SpendCapCodes.IsReached(refused))
        {
            await settlement.SettleAsync(tenant, cancellation);
            return await work();
        }
    }
}
