using Mothership.Domain.Billing;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Statements;

/// <summary>Why an event is in the list of a period.</summary>
public enum EventRole
{
    /// <summary>It took effect in the period.</summary>
    Period,

    /// <summary>It took effect before the period, but became known only after that month was closed: a correction of
    /// earlier months, billed in <see cref="ListedEvent.RecordedMonth"/>.</summary>
    Late,

    /// <summary>It took effect before the period, and the period can't be recomputed without it: it holds at the
    /// start, or a late event changes what it did.</summary>
    Before,
}

/// <summary>An event in the list of a period.</summary>
/// <param name="Event">The event.</param>
/// <param name="Role">Why it is there.</param>
/// <param name="RecordedMonth">The month that bills it: the one in which it took effect, or the first that was open
/// when it came. Null where all that is known is that it was before the first month of the list.</param>
public sealed record ListedEvent(BillingEvent Event, EventRole Role, BillingMonth? RecordedMonth)
{
    /// <summary>
    /// Of a credit granted before the period: what is left of it at the start of the period's first month.
    /// </summary>
    public decimal? Remaining { get; init; }
}

/// <summary>Which events to list.</summary>
/// <param name="Period">The time.</param>
public sealed record EventQuery(Period Period)
{
    /// <summary>Only events about this environment's resources; null for all.</summary>
    public EnvironmentId? Environment { get; init; }

    /// <summary>Only events about this resource; null for all.</summary>
    public ResourceId? Resource { get; init; }

    /// <summary>Only events of this meter; null for all.</summary>
    public Meter? Meter { get; init; }

    /// <summary>
    /// Whether an event is asked for. Credits are about no resource, so every filter leaves them out.
    /// </summary>
    public bool Matches(BillingEvent billed) =>
        billed is ResourceEvent about
            ? (Environment is null || about.Resource.Environment == Environment)
                && (Resource is null || about.Resource.Id == Resource)
                && (Meter is null || about.Meter == Meter)
            : this is { Environment: null, Resource: null, Meter: null };
}
