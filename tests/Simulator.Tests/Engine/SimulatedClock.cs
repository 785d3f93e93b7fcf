namespace Mothership.Simulator.Tests.Engine;

/// <summary>A clock that is set by hand, backwards as well: machines' clocks do that.</summary>
internal sealed class SimulatedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;
}
