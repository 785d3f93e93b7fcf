namespace Mothership.Domain.Payments;

/// <summary>What a step of the dunning does.</summary>
public enum DunningAction
{
    /// <summary>Tries to collect once more.</summary>
    Retry,

    /// <summary>Warns, and lets nothing new be created.</summary>
    Warn,

    /// <summary>Takes the compute of all clusters away; their data stays.</summary>
    Suspend,

    /// <summary>Deletes the clusters.</summary>
    Terminate,
}

/// <summary>A step of the dunning.</summary>
/// <param name="Day">Days after the first failure.</param>
/// <param name="Action">What it does.</param>
public sealed record DunningRung(int Day, DunningAction Action)
{
    /// <summary>When it is due.</summary>
    public DateTimeOffset DueAt(DateTimeOffset failedAt) => failedAt.AddDays(Day);
}

/// <summary>
/// The one table of the dunning's dates; configuration section <c>Dunning</c>, a list of <c>{ Day, Action }</c>.
/// </summary>
public sealed class DunningLadder
{
    /// <summary>Retries after 1, 3 and 5 days, a warning after 7, suspension after 14, termination after 30.</summary>
    public static DunningLadder Default { get; } =
        new([
            new(1, DunningAction.Retry),
            new(3, DunningAction.Retry),
            new(5, DunningAction.Retry),
            new(7, DunningAction.Warn),
            new(14, DunningAction.Suspend),
            new(30, DunningAction.Terminate),
        ]);

    /// <summary>A ladder.</summary>
    /// <exception cref="ArgumentException">Its days do not go up, it is too long, or it goes from a hard step back to a
    /// softer one.</exception>
    public DunningLadder(IReadOnlyList<DunningRung> rungs)
    {
        if (rungs.Count is 0 or > 50 || rungs[0].Day < 0)
            throw new ArgumentException("Dunning has 1 to 50 steps, none of them before the failure.", nameof(rungs));
        for (var i = 1; i < rungs.Count; i++)
            if (rungs[i].Day < rungs[i - 1].Day || rungs[i].Action < rungs[i - 1].Action)
                throw new ArgumentException(
                    $"Dunning: step {i + 1} ({rungs[i].Action} on day {rungs[i].Day}) is earlier or softer than the "
                        + "one before it.",
                    nameof(rungs)
                );
        Rungs = rungs;
    }

    /// <summary>In the order of their days.</summary>
    public IReadOnlyList<DunningRung> Rungs { get; }
}
