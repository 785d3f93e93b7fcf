using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.Auditing;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Payments;
using Mothership.Domain.Billing;

namespace Mothership.ControlPlane.Audit;

/// <summary>Lets staff have the books audited. Reads only, one organisation after another.</summary>
public sealed class AuditFunctions(Auditor auditor)
{
    /// <summary>
    /// Audits the closed months of all organisations, or of one: the sums are of one month when one is asked for, the
    /// differences of all months up to it.
    /// </summary>
    [Function("GetAudit")]
    public async Task<IActionResult> Audit(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/audit")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var (month, organization) = (query.Optional("month"), query.Optional("organization"));
        if (month is not null && !BillingMonth.TryParse(month, out _))
            query.Wrong("month", "month is a month such as 2027-03.");
        query.ThrowIfAny();
        var audit = new FleetAudit();
        if (organization is not null)
            audit.Add(
                await auditor.AuditAsync(StaffCreditFunctions.OrganizationOf(organization).Value, month, cancellation),
                month
            );
        else
            await foreach (var each in auditor.OrganizationsAsync(cancellation))
                audit.Add(await auditor.AuditAsync(each, month, cancellation), month);
        return Answer.Ok(AuditBody.Of(audit, month), AuditJson.Wire.AuditBody);
    }
}
