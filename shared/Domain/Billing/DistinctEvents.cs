namespace Mothership.Domain.Billing;

/// <summary>An event that is there twice counts once.</summary>
internal static class DistinctEvents
{
    /// <summary>Each event once, in the order in which they first appear.</summary>
    /// <exception cref="BillingContradictionException">Two events of one id say different things.</exception>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> events)
        where T : BillingEvent
    {
        // Stores give them in the order of their ids: then one look at each tells that there is none twice.
        for (var i = 1; i < events.Count; i++)
            if (string.CompareOrdinal(events[i - 1].EventId, events[i].EventId) >= 0)
                return ById(events);
        return events;
    }

    private static List<T> ById<T>(IReadOnlyList<T> events)
        where T : BillingEvent
    {
        var byId = new Dictionary<string, T>(events.Count);
        var distinct = new List<T>(events.Count);
        foreach (var e in events)
            if (byId.TryAdd(e.EventId, e))
                distinct.Add(e);
            else if (byId[e.EventId] != e)
                throw new BillingContradictionException($"Event {e.EventId} is there twice, with different content.");
        return distinct;
    }
}
