using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>What the present month has come to.</summary>
public sealed class AccrualFunctions(AccrualReader accruals, IEnvironmentStore environments, IPriceBook prices)
{
    /// <summary>The accrual of the organisation, or of one environment.</summary>
    [Function("GetAccrual")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/accrual")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var named = query.Optional("environment");
        query.ThrowIfAny();
        var environment = named is null ? null : await FindAsync(request, named, cancellation);
        var accrual = await BillingReview.GuardAsync(() => accruals.ReadAsync(request.Scope().Tenant, cancellation));
        var shown = environment is { } only ? accrual.Within(only) : accrual;
        return Answer.Ok(AccrualBody.Of(shown, environment, prices.Currency), BillingJson.Wire.AccrualBody);
    }

    private async Task<EnvironmentId?> FindAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var tenant = request.Scope().Tenant;
        var found = await Missing.OrNotFoundAsync(
            "environment",
            id,
            () => environments.FindAsync(tenant, new(id), cancellation)
        );
        return found.Value.Id;
    }
}
