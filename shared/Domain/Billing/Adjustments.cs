namespace Mothership.Domain.Billing;

/// <summary>
/// Corrections of closed months on the next bill. A resource's life, without and with its late events, is rated month
/// by month; lines that only the first has are taken back, and lines that only the second has are charged. So an event
/// that comes late costs, to the minor unit, what it would have cost in time.
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
        var charged = resource.Before.Lines(closed, closed.Period);
        var due = resource.Now.Lines(closed, closed.Period);
        var same = charged.Select(Essence).Intersect(due.Select(Essence)).ToHashSet();
        var reason = Reason(resource.Late, month, closed);
        var takenBack = charged.Where(l => !same.Contains(Essence(l))).Select(l => l.AsAdjustment(true, reason));
        var charges = due.Where(l => !same.Contains(Essence(l))).Select(l => l.AsAdjustment(false, reason));
        return takenBack.Concat(charges);
    }

    /// <summary>What makes two lines charge the same for the same.</summary>
    private static object Essence(BillLine l) =>
        (l.Kind, l.Meter, l.Plan, l.Units, l.Period, l.Quantity, l.UnitPrice, l.Days);

    private static string Reason(IReadOnlyList<ResourceEvent> late, BillingMonth month, BillingMonth closed)
    {
        const int named = 5;
        var changes = late.OrderBy(e => e.EffectiveAt)
            .ThenBy(e => (e as PriceEvent)?.Generation)
            .ThenBy(e => e.EventId, StringComparer.Ordinal)
            .Select(e => $"{e.EventId} of {e.EffectiveAt:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}");
        var others = late.Count > named ? $" and {late.Count - named} more" : "";
        return $"Correction of {closed}: recorded in {month}, after that month was closed: "
            + $"{string.Join(", ", changes.Take(named))}{others}.";
    }
}
