using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Spending;

/// <summary>Where the check goes on, or which organisation is checked.</summary>
/// <param name="Organization">The last organisation of the part before; null at the beginning.</param>
public sealed record CheckSpendInput(string? Organization);

/// <summary>A part of the organisations that have caps.</summary>
/// <param name="Organizations">Their ids.</param>
/// <param name="IsLast">Whether there are no more.</param>
public sealed record CappedPage(IReadOnlyList<string> Organizations, bool IsLast);

/// <summary>Starts the check.</summary>
public static class SpendCheck
{
    private const string InstanceId = "spend-check";

    /// <summary>Starts it, unless it is under way.</summary>
    public static async Task StartAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                OrchestratorNames.CheckSpend,
                new CheckSpendInput(null),
                new StartOrchestrationOptions(InstanceId),
                cancellation
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is under way.
        }
    }
}
