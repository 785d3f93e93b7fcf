using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Standing;

namespace Mothership.Orchestrations.Spending;

/// <summary>Checks one organisation's spending, and has its holds enforced when they have changed.</summary>
public sealed class CheckOrganizationSpend(SpendChecker checker)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CheckOrganizationSpend))]
    public async Task RunAsync(
        [ActivityTrigger] CheckSpendInput input,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var organization = new OrganizationId(input.Organization!);
        if (await checker.CheckAsync(SystemScope.For(organization), cancellation))
            await HoldEnforcement.StartAsync(client, organization, cancellation);
    }
}
