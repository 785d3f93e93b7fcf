using System.Collections.Concurrent;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>What can happen to an activity.</summary>
public enum Mishap
{
    /// <summary>It fails before it has done anything.</summary>
    FailsBefore,

    /// <summary>It does its work, and the process dies before that is recorded.</summary>
    FailsAfter,

    /// <summary>It is executed twice for one call.</summary>
    RunsTwice,
}

/// <summary>Disturbs activities as a test wants it.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private (string Activity, Mishap Mishap, int Times)? _planned;

    /// <summary>How often each activity was begun. Others may begin while it is looked at.</summary>
    public ConcurrentDictionary<string, int> Begun { get; } = [];

    /// <summary>Called at each begin and end of an activity, with their running number from 1.</summary>
    public Func<int, Task> AtBoundary { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Called when an activity has done its work, with its name and result, before that is recorded.</summary>
    public Func<string, object?, Task> AtResult { get; set; } = static (_, _) => Task.CompletedTask;

    private int _boundaries;
    private int _calls;
    private (int Call, Mishap Mishap)? _plannedCall;

    /// <summary>How many there were so far.</summary>
    public int Boundaries => Volatile.Read(ref _boundaries);

    /// <summary>Disturbs the next calls of an activity.</summary>
    public void Plan(string activity, Mishap fault, int times) => _planned = (activity, fault, times);

    /// <summary>Activities that were begun so far.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Disturbs the call of an activity that has this running number, from 1.</summary>
    public void PlanCall(int call, Mishap fault) => _plannedCall = (call, fault);

    public async Task<object?> RunAsync(string activity, Func<Task<object?>> run)
    {
        await AtBoundary(Interlocked.Increment(ref _boundaries));
        var fault = Take(activity);
        if (fault == Mishap.FailsBefore)
            throw new IOException("Told to fail before.");
        if (fault == Mishap.RunsTwice)
            await run();
        var result = await run();
        await AtResult(activity, result);
        await AtBoundary(Interlocked.Increment(ref _boundaries));
        return fault == Mishap.FailsAfter ? throw new IOException("Told to fail after.") : result;
    }

    private Mishap? Take(string activity)
    {
        lock (_gate)
        {
            Begun[activity] = Begun.GetValueOrDefault(activity) + 1;
            var number = Interlocked.Increment(ref _calls);
            if (_plannedCall is { } call && call.Call == number)
                return call.Mishap;
            if (_planned is not { } planned || planned.Activity != activity || planned.Times == 0)
                return null;
            _planned = planned with { Times = planned.Times - 1 };
            return planned.Mishap;
        }
    }
}
