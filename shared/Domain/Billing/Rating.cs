using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// What a month of an organisation is rated from. The order of the lists, and repetitions in them, make no difference.
/// </summary>
/// <param name="Organization">Who pays.</param>
/// <param name="Month">The month.</param>
/// <param name="CarriedOver">What its clusters cost at the month's first tick.</param>
/// <param name="Recorded">The events of the month's partition. Those that took effect before the month are late ones,
/// see <see cref="Earlier"/>.</param>
/// <param name="Earlier">All events in the partitions of earlier months, of those clusters that have late
/// events.</param>
public sealed record RatingInput(
    OrganizationId Organization,
    BillingMonth Month,
    IReadOnlyCollection<CarryOver> CarriedOver,
    IReadOnlyCollection<BillingEvent> Recorded,
    IReadOnlyCollection<BillingEvent> Earlier
)
{
    /// <summary>The clusters whose earlier months have to be looked at again.</summary>
    public IReadOnlySet<ClusterId> ClustersWithLateEvents() => LateClusters(Month, Recorded);

    /// <summary>The clusters of events that took effect before a month.</summary>
    public static IReadOnlySet<ClusterId> LateClusters(BillingMonth month, IEnumerable<BillingEvent> recorded) =>
        recorded.Where(e => e.EffectiveAt < month.Start).Select(e => e.Cluster).ToHashSet();
}

/// <summary>A month of an organisation, rated.</summary>
/// <param name="Organization">Who pays.</param>
/// <param name="Month">The month.</param>
/// <param name="Currency">ISO 4217; null when nothing costs anything.</param>
/// <param name="Lines">First the use, by cluster and time, then the adjustments.</param>
/// <param name="CarriedOn">What outlives the month.</param>
public sealed record RatedMonth(
    OrganizationId Organization,
    BillingMonth Month,
    string? Currency,
    IReadOnlyList<BillLine> Lines,
    IReadOnlyList<CarryOver> CarriedOn
)
{
    /// <summary>The sum of the rounded lines.</summary>
    public decimal Total => Lines.Sum(l => l.Amount);
}

/// <summary>Turns events into the lines of a bill. Pure: the same events always give the same lines.</summary>
public static class Rating
{
    /// <summary>Rates a whole month.</summary>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public static RatedMonth Rate(RatingInput input) => Rate(input, input.Month.End);

    /// <summary>Rates a month as far as it has come, for figures of the running month.</summary>
    /// <param name="input">Its events so far.</param>
    /// <param name="until">The instant up to which to rate; what is outside the month is ignored.</param>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public static RatedMonth Rate(RatingInput input, DateTimeOffset until)
    {
        CheckOwnership(input);
        var period = input.Month.Period.Clip(new(DateTimeOffset.MinValue, until));
        var resources = Resources(input);
        var usage = resources.SelectMany(r => r.Now.In(period)).Select(s => BillLine.Of(s, BillLineKind.Usage));
        var adjustments = resources.Where(r => r.Late.Count > 0).SelectMany(r => Adjustments.Of(r, input.Month));
        var rated = new RatedMonth(
            input.Organization,
            input.Month,
            Currency(input),
            [.. usage, .. adjustments],
            [.. resources.Select(r => r.Now.Into(input.Month.Next)).OfType<CarryOver>()]
        );
        RatingChecks.Check(rated);
        return rated;
    }

    private static List<RatedResource> Resources(RatingInput input)
    {
        var carried = input.CarriedOver.ToLookup(c => c.Cluster);
        var recorded = input.Recorded.ToLookup(e => e.Cluster);
        var earlier = input.Earlier.ToLookup(e => e.Cluster);
        return
        [
            .. carried
                .Select(c => c.Key)
                .Union(recorded.Select(e => e.Key))
                .OrderBy(c => c.Value, StringComparer.Ordinal)
                .Select(c => RatedResource.Of(input.Month, c, [.. carried[c]], [.. recorded[c]], [.. earlier[c]])),
        ];
    }

    private static void CheckOwnership(RatingInput input)
    {
        foreach (var e in input.Recorded.Concat(input.Earlier).Concat(input.CarriedOver.Select(c => c.Source)))
            BillingContradictionException.Unless(
                e.Organization == input.Organization,
                $"Event {e.EventId} belongs to organisation {e.Organization}, not to {input.Organization}."
            );
        foreach (var e in input.Recorded)
            BillingContradictionException.Unless(
                e.EffectiveAt < input.Month.End,
                $"Event {e.EventId} takes effect after {input.Month}, where it is recorded."
            );
    }

    private static string? Currency(RatingInput input)
    {
        var events = input.Recorded.Concat(input.CarriedOver.Select(c => c.Source));
        var currencies = events.Select(e => e.Currency).Distinct().Order(StringComparer.Ordinal).ToList();
        BillingContradictionException.Unless(
            currencies.Count <= 1,
            $"The month has events in several currencies: {string.Join(", ", currencies)}."
        );
        return currencies.SingleOrDefault();
    }
}

/// <summary>One resource in the rating of a month.</summary>
/// <param name="Now">Its timeline by all that is known.</param>
/// <param name="Before">Its timeline by what was known when the month before was closed.</param>
/// <param name="Late">The events that were not known then, although they took effect then.</param>
internal sealed record RatedResource(Timeline Now, Timeline Before, IReadOnlyList<BillingEvent> Late)
{
    public static RatedResource Of(
        BillingMonth month,
        ClusterId cluster,
        IReadOnlyList<CarryOver> carried,
        IReadOnlyList<BillingEvent> recorded,
        IReadOnlyList<BillingEvent> earlier
    )
    {
        BillingContradictionException.Unless(
            carried.Distinct().Count() <= 1 && carried.All(c => c.Month == month && c.Source.EffectiveAt < month.Start),
            $"What cluster {cluster} carries over into {month} is not one state from before it."
        );
        // Late events may change what was carried over, so such a cluster's timeline is made from its whole life
        // instead.
        var late = recorded.Where(e => e.EffectiveAt < month.Start).DistinctBy(e => e.EventId).ToList();
        if (late.Count == 0)
        {
            var timeline = Timeline.Of(carried.Count > 0 ? carried[0] : null, recorded);
            return new(timeline, timeline, []);
        }
        var before = Timeline.Of(null, earlier);
        BillingContradictionException.Unless(
            before.Into(month) == carried.Distinct().SingleOrDefault(),
            $"What cluster {cluster} carries over into {month} is not what its events come to."
        );
        return new(Timeline.Of(null, earlier.Concat(recorded)), before, late);
    }
}
