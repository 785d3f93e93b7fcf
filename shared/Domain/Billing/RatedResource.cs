using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>One resource in the rating of a month.</summary>
/// <param name="Now">Its life by all that is known.</param>
/// <param name="Before">Its life by what was known when the month before was closed.</param>
/// <param name="Late">The events that were not known then, although they took effect then.</param>
internal sealed record RatedResource(ResourceLife Now, ResourceLife Before, IReadOnlyList<ResourceEvent> Late)
{
    /// <summary>The resources of a month, in the order of their ids.</summary>
    public static List<RatedResource> AllOf(RatingInput input)
    {
        var known = KnownResource.AllOf(input);
        var rated = new List<RatedResource>(known.Count);
        foreach (var resource in known)
            rated.Add(Of(input.Month, resource));
        return rated;
    }

    private static RatedResource Of(BillingMonth month, KnownResource known)
    {
        var start = month.Start;
        var carried = known.Carried;
        if (carried is not null && (carried.Month != month || carried.Source.EffectiveAt >= start))
            throw Carries(known.Id, month, "one state from before it");
        // Late events may change what was carried over, so such a resource's life is made from all its events instead.
        if (!known.Recorded.AnyBefore(start))
        {
            var life = ResourceLife.Of(carried, known.Recorded);
            return new(life, life, []);
        }
        var before = ResourceLife.Of(null, known.Earlier);
        if (before.Prices.Into(month) != carried)
            throw Carries(known.Id, month, "what its events come to");
        var news = known.Recorded.All.Where(e => e.EffectiveAt < start).DistinctBy(e => e.EventId).ToList();
        return new(
            ResourceLife.Of(null, ResourceEvents.Of(known.Earlier.All.Concat(known.Recorded.All))),
            before,
            news
        );
    }

    private static BillingContradictionException Carries(ResourceId id, BillingMonth month, string what) =>
        new($"What {id} carries over into {month} is not {what}.");
}
