namespace Microsoft.DurableTask;

/// <summary>An activity whose input and output types are known at run time.</summary>
public interface ITaskActivity
{
    /// <summary>What it takes.</summary>
    Type InputType { get; }

    /// <summary>What it returns.</summary>
    Type OutputType { get; }

    /// <summary>Runs it once.</summary>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}

/// <summary>An orchestrator whose input and output types are known at run time.</summary>
public interface ITaskOrchestrator
{
    /// <summary>What it takes.</summary>
    Type InputType { get; }

    /// <summary>What it returns.</summary>
    Type OutputType { get; }

    /// <summary>Runs it from its beginning: replays what has happened, then goes on.</summary>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}

/// <summary>Base of activities written as classes.</summary>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, TypedInput.Cast<TInput>(input));
    }

    /// <summary>Does the activity's work; may run more than once for one call.</summary>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}

/// <summary>Base of orchestrators written as classes.</summary>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, TypedInput.Cast<TInput>(input));
    }

    /// <summary>The orchestration; must be deterministic.</summary>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
}

/// <summary>What an activity knows about its call.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The id of the orchestration that called it.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version that was asked for; empty when unversioned.</summary>
    public virtual string Version => string.Empty;
}

internal static class TypedInput
{
    /// <summary>A null input is the type's default value: whether that is valid is the task's business.</summary>
    public static T Cast<T>(object? input) =>
        input switch
        {
            T typed => typed,
            null => default!,
            _ when input.GetType() == typeof(T) => default!,
            _ => throw new ArgumentException($"The input is a {input.GetType()}; expected was a {typeof(T)}."),
        };
}
