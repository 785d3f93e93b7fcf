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
        var carried = input.CarriedOver.ToLookup(c => c.Resource);
        var recorded = input.Recorded.OfType<ResourceEvent>().ToLookup(e => e.Resource.Id);
        var earlier = input.Earlier.OfType<ResourceEvent>().ToLookup(e => e.Resource.Id);
        return
        [
            .. carried
                .Select(c => c.Key)
                .Union(recorded.Select(e => e.Key))
                .OrderBy(r => r.Value, StringComparer.Ordinal)
                .Select(r => Of(input.Month, r, [.. carried[r]], [.. recorded[r]], [.. earlier[r]])),
        ];
    }

    private static RatedResource Of(
        BillingMonth month,
        ResourceId resource,
        IReadOnlyList<CarryOver> carried,
        IReadOnlyList<ResourceEvent> recorded,
        IReadOnlyList<ResourceEvent> earlier
    )
    {
        BillingContradictionException.Unless(
            carried.Distinct().Count() <= 1 && carried.All(c => c.Month == month && c.Source.EffectiveAt < month.Start),
            $"What {resource} carries over into {month} is not one state from before it."
        );
        // Late events may change what was carried over, so such a resource's life is made from all its events instead.
        var late = recorded.Where(e => e.EffectiveAt < month.Start).DistinctBy(e => e.EventId).ToList();
        if (late.Count == 0)
        {
            var life = ResourceLife.Of(carried.Count > 0 ? carried[0] : null, recorded);
            return new(life, life, []);
        }
        var before = ResourceLife.Of(null, earlier);
        BillingContradictionException.Unless(
            before.Prices.Into(month) == carried.Distinct().SingleOrDefault(),
            $"What {resource} carries over into {month} is not what its events come to."
        );
        return new(ResourceLife.Of(null, [.. earlier, .. recorded]), before, late);
    }
}
