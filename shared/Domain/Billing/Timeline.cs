using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>A stretch of time in which a resource has one price.</summary>
/// <param name="Period">Never empty.</param>
/// <param name="Source">The event that set the price.</param>
public sealed record Segment(Period Period, PriceEvent Source);

/// <summary>
/// What one resource costs at every tick: its events in order, each holding until the next. The order in which they
/// were recorded, and whether one was recorded twice, make no difference.
/// </summary>
public sealed class Timeline
{
    private readonly PriceEvent[] _events;

    private Timeline(PriceEvent[] events) => _events = events;

    /// <summary>The timeline of a resource's events.</summary>
    /// <param name="carried">What it costs at the start; null for a resource that begins with its creation.</param>
    /// <param name="events">In any order, with or without repetitions; all of one resource.</param>
    /// <exception cref="BillingContradictionException">The events contradict each other.</exception>
    public static Timeline Of(CarryOver? carried, IReadOnlyList<PriceEvent> events)
    {
        var ordered = InOrder(DistinctEvents.Of(events));
        if (carried is not null)
            ordered = [carried.Source, .. ordered];
        for (var i = 0; i < ordered.Length; i++)
            EventRules.Check(i == 0 ? null : ordered[i - 1], ordered[i], isCarried: i == 0 && carried is not null);
        return new(ordered);
    }

    /// <summary>
    /// The stretches of a period in which the resource existed, in order and without gaps between changes.
    /// </summary>
    public IReadOnlyList<Segment> In(Period period)
    {
        var segments = new List<Segment>(_events.Length);
        for (var i = 0; i < _events.Length; i++)
        {
            var end = i + 1 < _events.Length ? _events[i + 1].EffectiveAt : DateTimeOffset.MaxValue;
            var clipped = new Period(_events[i].EffectiveAt, end).Clip(period);
            if (_events[i].Kind != PriceEventKind.Deleted && !clipped.IsEmpty)
                segments.Add(new(clipped, _events[i]));
        }
        return segments;
    }

    /// <summary>What outlives everything up to a month's start; null when there is nothing or it is deleted.</summary>
    public CarryOver? Into(BillingMonth month)
    {
        var last = Array.FindLast(_events, e => e.EffectiveAt < month.Start);
        return last is null || last.Kind == PriceEventKind.Deleted ? null : new(month, last);
    }

    private static PriceEvent[] InOrder(IReadOnlyList<PriceEvent> events)
    {
        var ordered = events.ToArray();
        for (var i = 1; i < ordered.Length; i++)
            if (Compare(ordered[i - 1], ordered[i]) > 0)
            {
                Array.Sort(ordered, Compare);
                break;
            }
        return ordered;
    }

    private static int Compare(PriceEvent a, PriceEvent b)
    {
        var order = a.EffectiveAt.CompareTo(b.EffectiveAt);
        if (order == 0)
            order = a.Generation.CompareTo(b.Generation);
        if (order == 0)
            order = a.Kind.CompareTo(b.Kind);
        return order != 0 ? order : string.CompareOrdinal(a.EventId, b.EventId);
    }
}
