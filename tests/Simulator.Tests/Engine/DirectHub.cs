using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Mothership.Simulator.Tests.Engine;

/// <summary>
/// Durable orchestrations without a history: instances run on the simulation's loop, activities at least once and now
/// and then twice side by side, and after a death whatever had not ended begins again. So an orchestrator is driven
/// harder here than by the engine, which repeats only the activity that was under way.
/// </summary>
internal sealed class DirectHub(Random random) : StartingClient
{
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = [];

    private sealed record Instance(string Id, string Orchestrator)
    {
        public object? Input { get; set; }

        public required Task Run { get; set; }

        public bool IsOver { get; set; }
    }

    /// <summary>Runs an activity on the process that is alive now.</summary>
    public Func<string, object?, Task<object?>> Activity { get; set; } = (_, _) => Task.FromResult<object?>(null);

    /// <summary>Whether a failure comes from outside: any other one is a fault of the program.</summary>
    public Func<Exception, bool> IsWeather { get; init; } = _ => true;

    /// <summary>Of a thousand activities, how many run twice at the same time.</summary>
    public int TwicePerMille { get; init; } = 50;

    /// <summary>Orchestrators whose instances run one after another.</summary>
    public HashSet<string> OneByOne { get; } = [];

    /// <summary>What must not have happened.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>The types of the failures of activities that were repeated.</summary>
    public Dictionary<string, int> Failures { get; } = [];

    /// <summary>The last failure of an activity that comes from outside.</summary>
    public Exception? LastFailure { get; private set; }

    public int Started { get; private set; }

    public void Add(string name, Func<TaskOrchestrationContext, Task<object?>> orchestrator) =>
        _orchestrators[name] = orchestrator;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        await Task.Yield();
        var id = options?.InstanceId ?? $"unnamed-{Started}";
        if (_instances.TryGetValue(id, out var other) && !other.IsOver)
            throw new OrchestrationAlreadyExistsException($"{id} is under way.");
        if (_instances.Values.FirstOrDefault(i => !i.IsOver && Equals(i.Input, input)) is { } same)
            Violations.Add($"{id} does what {same.Id} is doing: {input}");
        Started++;
        var instance = new Instance(id, orchestratorName.Name) { Input = input, Run = Task.CompletedTask };
        _instances[id] = instance;
        instance.Run = RunAsync(instance);
        // What talks to another server would otherwise depend on which of its answers comes first.
        if (OneByOne.Contains(instance.Orchestrator))
            await instance.Run;
        return id;
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    )
    {
        await Task.Yield();
        return _instances.TryGetValue(instanceId, out var found)
            ? new(found.Orchestrator, found.Id)
            {
                RuntimeStatus = found.IsOver
                    ? OrchestrationRuntimeStatus.Completed
                    : OrchestrationRuntimeStatus.Running,
            }
            : null;
    }

    /// <summary>Waits until all has ended, or the process has died.</summary>
    /// <returns>False when it has died.</returns>
    public async Task<bool> SettleAsync()
    {
        var alive = true;
        while (_instances.Values.FirstOrDefault(i => !i.IsOver) is { } open)
        {
            await open.Run;
            if (!open.IsOver)
                alive = false;
            if (!alive && _instances.Values.All(i => i.IsOver || i.Run.IsCompleted))
                return false;
            await Task.Yield();
        }
        return true;
    }

    /// <summary>What a new process does first: it takes up what the dead one had not ended.</summary>
    public void Revive()
    {
        foreach (var instance in _instances.Values.Where(i => !i.IsOver))
            instance.Run = RunAsync(instance);
    }

    public async Task<object?> CallAsync(string name, object? input, TaskOptions? options)
    {
        var attempts = options?.Retry?.Policy?.MaxNumberOfAttempts ?? 1;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceOrTwiceAsync(name, input);
            }
            catch (Exception failure) when (failure is not ProcessDied)
            {
                Note(name, failure);
                if (attempt >= attempts)
                    throw new TaskFailedException(name, 0, failure);
            }
        }
    }

    private async Task<object?> OnceOrTwiceAsync(string name, object? input)
    {
        if (random.Next(1000) >= TwicePerMille)
            return await Activity(name, input);
        var twice = new[] { Activity(name, input), Activity(name, input) };
        var first = await Task.WhenAny(twice);
        await Task.WhenAll(twice).ContinueWith(_ => { }, TaskScheduler.FromCurrentSynchronizationContext());
        return await first;
    }

    private async Task RunAsync(Instance instance)
    {
        await Task.Yield();
        try
        {
            for (DirectContext? context = null; context is null || context.IsContinued; )
            {
                context = new DirectContext(this, instance.Id, instance.Orchestrator, instance.Input);
                await _orchestrators[instance.Orchestrator](context);
                instance.Input = context.IsContinued ? context.NextInput : instance.Input;
            }
            instance.IsOver = true;
        }
        catch (ProcessDied)
        {
            // It is begun again by the next process.
        }
        catch (TaskFailedException failure) when (failure.InnerException is { } cause && IsWeather(cause))
        {
            // It has given up; the next look begins it anew.
            instance.IsOver = true;
        }
        catch (Exception failure)
        {
            instance.IsOver = true;
            Violations.Add($"{instance.Id} has failed: {failure}");
        }
    }

    private void Note(string name, Exception failure)
    {
        var kind = $"{name}: {failure.GetType().Name}";
        LastFailure = failure;
        Failures[kind] = Failures.GetValueOrDefault(kind) + 1;
        if (!IsWeather(failure))
            Violations.Add($"{name} has failed: {failure}");
    }
}
