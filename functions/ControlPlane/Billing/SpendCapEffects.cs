using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.ControlPlane.Http;
using Mothership.Orchestrations.Spending;
using Mothership.Orchestrations.Standing;

namespace Mothership.ControlPlane.Billing;

/// <summary>
/// Lets the change of a cap take effect at once. Only saves its customer the wait: what fails here, the timer does
/// within a minute.
/// </summary>
public sealed class SpendCapEffects(SpendChecker checker, ILogger<SpendCapEffects> logger)
{
    internal async Task ApplyAsync(HttpRequest request, DurableTaskClient durable, CancellationToken cancellation)
    {
        var tenant = request.Scope().Tenant;
        try
        {
            if (await checker.CheckAsync(tenant, cancellation))
                await HoldEnforcement.StartAsync(durable, tenant.Organization, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "The caps of {Organization} take effect a little later", tenant.Organization);
        }
    }
}
