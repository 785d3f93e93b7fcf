namespace Mothership.Simulator.Tests.World;

/// <summary>The timer says: look. How many do so at the same time, and how wrong the clock is.</summary>
/// <param name="At">When.</param>
/// <param name="Timers">How many hosts believe that the timer is theirs.</param>
/// <param name="ClockError">What the machine's clock is off by.</param>
internal sealed record TimerLook(DateTimeOffset At, int Timers, TimeSpan ClockError);

/// <summary>What timers do around a month's end (T1 of the platform's hazards).</summary>
internal static class TimerLooks
{
    /// <summary>The looks after a month.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="random">The draw.</param>
    /// <param name="due">When the month can be closed.</param>
    /// <param name="isLast">Whether nothing would make up for a look that is missed.</param>
    public static IReadOnlyList<TimerLook> Draw(SimulationPlan plan, Random random, DateTimeOffset due, bool isLast)
    {
        var inTime = new TimerLook(due, 1, TimeSpan.Zero);
        if (!plan.TimerAnomalies)
            return [inTime];
        return random.Next(isLast ? 6 : 7) switch
        {
            0 => [inTime with { At = due.AddTicks(-1) }, inTime],
            1 => [inTime with { Timers = 3 }],
            2 => [inTime with { At = due.AddDays(3) }],
            3 => [inTime, inTime with { ClockError = -TimeSpan.FromHours(1.5) }, inTime with { At = due.AddHours(1) }],
            4 =>
            [
                inTime with
                {
                    ClockError = -TimeSpan.FromHours(1),
                },
                inTime with
                {
                    At = due.AddHours(1),
                    Timers = 2,
                },
            ],
            5 => [inTime],
            // Missed: the next month's look closes both.
            _ => [],
        };
    }
}
