using Mothership.Domain.Clusters;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Provisioning;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Resizing;
using Mothership.Orchestrations.Retiring;
using Mothership.Orchestrations.Steps;
using Mothership.Orchestrations.Suspending;

namespace Mothership.Orchestrations.Reconcile;

/// <summary>
/// Ends an operation whose orchestration is over without having ended it: as succeeded when the world is as it was
/// meant to be, else as failed, with everything undone.
/// </summary>
public sealed class OperationRepair(
    IClusterStore clusters,
    ServiceRepair services,
    BillingOutbox outbox,
    WithdrawCreation withdraw,
    RevertConfig revert,
    LeaveDeletion leave,
    RevertSuspension restore,
    OperationJournal journal
)
{
    private static readonly StepFailure Broken = new(
        "orchestration_failed",
        "The operation ended unexpectedly; what it had begun was undone."
    );

    /// <summary>Ends it. May be repeated.</summary>
    public async Task EndAsync(Operation operation, CancellationToken cancellation)
    {
        var scope = SystemScope.For(operation.Organization);
        var present = (await clusters.FindAsync(scope, new(operation.Resource.Value), cancellation))?.Value;
        var call = new StepCall(
            OperationInput.Of(operation, traceParent: null) with
            {
                // It may have gone on with a later one, having placed its cluster elsewhere.
                Generation = present?.OpenOperation == operation.Id ? present.Generation : operation.Generation,
            },
            StepNames.Publish,
            Attempt: 1,
            Failure: Broken
        );
        if (operation.Service is not null)
        {
            await services.EndAsync(operation, call, cancellation);
            return;
        }
        await outbox.FlushAsync(call.Scope, call.Cluster, cancellation);
        var stored = await clusters.FindAsync(call.Scope, call.Cluster, cancellation);
        if (HasSucceeded(operation, stored?.Value))
            await SucceedAsync(operation, call, cancellation);
        else
            await FailAsync(operation, call, cancellation);
    }

    private static bool HasSucceeded(Operation operation, Cluster? cluster) =>
        operation.Kind switch
        {
            OperationKind.ClusterCreate => cluster?.ProvisionedAt is not null,
            OperationKind.ClusterUpdate => cluster is not null && cluster.AppliedConfig == cluster.Config,
            OperationKind.ClusterSuspend => cluster is { Suspension: not null, SuspendedAt: not null },
            OperationKind.ClusterResume => cluster is { Suspension: null, SuspendedAt: null },
            _ => cluster is null,
        };

    private Task SucceedAsync(Operation operation, StepCall call, CancellationToken cancellation) =>
        journal.WriteAsync(
            call,
            (o, now) => OperationProgress.Succeed(o, StepNames.PlanOf(operation.Kind), now, now),
            cancellation
        );

    private async Task FailAsync(Operation operation, StepCall call, CancellationToken cancellation)
    {
        var undone = operation.Kind switch
        {
            OperationKind.ClusterCreate => await withdraw.RunAsync(call, cancellation),
            OperationKind.ClusterUpdate => await revert.RunAsync(call, cancellation),
            OperationKind.ClusterSuspend or OperationKind.ClusterResume => await restore.RunAsync(call, cancellation),
            _ => await leave.RunAsync(call, cancellation),
        };
        await journal.WriteAsync(
            call,
            (o, now) =>
                undone.Verdict == StepVerdict.Superseded
                    ? OperationProgress.Supersede(o, now)
                    : OperationProgress.Fail(o, Broken.Code, Broken.Detail, now),
            cancellation
        );
    }
}
