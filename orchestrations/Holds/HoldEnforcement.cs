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
    /// Starts it; to be called after each change of a hold. One that is under way may have read the holds for the last
    /// time, so another then runs beside it: both make the clusters be the same. Should both be about to end, the
    /// reconcile timer starts it anew.
    /// </summary>
    public static async Task StartAsync(
        DurableTaskClient client,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        var id = InstanceIdOf(organization);
        if (!await TryStartAsync(client, organization, id, cancellation))
            await TryStartAsync(client, organization, $"{id}-beside", cancellation);
    }

    /// <summary>Starts it for every organisation whose clusters may not be as its holds say.</summary>
    public static async Task StartAllAsync(DurableTaskClient client, IHoldStore holds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(holds);
        await foreach (var organization in holds.WatchedAsync(cancellation))
            await TryStartAsync(client, organization, InstanceIdOf(organization), cancellation);
    }

    private static string InstanceIdOf(OrganizationId organization) => $"holds-{organization}";

    private static async Task<bool> TryStartAsync(
        DurableTaskClient client,
        OrganizationId organization,
        string instance,
        CancellationToken cancellation
    )
    {
        try
        {
            // A finished instance is replaced on purpose.
            await client.ScheduleNewOrchestrationInstanceAsync(
                OrchestratorNames.EnforceHolds,
                new EnforceHoldsInput(organization.Value),
                new StartOrchestrationOptions(instance),
                cancellation
            );
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }
}

/// <summary>The input of the enforcement: plain types only, because histories keep it.</summary>
/// <param name="Organization">Its id.</param>
public sealed record EnforceHoldsInput(string Organization);
