using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Records;

/// <summary>Writes into an operation how far it has come, so that its customer can read it.</summary>
public sealed class OperationJournal(IOperationStore operations, TimeProvider time)
{
    private const int MaxCollisions = 20;

    /// <summary>The present: of the work that a note is about, its beginning.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Shows a repeated attempt before it is made; the first one is noted when it has come out.</summary>
    public Task NoteRetryAsync(StepCall call, CancellationToken cancellation) =>
        call.LastCause is null
            ? Task.CompletedTask
            : WriteAsync(call, (o, now) => Reached(o, call.Step, call.Attempt, call.LastCause, now, now), cancellation);

    /// <summary>The operation has come to a step.</summary>
    public Task NoteReachedAsync(
        StepCall call,
        string step,
        int attempt,
        DateTimeOffset since,
        CancellationToken cancellation
    ) => WriteAsync(call, (o, now) => Reached(o, step, attempt, null, since, now), cancellation);

    /// <summary>What a region says of how far the call's step is.</summary>
    public Task NoteProgressAsync(StepCall call, string progress, CancellationToken cancellation) =>
        WriteAsync(call, (o, now) => OperationProgress.Note(o, call.Step, progress, now), cancellation);

    /// <summary>The call's step is done: the next one begins, or the operation has succeeded.</summary>
    public Task NoteDoneAsync(StepCall call, DateTimeOffset since, CancellationToken cancellation) =>
        WriteAsync(
            call,
            (operation, now) =>
            {
                var plan = StepNames.PlanOf(operation.Kind);
                var next = plan.SkipWhile(s => s != call.Step).Skip(1).FirstOrDefault();
                return next is null
                    ? OperationProgress.Succeed(operation, plan, since, now)
                    : Reached(operation, next, 1, null, since, now);
            },
            cancellation
        );

    /// <summary>The call's step has been undone.</summary>
    public Task NoteUndoneAsync(StepCall call, CancellationToken cancellation) =>
        WriteAsync(call, (o, now) => OperationProgress.Undo(o, call.Step, call.Failure!.Detail, now), cancellation);

    /// <summary>Moves the operation on, whatever else happens to it at the same time.</summary>
    public async Task WriteAsync(
        StepCall call,
        Func<Operation, DateTimeOffset, Operation> change,
        CancellationToken cancellation
    )
    {
        for (var collisions = 0; ; collisions++)
        {
            var stored =
                await operations.FindAsync(call.Scope, call.Operation, cancellation)
                ?? throw new InvalidOperationException($"Operation {call.Operation} does not exist.");
            var next = change(stored.Value, time.GetUtcNow());
            if (ReferenceEquals(next, stored.Value))
                return;
            try
            {
                await operations.SaveAsync(call.Scope, next, stored.ETag, cancellation);
                return;
            }
            catch (StaleWriteException) when (collisions < MaxCollisions) { }
        }
    }

    private static Operation Reached(
        Operation operation,
        string step,
        int attempt,
        string? cause,
        DateTimeOffset since,
        DateTimeOffset now
    ) => OperationProgress.Reach(operation, StepNames.PlanOf(operation.Kind), step, attempt, cause, since, now);
}
