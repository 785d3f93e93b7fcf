using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Reconcile;

/// <summary>
/// Compares the operations that are open with the orchestrations that should carry them, and puts right what a crash
/// left: starts what was not started, ends what nobody will end.
/// </summary>
public sealed class Reconciler(IOperationStore operations, OperationRepair repair, ILogger<Reconciler> logger)
{
    /// <summary>Looks at every open operation once.</summary>
    /// <returns>How many were started or repaired.</returns>
    public async Task<int> RunAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var mended = 0;
        await foreach (var open in operations.OpenAsync(cancellation))
        {
            try
            {
                if (await ReconcileAsync(open, client, cancellation))
                    mended++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "Operation {Operation} could not be reconciled this time", open.Operation);
            }
        }
        return mended;
    }

    private async Task<bool> ReconcileAsync(
        OpenOperation open,
        DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        // The instance first: if it ends between the two looks, the operation is read in its final state.
        var instance = await client.GetInstanceAsync(open.Operation.Value, cancellation);
        if (instance is { IsCompleted: false })
            return false;
        var scope = SystemScope.For(open.Organization);
        if (await operations.FindAsync(scope, open.Operation, cancellation) is not { Value: var operation })
            return false;
        if (operation.IsTerminal)
            return false;

        logger.LogWarning(
            "Operation {Operation} is open, its orchestration {Status}",
            operation.Id,
            Describe(instance)
        );
        if (instance is null)
            await OperationLauncher.StartAsync(client, operation, cancellation);
        else
            await repair.EndAsync(operation, cancellation);
        return true;
    }

    private static string Describe(OrchestrationMetadata? instance) =>
        instance is null ? "was never started" : $"is {instance.RuntimeStatus}";
}
