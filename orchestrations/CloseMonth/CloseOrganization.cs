using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>
/// Closes one organisation's month, and the ones before it that are still open. May run any number of times.
/// </summary>
public sealed class CloseOrganization(MonthCloser closer, ILogger<CloseOrganization> logger)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CloseOrganization))]
    public async Task<CloseResult> RunAsync(
        [ActivityTrigger] CloseOrganizationInput input,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(new OrganizationId(input.Organization));
        var outcome = await closer.CloseAsync(scope, BillingMonth.Parse(input.Month), cancellation);
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
