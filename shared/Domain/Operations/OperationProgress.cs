namespace Mothership.Domain.Operations;

/// <summary>
/// How an operation moves on. Pure, and repeatable: what has been recorded is not recorded differently a second time,
/// and a final status never changes.
/// </summary>
public static class OperationProgress
{
    /// <summary>The operation has come to a step: those before it are done, this one is under way.</summary>
    /// <param name="operation">The operation so far.</param>
    /// <param name="plan">The names of all its steps in order.</param>
    /// <param name="step">The step that it has come to.</param>
    /// <param name="attempt">The number of the step's attempt, from 1.</param>
    /// <param name="cause">Why the attempt before failed, for the customer; null for the first one.</param>
    /// <param name="since">When the work that led here began.</param>
    /// <param name="now">The present.</param>
    public static Operation Reach(
        Operation operation,
        IReadOnlyList<string> plan,
        string step,
        int attempt,
        string? cause,
        DateTimeOffset since,
        DateTimeOffset now
    )
    {
        if (operation.IsTerminal)
            return operation;
        var steps = Planned(operation, plan);
        var at = steps.FindIndex(s => s.Name == step);
        if (at < 0)
            throw new ArgumentException($"Operation {operation.Id} has no step {step}.", nameof(step));
        for (var i = 0; i < at; i++)
            steps[i] = Done(steps[i], since, now);
        if (IsOpen(steps[at]))
            steps[at] = steps[at] with
            {
                Status = StepStatus.Running,
                StartedAt = steps[at].StartedAt ?? now,
                Attempts = Math.Max(steps[at].Attempts, attempt),
                Cause = cause ?? steps[at].Cause,
            };
        return operation with { Status = OperationStatus.Running, Steps = steps, UpdatedAt = now };
    }

    /// <summary>Somebody has said how far the step is that is under way.</summary>
    public static Operation Note(Operation operation, string step, string progress, DateTimeOffset now)
    {
        var isNews = operation.Steps.Any(s => s.Name == step && IsOpen(s) && s.Progress != progress);
        return operation.IsTerminal || !isNews
            ? operation
            : operation with
            {
                Steps = [.. operation.Steps.Select(s => s.Name == step ? s with { Progress = progress } : s)],
                UpdatedAt = now,
            };
    }

    /// <summary>A step that was begun has been undone.</summary>
    public static Operation Undo(Operation operation, string step, string cause, DateTimeOffset now) =>
        operation.IsTerminal
            ? operation
            : operation with
            {
                Steps = [.. operation.Steps.Select(s => s.Name == step ? Undone(s, cause, now) : s)],
                UpdatedAt = now,
            };

    /// <summary>All is done.</summary>
    public static Operation Succeed(
        Operation operation,
        IReadOnlyList<string> plan,
        DateTimeOffset since,
        DateTimeOffset now
    ) =>
        operation.IsTerminal
            ? operation
            : Finish(operation, OperationStatus.Succeeded, now) with
            {
                Steps = [.. Planned(operation, plan).Select(s => Done(s, since, now))],
            };

    /// <summary>It came to nothing; what was begun is undone.</summary>
    public static Operation Fail(Operation operation, string code, string detail, DateTimeOffset now) =>
        operation.IsTerminal
            ? operation
            : Finish(operation, OperationStatus.Failed, now) with
            {
                FailureCode = code,
                FailureDetail = detail,
                Steps = Broken(operation, detail, now),
            };

    /// <summary>A later request has made it pointless.</summary>
    public static Operation Supersede(Operation operation, DateTimeOffset now) =>
        operation.IsTerminal
            ? operation
            : Finish(operation, OperationStatus.Superseded, now) with
            {
                Steps = Broken(operation, "A later request made this step pointless.", now),
            };

    private static Operation Finish(Operation operation, OperationStatus status, DateTimeOffset now) =>
        operation with
        {
            Status = status,
            UpdatedAt = now,
            CompletedAt = now,
        };

    private static List<OperationStep> Planned(Operation operation, IReadOnlyList<string> plan) =>
        // One that was planned by an earlier edition gets what has come since, in its place.
        [
            .. plan.Select(name =>
                operation.Steps.FirstOrDefault(s => s.Name == name)
                ?? new OperationStep(name, StepStatus.Pending, null, null, 0, null)
            ),
        ];

    private static bool IsOpen(OperationStep step) => step.Status is StepStatus.Pending or StepStatus.Running;

    private static OperationStep Done(OperationStep step, DateTimeOffset since, DateTimeOffset now) =>
        IsOpen(step)
            ? step with
            {
                Status = StepStatus.Succeeded,
                Progress = null,
                StartedAt = step.StartedAt ?? since,
                EndedAt = now,
                Attempts = Math.Max(1, step.Attempts),
            }
            : step;

    private static OperationStep Undone(OperationStep step, string cause, DateTimeOffset now) =>
        step.Status is StepStatus.Undone
            ? step
            : step with
            {
                Status = StepStatus.Undone,
                StartedAt = step.StartedAt ?? now,
                EndedAt = now,
                Cause = step.Cause ?? cause,
            };

    private static List<OperationStep> Broken(Operation operation, string cause, DateTimeOffset now) =>
        [
            .. operation.Steps.Select(s =>
                s.Status == StepStatus.Running ? s with { Status = StepStatus.Failed, EndedAt = now, Cause = cause } : s
            ),
        ];
}
