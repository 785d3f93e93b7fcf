using Azure;

namespace Mothership.Simulator.Tests.Engine;

/// <summary>The process has died: nothing that it still does reaches the tables.</summary>
internal sealed class ProcessDied() : Exception("The process died here.");

/// <summary>
/// A process of the control plane. It can die at any of its calls, before or after the call's effect.
/// </summary>
internal sealed class SimulatedProcess
{
    private int? _callsLeft;

    public bool IsDead { get; private set; }

    /// <summary>How many places it has passed at which it could have died.</summary>
    public int Steps { get; private set; }

    /// <summary>Lets it die at a later call: half of them before the effect, half after it.</summary>
    public void DieAfter(int halfCalls) => _callsLeft = halfCalls;

    /// <summary>To be called before and after each call's effect.</summary>
    public void Step()
    {
        Steps++;
        if (_callsLeft is { } left && (_callsLeft = left - 1) < 0)
            IsDead = true;
        if (IsDead)
            throw new ProcessDied();
    }
}

/// <summary>
/// What befalls calls to the storage. Of the calls that are hit, some are repeated by the client itself, as the
/// official one repeats what gets no answer, others fail: before they have taken effect, or after.
/// </summary>
internal sealed class Storm(Random random)
{
    /// <summary>Of a thousand calls, how many are hit.</summary>
    public int PerMille { get; set; }

    public long Calls { get; private set; }

    public long Faults { get; private set; }

    public async Task<T> ReadAsync<T>(SimulatedProcess process, Func<Task<T>> call)
    {
        await EnterAsync(process);
        if (IsHit() && random.Next(4) == 0)
            throw Failure();
        var result = await call();
        process.Step();
        return result;
    }

    public async Task<T> WriteAsync<T>(SimulatedProcess process, bool isConditional, Func<Task<T>> call)
    {
        await EnterAsync(process);
        var fate = IsHit() ? random.Next(10) : -1;
        if (fate is 0 or 1)
            throw Failure();
        if (fate == 2 && isConditional)
            throw new RequestFailedException(412, "The condition is not met.", "UpdateConditionNotSatisfied", null);
        var result = await call();
        process.Step();
        if (fate is 3 or 4)
            throw Failure();
        // The answer was lost on its way, and the client repeats the call by itself: 409, 412 or 404 by its own doing.
        return fate is 5 or 6 or 7 ? await call() : result;
    }

    /// <summary>Before a read that does not give other work a turn.</summary>
    public void Enter(SimulatedProcess process)
    {
        Calls++;
        process.Step();
        if (IsHit() && random.Next(4) == 0)
            throw Failure();
    }

    private async Task EnterAsync(SimulatedProcess process)
    {
        Calls++;
        await Task.Yield();
        process.Step();
    }

    private bool IsHit()
    {
        var hit = PerMille > 0 && random.Next(1000) < PerMille;
        if (hit)
            Faults++;
        return hit;
    }

    private RequestFailedException Failure() =>
        random.Next(3) switch
        {
            0 => new(500, "The server encountered an internal error.", "InternalError", null),
            1 => new(503, "The server is busy.", "ServerBusy", null),
            _ => new(500, "The operation could not be completed in time.", "OperationTimedOut", null),
        };
}
