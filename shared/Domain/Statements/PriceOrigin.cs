using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;

namespace Mothership.Domain.Statements;

/// <summary>
/// Where a unit price comes from: book price × multiplier of the region × units / divisor, rounded to
/// <see cref="PriceBook.PricePlaces"/> places.
/// </summary>
/// <param name="BookPrice">What the price book says.</param>
/// <param name="Multiplier">Of the region.</param>
/// <param name="Units">Capacity units or tasks; of a free part, those that are free; 1 for a measured quantity.</param>
/// <param name="Divisor">3600 where the book says a price for an hour, else 1.</param>
public sealed record PriceOrigin(decimal BookPrice, decimal Multiplier, decimal Units, decimal Divisor)
{
    private const decimal Hour = 3600m;

    /// <summary>The price that this comes to.</summary>
    public decimal Price =>
        decimal.Round(BookPrice * Multiplier * Units / Divisor, PriceBook.PricePlaces, MidpointRounding.AwayFromZero);

    /// <summary>
    /// The origin of a line's unit price; null when the book does not have it, or says something else.
    /// </summary>
    public static PriceOrigin? Of(PriceBook book, BillLine line)
    {
        var version = book.Versions.FirstOrDefault(v => v.Version == line.PriceBookVersion);
        if (version is null || line is not { Resource: { } resource, Meter: { } meter })
            return null;
        if (version.Clouds.GetValueOrDefault(resource.Region.Cloud)?.Of(resource.Region.Name) is not { } multiplier)
            return null;
        var candidates = meter.IsMeasured()
            ? Measured(version, meter, multiplier)
            : OverTime(version, line, multiplier);
        return candidates.FirstOrDefault(c => c.Price == line.UnitPrice);
    }

    private static IEnumerable<PriceOrigin> OverTime(PriceBookVersion version, BillLine line, decimal multiplier)
    {
        if (version.AddOnsPerHour.TryGetValue(line.Plan, out var addOn))
            yield return new(addOn, multiplier, line.Units, Hour);
        if (
            !Enum.TryParse<ClusterKind>(line.Plan, out var kind)
            || !version.CapacityPerHour.TryGetValue(kind, out var hour)
        )
            yield break;
        var free = Math.Min(version.FreeCapacityUnits.GetValueOrDefault(kind), line.Units);
        yield return new(
            hour,
            multiplier,
            BillLines.Original(line) == BillLineKind.Allowance ? free : line.Units,
            Hour
        );
    }

    // A measured line does not say the kind of its cluster.
    private static IEnumerable<PriceOrigin> Measured(PriceBookVersion version, Meter meter, decimal multiplier) =>
        version
            .MeterPrices.GetValueOrDefault(meter)
            ?.Values.Distinct()
            .Select(p => new PriceOrigin(p, multiplier, 1m, 1m))
        ?? [];
}
