using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Operations;

namespace Mothership.Orchestrations.Launching;

/// <summary>Starts the orchestration of an accepted operation.</summary>
public static class OperationLauncher
{
    /// <summary>
    /// Starts it under the operation's id. Nothing happens when an instance of that id exists, whatever became of it:
    /// so a request that is repeated and the reconcile timer may both call this for the same operation.
    /// </summary>
    public static Task StartAsync(DurableTaskClient client, Operation operation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var input = OperationInput.Of(operation, Activity.Current?.Id);
        return StartOnceAsync(client, OrchestratorOf(operation.Kind), operation.Id.Value, input, cancellation);
    }

    /// <summary>The name of the orchestrator that carries out operations of a kind.</summary>
    public static string OrchestratorOf(OperationKind kind) =>
        kind switch
        {
            OperationKind.ClusterCreate => OrchestratorNames.ProvisionCluster,
            OperationKind.ClusterUpdate => OrchestratorNames.ResizeCluster,
            OperationKind.ClusterDelete => OrchestratorNames.RetireCluster,
            OperationKind.ClusterSuspend => OrchestratorNames.SuspendCluster,
            OperationKind.ClusterResume => OrchestratorNames.ResumeCluster,
            OperationKind.ServiceCreate => OrchestratorNames.ProvisionService,
            OperationKind.ServiceUpdate => OrchestratorNames.UpdateService,
            OperationKind.ServiceDelete => OrchestratorNames.RetireService,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>
    /// Starts an orchestration unless an instance of this id exists in any status, finished ones included.
    /// </summary>
    internal static async Task StartOnceAsync(
        DurableTaskClient client,
        string orchestrator,
        string instanceId,
        object input,
        CancellationToken cancellation
    )
    {
        // Without dedupe statuses a finished instance would be replaced and run a second time.
        var options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses([
            .. StartOrchestrationOptionsExtensions.ValidDedupeStatuses,
        ]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It was started before: exactly what is wanted.
        }
    }
}
