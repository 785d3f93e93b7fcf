using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Mothership.Bus.Signing;

/// <summary>Whether and how messages are signed.</summary>
/// <param name="Required">Setting <c>BusSigning</c>: <c>Required</c>, or <c>Off</c> for a bus that only this machine
/// reaches.</param>
/// <param name="CommandTolerance">Setting <c>BusTolerance</c>: how old a command may be; five minutes.</param>
public sealed record SigningSettings(bool Required, TimeSpan CommandTolerance)
{
    // Of what a region says nothing does harm a second time, and what was measured before the mothership was away for a
    // day is still to be billed: as old as the topic keeps it.
    private static readonly TimeSpan OthersTolerance = TimeSpan.FromDays(7);

    /// <summary>Reads them from an app's settings.</summary>
    /// <exception cref="InvalidOperationException">A setting has a value that it can't have.</exception>
    public static SigningSettings From(IConfiguration configuration)
    {
        var tolerance = configuration["BusTolerance"] is { Length: > 0 } text ? Parse(text) : TimeSpan.FromSeconds(300);
        return configuration["BusSigning"]?.ToUpperInvariant() switch
        {
            null or "" or "REQUIRED" => new(true, tolerance),
            "OFF" => new(false, tolerance),
            _ => throw new InvalidOperationException("The setting BusSigning can be Required or Off."),
        };
    }

    /// <summary>How old a message on a topic may be.</summary>
    public TimeSpan ToleranceOf(string topic) => topic == Topics.Commands ? CommandTolerance : OthersTolerance;

    private static TimeSpan Parse(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var tolerance) && tolerance > TimeSpan.Zero
            ? tolerance
            : throw new InvalidOperationException($"The setting BusTolerance is '{text}': write it like 00:05:00.");
}
