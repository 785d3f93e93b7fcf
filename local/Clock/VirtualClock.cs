namespace Mothership.Local.Clock;

/// <summary>
/// A clock that can be moved forward. Running, it follows the machine's clock plus an offset; frozen, it only moves
/// when told. A move fires, at once and in order of their due times, all timers that have become due, so that code
/// written against <see cref="TimeProvider"/> lives through a month in a moment.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly TimeProvider? _source;
    private readonly HashSet<VirtualTimer> _timers = [];
    private DateTimeOffset _frozenNow;
    private TimeSpan _offset;

    private VirtualClock(TimeProvider? source, DateTimeOffset frozenNow, TimeSpan offset) =>
        (_source, _frozenNow, _offset) = (source, frozenNow, offset);

    /// <summary>A clock that stands still at <paramref name="now"/> until it is advanced.</summary>
    public static VirtualClock Frozen(DateTimeOffset now) => new(null, now, TimeSpan.Zero);

    /// <summary>A clock that runs with the machine's, ahead of it by <paramref name="offset"/>.</summary>
    public static VirtualClock Running(TimeSpan offset = default) => new(System, default, offset);

    /// <summary>How far the clock is ahead of the machine's; zero for a frozen clock.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_gate)
                return _offset;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _source is null ? _frozenNow : _source.GetUtcNow() + _offset;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward; timers that become due on the way fire before this returns.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative: time does not run
    /// backwards.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = GetUtcNow() + by;
        FireAllBy(target);
        MoveTo(target);
        // Once more for timers that were armed meanwhile, in the present that is now past.
        FireAllBy(target);
        RearmAll();
    }

    internal ITimer? Arm(VirtualTimer timer, TimeSpan delay)
    {
        lock (_gate)
        {
            _timers.Add(timer);
            // A clock that stands still has no timer of the machine, but for what became due while it was being armed.
            return _source is null && timer.DueAt > _frozenNow
                ? null
                : System.CreateTimer(static t => ((VirtualTimer)t!).Fire(), timer, delay, Timeout.InfiniteTimeSpan);
        }
    }

    internal void Disarm(VirtualTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private void FireAllBy(DateTimeOffset target)
    {
        while (NextDueBy(target) is { } due)
        {
            MoveTo(due.At);
            due.Timer.Fire();
        }
    }

    private (VirtualTimer Timer, DateTimeOffset At)? NextDueBy(DateTimeOffset target)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.DueAt <= target).MinBy(t => t.DueAt);
            return next?.DueAt is { } at ? (next, at) : null;
        }
    }

    private void MoveTo(DateTimeOffset time)
    {
        lock (_gate)
        {
            if (_source is null)
                _frozenNow = time > _frozenNow ? time : _frozenNow;
            else if (time - _source.GetUtcNow() is var offset && offset > _offset)
                _offset = offset;
        }
    }

    private void RearmAll()
    {
        VirtualTimer[] timers;
        lock (_gate)
            timers = _source is null ? [] : [.. _timers];
        foreach (var timer in timers)
            timer.Rearm();
    }
}
