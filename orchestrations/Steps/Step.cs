namespace Mothership.Orchestrations.Steps;

/// <summary>One row of a step table: what is done, and beside it what undoes it.</summary>
/// <param name="Name">One of <see cref="StepNames"/>.</param>
/// <param name="Do">Runs it, in the orchestrator.</param>
/// <param name="Undo">The activity that undoes it; null where there is nothing to undo.</param>
internal sealed record Step(string Name, Func<Saga, Task<StepResult>> Do, string? Undo = null)
{
    /// <summary>A step that is one activity.</summary>
    public static Step Of(string name, string activity, string? undo = null) =>
        new(name, saga => saga.CallAsync(activity, name), undo);
}
