using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.ServiceProvisioning;
using Mothership.Orchestrations.ServiceRetiring;
using Mothership.Orchestrations.ServiceUpdating;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Reconcile;

/// <summary>Ends an operation of a service whose orchestration is over without having ended it.</summary>
public sealed class ServiceRepair(
    IServiceStore services,
    BillingOutbox outbox,
    WithdrawService withdraw,
    RevertService revert,
    LeaveService leave,
    OperationJournal journal
)
{
    /// <summary>Ends it. May be repeated.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="call">As its steps would be called, with the failure that it ends with.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task EndAsync(Operation operation, StepCall call, CancellationToken cancellation)
    {
        await outbox.FlushAsync(call.Scope, call.Service, cancellation);
        var service = (await services.FindAsync(call.Scope, call.Service, cancellation))?.Value;
        if (HasSucceeded(operation, service))
            await journal.WriteAsync(
                call,
                (o, now) => OperationProgress.Succeed(o, StepNames.PlanOf(operation.Kind), now, now),
                cancellation
            );
        else
            await FailAsync(operation, call, cancellation);
    }

    private static bool HasSucceeded(Operation operation, Service? service) =>
        operation.Kind switch
        {
            OperationKind.ServiceCreate => service?.ProvisionedAt is not null,
            OperationKind.ServiceUpdate => service is not null && service.Applied == service.Wanted,
            _ => service is null,
        };

    private async Task FailAsync(Operation operation, StepCall call, CancellationToken cancellation)
    {
        var undone = operation.Kind switch
        {
            OperationKind.ServiceCreate => await withdraw.RunAsync(call, cancellation),
            OperationKind.ServiceUpdate => await revert.RunAsync(call, cancellation),
            _ => await leave.RunAsync(call, cancellation),
        };
        var failure = call.Failure!;
        await journal.WriteAsync(
            call,
            (o, now) =>
                undone.Verdict == StepVerdict.Superseded
                    ? OperationProgress.Supersede(o, now)
                    : OperationProgress.Fail(o, failure.Code, failure.Detail, now),
            cancellation
        );
    }
}
