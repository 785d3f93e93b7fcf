using Mothership.Domain.Billing;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Statements;

/// <summary>The events that a bill was made from, to look up what is behind a line.</summary>
internal sealed class KnownEvents
{
    private readonly BillingMonth _month;
    private readonly Dictionary<ResourceId, CarryOver> _carried;
    private readonly ILookup<ResourceId, ResourceEvent> _recorded;
    private readonly ILookup<ResourceId, ResourceEvent> _earlier;
    private readonly Dictionary<(ResourceId, bool, bool), Timeline> _timelines = [];

    public KnownEvents(RatingInput input)
    {
        _month = input.Month;
        _carried = input.CarriedOver.Distinct().ToDictionary(c => c.Resource);
        _recorded = Once(input.Recorded);
        _earlier = Once(input.Earlier);
    }

    /// <summary>The events of a resource that were too late for their month.</summary>
    public IReadOnlyList<ResourceEvent> LateOf(ResourceId resource) =>
        [.. InOrder(_recorded[resource].Where(e => e.EffectiveAt < _month.Start))];

    /// <summary>The measurements that a line adds up.</summary>
    public IReadOnlyList<UsageEvent> MeasuredFor(BillLine line, DateTimeOffset until)
    {
        var month = BillLines.MonthOf(line).Period.Clip(new(DateTimeOffset.MinValue, until));
        return
        [
            .. InOrder(KnownFor(line).OfType<UsageEvent>())
                .Where(u => u.Meter == line.Meter && month.Contains(u.EffectiveAt))
                .Where(u => (u.UnitPrice, u.PriceBookVersion) == (line.UnitPrice, line.PriceBookVersion))
                .Where(u => u.Resource.Region == line.Resource!.Region),
        ];
    }

    /// <summary>The stretches of time, each with its price, of the month that a line is about.</summary>
    public IReadOnlyList<Segment> SegmentsFor(BillLine line, DateTimeOffset until)
    {
        var timeline = TimelineFor(line);
        return timeline.In(BillLines.MonthOf(line).Period.Clip(new(DateTimeOffset.MinValue, until)));
    }

    private Timeline TimelineFor(BillLine line)
    {
        var resource = line.Resource!.Id;
        var isWhole = line.Corrects is not null || LateOf(resource).Count > 0;
        var key = (resource, isWhole, BillLines.IsTakenBack(line));
        if (_timelines.TryGetValue(key, out var known))
            return known;
        var carried = isWhole ? null : _carried.GetValueOrDefault(resource);
        return _timelines[key] = Timeline.Of(carried, [.. KnownFor(line).OfType<PriceEvent>()]);
    }

    /// <summary>The price event at an instant that ends what a line is about; null when none does.</summary>
    public PriceEvent? EndOf(BillLine line) =>
        KnownFor(line)
            .OfType<PriceEvent>()
            .Where(e => e.EffectiveAt == line.Period.End)
            .MaxBy(e => (e.Generation, e.Kind));

    /// <summary>What was known when what the line says was charged.</summary>
    private IEnumerable<ResourceEvent> KnownFor(BillLine line)
    {
        var (earlier, recorded) = (_earlier[line.Resource!.Id], _recorded[line.Resource.Id]);
        return BillLines.IsTakenBack(line) ? earlier : earlier.Concat(recorded).DistinctBy(e => e.EventId);
    }

    private static ILookup<ResourceId, ResourceEvent> Once(IEnumerable<BillingEvent> events) =>
        events.OfType<ResourceEvent>().DistinctBy(e => e.EventId).ToLookup(e => e.Resource.Id);

    private static IEnumerable<T> InOrder<T>(IEnumerable<T> events)
        where T : ResourceEvent => events.OrderBy(e => e.EffectiveAt).ThenBy(e => e.EventId, StringComparer.Ordinal);
}
