using System.Globalization;
using NCrontab;

namespace Mothership.Local.Host;

/// <summary>When a timer function runs: NCRONTAB of five or six fields in UTC, or a constant time span.</summary>
internal sealed class Schedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _span;

    private Schedule(CrontabSchedule? cron, TimeSpan span) => (_cron, _span) = (cron, span);

    /// <summary>Reads a schedule; null when the text is neither form.</summary>
    internal static Schedule? Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 });
        if (cron is not null)
            return new Schedule(cron, default);
        var isSpan = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero;
        return isSpan ? new Schedule(null, span) : null;
    }

    /// <summary>The first occurrence after a moment.</summary>
    internal DateTimeOffset Next(DateTimeOffset after) =>
        _cron is null ? after + _span : new DateTimeOffset(_cron.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    /// <summary>Whether it occurs more than once a minute, which is too often for its runs to be recorded.</summary>
    internal bool IsTooOftenToMonitor(DateTimeOffset now)
    {
        if (_cron is null)
            return _span < TimeSpan.FromMinutes(1);
        var everyMinute = _cron.ToString().Split(' ').Skip(1).All(field => field == "*");
        var (from, to) = (now.UtcDateTime, now.UtcDateTime.AddMinutes(1));
        return everyMinute && _cron.GetNextOccurrences(from, to).Skip(1).Any();
    }
}
