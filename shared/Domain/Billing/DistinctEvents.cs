namespace Mothership.Domain.Billing;

/// <summary>An event that is there twice counts once.</summary>
internal static class DistinctEvents
{
    /// <summary>Each event once, in the order in which they first appear.</summary>
    /// <exception cref="BillingContradictionException">Two events of one id say different things.</exception>
    public static List<T> Of<T>(IEnumerable<T> events)
        where T : BillingEvent
    {
        var byId = new Dictionary<string, T>(StringComparer.Ordinal);
        var distinct = new List<T>();
        foreach (var e in events)
            if (byId.TryAdd(e.EventId, e))
                distinct.Add(e);
            else if (byId[e.EventId] != e)
                throw new BillingContradictionException($"Event {e.EventId} is there twice, with different content.");
        return distinct;
    }
}
