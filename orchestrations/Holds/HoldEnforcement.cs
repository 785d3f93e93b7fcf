using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Standing;

/// <summary>Has an organisation's clusters made to be as its holds say.</summary>
public static class HoldEnforcement
{
    /// <summary>
    /// Starts it; to be called after each change of a hold. Nothing happens while it is under way: it reads the holds
    /// again and again. Should the change come between its last look and its end, the reconcile timer starts it anew.
    /// </summary>
    public static async Task StartAsync(
        DurableTaskClient client,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        // A finished instance is replaced on purpose.
        var options = new StartOrchestrationOptions(InstanceIdOf(organization));
        var input = new EnforceHoldsInput(organization.Value);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                OrchestratorNames.EnforceHolds,
                input,
                options,
                cancellation
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is under way.
        }
    }

    /// <summary>Starts it for every organisation whose clusters may not be as its holds say.</summary>
    public static async Task StartAllAsync(DurableTaskClient client, IHoldStore holds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(holds);
        await foreach (var organization in holds.WatchedAsync(cancellation))
            await StartAsync(client, organization, cancellation);
    }

    /// <summary>The id of the only orchestration that enforces an organisation's holds.</summary>
    public static string InstanceIdOf(OrganizationId organization) => $"holds-{organization}";
}

/// <summary>The input of the enforcement: plain types only, because histories keep it.</summary>
/// <param name="Organization">Its id.</param>
public sealed record EnforceHoldsInput(string Organization);
