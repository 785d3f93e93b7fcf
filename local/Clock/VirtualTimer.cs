namespace Mothership.Local.Clock;

/// <summary>
/// A timer of a <see cref="VirtualClock"/>: due at a moment of that clock, however the clock gets there.
/// </summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly Lock _gate = new();
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private ITimer? _real;

    /// <summary>When it fires next; null when it is not armed.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _period = period;
            Schedule(dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime);
            return true;
        }
    }

    /// <summary>Runs the callback if the timer is due, and arms the next period.</summary>
    public void Fire()
    {
        lock (_gate)
        {
            if (DueAt is not { } due)
                return;
            if (due > clock.GetUtcNow())
            {
                // The machine's timers may fire a little early: wait for the rest.
                Schedule(due);
                return;
            }
            Schedule(_period > TimeSpan.Zero ? due + _period : null);
        }
        callback(state);
    }

    /// <summary>Counts the delay anew after the clock was moved.</summary>
    public void Rearm()
    {
        lock (_gate)
            Schedule(DueAt);
    }

    public void Dispose()
    {
        lock (_gate)
            Schedule(null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Schedule(DateTimeOffset? dueAt)
    {
        _real?.Dispose();
        _real = null;
        DueAt = dueAt;
        if (dueAt is not { } at)
        {
            clock.Disarm(this);
            return;
        }
        var delay = at - clock.GetUtcNow();
        // The machine's timers take at most 49 days; a longer wait is cut and counted anew when it fires.
        _real = clock.Arm(
            this,
            delay < TimeSpan.Zero ? TimeSpan.Zero
                : delay > TimeSpan.FromDays(40) ? TimeSpan.FromDays(40)
                : delay
        );
    }
}
