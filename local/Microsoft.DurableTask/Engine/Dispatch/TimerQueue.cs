using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>
/// Timers that have not fired, with one armed timer of the clock for the earliest of them. A timer whose task is
/// <see cref="StartOfInstance"/> is the start of an instance that was scheduled for later.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    public const int StartOfInstance = -1;

    private static readonly TimeSpan LongestArm = TimeSpan.FromDays(40);

    // More than passes between two looks at a clock that nobody moves. Was it moved between the look and the arming,
    // the delay is too long, so it is armed again.
    private static readonly TimeSpan Jump = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly Action<TimerRow> _fire;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TimerRow, (DateTime Due, long Order)> _byDue = new();
    private readonly Dictionary<long, HashSet<(int Execution, int Task)>> _live = [];
    private readonly ITimer _timer;
    private DateTime _armedFor = DateTime.MaxValue;
    private long _order;
    private bool _closed;

    public TimerQueue(TimeProvider time, Action<TimerRow> fire)
    {
        (_time, _fire) = (time, fire);
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds timers; those that are due already fire before this returns.</summary>
    public void Add(IReadOnlyCollection<TimerRow> rows)
    {
        if (rows.Count == 0)
            return;
        lock (_gate)
            foreach (var row in rows)
            {
                if (!_live.TryGetValue(row.Instance, out var tasks))
                    _live[row.Instance] = tasks = [];
                tasks.Add((row.Execution, row.Task));
                _byDue.Enqueue(row, (row.Due, _order++));
            }
        FireDue();
    }

    /// <summary>Gives a timer up.</summary>
    public void Cancel(TimerRow row)
    {
        lock (_gate)
            Forget(row.Instance, row.Execution, row.Task);
    }

    /// <summary>Gives all timers of an instance up.</summary>
    public void CancelAll(long instance)
    {
        lock (_gate)
            _live.Remove(instance);
    }

    public void Dispose()
    {
        lock (_gate)
            _closed = true;
        _timer.Dispose();
    }

    private void Wake()
    {
        lock (_gate)
            _armedFor = DateTime.MaxValue;
        FireDue();
    }

    private void FireDue()
    {
        foreach (var row in TakeDue())
            _fire(row);
    }

    private List<TimerRow> TakeDue()
    {
        var due = new List<TimerRow>();
        lock (_gate)
        {
            var now = _time.GetUtcNow().UtcDateTime;
            while (!_closed && _byDue.TryPeek(out var next, out var at))
            {
                if (at.Due > now && IsLive(next))
                    break;
                _byDue.Dequeue();
                if (Forget(next.Instance, next.Execution, next.Task))
                    due.Add(next);
            }
            Arm(now);
        }
        return due;
    }

    private bool IsLive(TimerRow row) =>
        _live.TryGetValue(row.Instance, out var tasks) && tasks.Contains((row.Execution, row.Task));

    private bool Forget(long instance, int execution, int task)
    {
        if (!_live.TryGetValue(instance, out var tasks) || !tasks.Remove((execution, task)))
            return false;
        if (tasks.Count == 0)
            _live.Remove(instance);
        return true;
    }

    private void Arm(DateTime now)
    {
        if (_closed)
            return;
        var next = _byDue.TryPeek(out _, out var first) ? first.Due : DateTime.MaxValue;
        if (next == _armedFor)
            return;
        _armedFor = next;
        for (var armedAt = DateTime.MinValue; now - armedAt > Jump; now = _time.GetUtcNow().UtcDateTime)
        {
            armedAt = now;
            _timer.Change(DelayUntil(next, now), Timeout.InfiniteTimeSpan);
        }
    }

    // The machine's timers take at most 49 days; a longer wait is cut and counted anew.
    private static TimeSpan DelayUntil(DateTime next, DateTime now) =>
        next == DateTime.MaxValue ? Timeout.InfiniteTimeSpan
        : next - now > LongestArm ? LongestArm
        : next < now ? TimeSpan.Zero
        : next - now;
}
