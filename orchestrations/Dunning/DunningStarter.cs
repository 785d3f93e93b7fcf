using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Standing;
using Mothership.Payments.Collecting;

namespace Mothership.Orchestrations.Dunning;

/// <summary>Begins and ends the dunning, as the state of an invoice's payment asks for.</summary>
public sealed class DunningStarter(DunningLadder ladder, IHoldStore holds)
{
    // One that failed or was ended by a person begins anew; one that is under way or has climbed to the top does not.
    private static readonly OrchestrationRuntimeStatus[] Kept =
    [
        .. StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Where(s =>
            s is not (OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
        ),
    ];

    /// <summary>Does what the state asks for; may be repeated.</summary>
    public async Task ReactAsync(DurableTaskClient client, InvoicePayment row, CancellationToken cancellation)
    {
        if (row.Status.IsPayable() && row.FailedAt is { } failedAt)
            await StartAsync(client, row, failedAt, cancellation);
        else if (row.FailedAt is not null && row.Status.IsSettled())
            await EndAsync(client, row, cancellation);
    }

    private async Task StartAsync(
        DurableTaskClient client,
        InvoicePayment row,
        DateTimeOffset failedAt,
        CancellationToken cancellation
    )
    {
        var steps = ladder.Rungs.Select((r, i) => new DunningStep(i + 1, r.Day, r.Action.ToString())).ToList();
        var input = new DunningInput(row.Organization.Value, row.Invoice, failedAt, steps);
        var options = new StartOrchestrationOptions(DunningInput.InstanceIdOf(row.Invoice)).WithDedupeStatuses(Kept);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(DunningOrchestrator.Name, input, options, cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is under way, or over.
        }
    }

    private async Task EndAsync(DurableTaskClient client, InvoicePayment row, CancellationToken cancellation)
    {
        var id = DunningInput.InstanceIdOf(row.Invoice);
        if (await client.GetInstanceAsync(id, cancellation) is { IsCompleted: false })
            await client.RaiseEventAsync(id, DunningInput.Settled, row.Status.ToString(), cancellation);
        if (row.Rung == 0)
            return;
        var scope = SystemScope.For(row.Organization);
        await holds.ReleaseAsync(scope, InvoiceCollector.HoldOf(row.Invoice), cancellation);
        await HoldEnforcement.StartAsync(client, row.Organization, cancellation);
    }
}
