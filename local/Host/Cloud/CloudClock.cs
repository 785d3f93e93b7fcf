using Mothership.Local.Clock;

namespace Mothership.Local.Host;

/// <summary>
/// The clock of a local cloud; how far it was moved outlives the process, so that time never goes back.
/// </summary>
internal sealed class CloudClock
{
    private readonly string? _file;
    private readonly Lock _moving = new();

    private CloudClock(VirtualClock clock, string? file) => (Clock, _file) = (clock, file);

    internal VirtualClock Clock { get; }

    internal static CloudClock Of(LocalCloudOptions options, StateFolder state)
    {
        if (options.Clock is { } given)
            return new CloudClock(given, null);
        var offset = PrivateFile.Read<Moved>(state.Clock)?.Offset ?? TimeSpan.Zero;
        return new CloudClock(VirtualClock.Running(offset), state.Clock);
    }

    /// <summary>Moves the clock. The file is written first: after a crash in between, time has only moved on.</summary>
    internal void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_moving)
        {
            if (_file is not null)
                PrivateFile.Write(_file, new Moved(Clock.Offset + by));
            Clock.Advance(by);
        }
    }

    private sealed record Moved(TimeSpan Offset);
}
