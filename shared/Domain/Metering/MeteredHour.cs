using System.Collections.Immutable;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Metering;

/// <summary>One minute of an hour.</summary>
/// <param name="Kind">As what the cluster was built.</param>
/// <param name="Counts">The figures.</param>
public sealed record MinuteUse(ClusterKind Kind, MinuteCounts Counts);

/// <summary>What was billed of one meter in an hour.</summary>
/// <param name="Total">The quantity of all events together.</param>
/// <param name="Events">How many there are: one, and one for each correction.</param>
/// <param name="LastQuantity">The quantity of the last one.</param>
/// <param name="Price">The price of all of them.</param>
public sealed record MeterTally(decimal Total, int Events, decimal LastQuantity, MeterPrice Price);

/// <summary>
/// What a cluster did in one hour, minute by minute, and what of it was billed. An hour is one usage event for each
/// meter that costs something; minutes that come later are corrections of it. Pure.
/// </summary>
/// <param name="Organization">Who pays.</param>
/// <param name="Resource">The cluster.</param>
/// <param name="Start">The hour's first instant, UTC.</param>
/// <param name="Minutes">By their number, from 0 to 59.</param>
/// <param name="Tallies">What was billed.</param>
public sealed record MeteredHour(
    OrganizationId Organization,
    BilledResource Resource,
    DateTimeOffset Start,
    ImmutableSortedDictionary<int, MinuteUse> Minutes,
    ImmutableSortedDictionary<Meter, MeterTally> Tallies
)
{
    private const string Actor = "region";
    private static readonly Meter[] Measured = [.. Enum.GetValues<Meter>().Where(m => m.IsMeasured())];

    /// <summary>The first instant of the hour that an instant is in.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <summary>An hour of which nothing is known yet.</summary>
    public static MeteredHour Empty(OrganizationId organization, BilledResource resource, DateTimeOffset start) =>
        new(
            organization,
            resource,
            start,
            ImmutableSortedDictionary<int, MinuteUse>.Empty,
            ImmutableSortedDictionary<Meter, MeterTally>.Empty
        );

    /// <summary>The hour with a minute more; the same one when that is known already.</summary>
    public MeteredHour With(DateTimeOffset minute, ClusterKind kind, MinuteCounts counts)
    {
        var number = (int)((minute.UtcTicks - Start.UtcTicks) / TimeSpan.TicksPerMinute);
        ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(minute));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 59, nameof(minute));
        var known = Minutes.GetValueOrDefault(number);
        var next = known is null ? new(kind, counts) : known with { Counts = known.Counts.Or(counts) };
        return next == known ? this : this with { Minutes = Minutes.SetItem(number, next) };
    }

    /// <summary>
    /// The hour with all its minutes billed; the same one when they are. The price is that of the hour's first instant
    /// and of the kind of its first minute, and stays that, whatever comes later.
    /// </summary>
    public MeteredHour Billed(IPriceBook prices)
    {
        var tallies = Tallies;
        foreach (var meter in Measured)
            if (Next(meter, prices) is { } next)
                tallies = tallies.SetItem(meter, next);
        return tallies == Tallies ? this : this with { Tallies = tallies };
    }

    /// <summary>
    /// The last event of each meter, with an id that is the same whenever it is asked for: to be appended before
    /// <see cref="Billed"/> goes on, and after it.
    /// </summary>
    public IReadOnlyList<UsageEvent> LastEvents() => [.. Tallies.Select(t => Event(t.Key, t.Value))];

    private MeterTally? Next(Meter meter, IPriceBook prices)
    {
        var total = Minutes.Values.Sum(m => m.Counts.Of(meter));
        if (Tallies.TryGetValue(meter, out var known))
            return total == known.Total
                ? null
                : known with
                {
                    Total = total,
                    Events = known.Events + 1,
                    LastQuantity = total - known.Total,
                };
        if (total == 0m)
            return null;
        var kind = Minutes.First().Value.Kind;
        return prices.FindMeter(Resource.Region, kind, meter, Start) is { UnitPrice: > 0m } price
            ? new(total, 1, total, price)
            : null;
    }

    private UsageEvent Event(Meter meter, MeterTally tally)
    {
        var first = $"{Resource.Id}-{Meters.NameOf(meter)}-{Start:yyyyMMdd'T'HH'Z'}";
        var isCorrection = tally.Events > 1;
        return new()
        {
            EventId = isCorrection ? $"{first}-{tally.Events}" : first,
            Corrects = isCorrection ? first : null,
            Organization = Organization,
            Resource = Resource,
            Meter = meter,
            Period = new(Start, Start.AddHours(1)),
            EffectiveAt = Start,
            Quantity = tally.LastQuantity,
            UnitPrice = tally.Price.UnitPrice,
            FreeUnits = tally.Price.FreeUnits,
            Currency = tally.Price.Currency,
            PriceBookVersion = tally.Price.BookVersion,
            Actor = Actor,
        };
    }
}
