using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Records;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>
/// Closes one organisation's month, and the ones before it that are still open. May run any number of times.
/// </summary>
public sealed class CloseOrganization(
    MonthCloser closer,
    ClusterRepricing repricing,
    ServiceRepricing services,
    ILogger<CloseOrganization> logger
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CloseOrganization))]
    public async Task<CloseResult> RunAsync(
        [ActivityTrigger] CloseOrganizationInput input,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(new OrganizationId(input.Organization));
        var month = BillingMonth.Parse(input.Month);
        await repricing.BeforeClosingAsync(scope, month, cancellation);
        await services.BeforeClosingAsync(scope, month, cancellation);
        var outcome = await closer.CloseAsync(scope, month, cancellation);
        if (outcome.Result == CloseResult.Parked)
            logger.LogError(
                "{Month} of organisation {Organization} is parked and needs a person: {Reason}",
                outcome.Month,
                scope.Organization,
                outcome.Reason
            );
        return outcome.Result;
    }
}
