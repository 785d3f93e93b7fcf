using Mothership.Domain.Clusters;

namespace Mothership.Domain.Billing;

/// <summary>
/// Corrections of closed months on the next bill. Both timelines of a resource, without and with its late events, are
/// rated month by month; lines that only the first has are taken back, and lines that only the second has are charged.
/// So an event that comes late costs, to the minor unit, what it would have cost in time.
/// </summary>
internal static class Adjustments
{
    /// <summary>The lines that correct a resource's months before <paramref name="month"/>.</summary>
    public static IEnumerable<BillLine> Of(RatedResource resource, BillingMonth month)
    {
        var first = BillingMonth.Of(resource.Late.Min(e => e.EffectiveAt));
        return BillingMonth.Range(first, month).SelectMany(closed => Of(resource, month, closed));
    }

    private static IEnumerable<BillLine> Of(RatedResource resource, BillingMonth month, BillingMonth closed)
    {
        var charged = Lines(resource.Before, closed);
        var due = Lines(resource.Now, closed);
        var same = charged.Select(Essence).Intersect(due.Select(Essence)).ToHashSet();
        var reason = Reason(resource.Late, month, closed);
        var credits = charged.Where(l => !same.Contains(Essence(l))).Select(l => l.TakenBack());
        var charges = due.Where(l => !same.Contains(Essence(l)));
        return credits.Concat(charges).Select(l => l with { Reason = reason });
    }

    private static List<BillLine> Lines(Timeline timeline, BillingMonth month) =>
        [.. timeline.In(month.Period).Select(s => BillLine.Of(s, BillLineKind.Adjustment))];

    private static (Period, decimal, ClusterConfig) Essence(BillLine line) =>
        (line.Period, line.PricePerSecond, line.Config);

    private static string Reason(IReadOnlyList<BillingEvent> late, BillingMonth month, BillingMonth closed)
    {
        var changes = late.OrderBy(e => e.EffectiveAt)
            .ThenBy(e => e.Generation)
            .Select(e => $"{e.EventId} of {e.EffectiveAt:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}");
        return $"Correction of {closed}: recorded in {month}, after that month was closed: "
            + $"{string.Join(", ", changes)}.";
    }
}
