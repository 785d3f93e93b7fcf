using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>What the rating of a month is given about one resource.</summary>
internal sealed class KnownResource(ResourceId id)
{
    public ResourceId Id => id;

    public CarryOver? Carried { get; private set; }

    public ResourceEvents Recorded { get; } = new();

    public ResourceEvents Earlier { get; } = new();

    /// <summary>Every resource that has events in the month or is carried over into it, in the order of the
    /// ids.</summary>
    /// <exception cref="BillingContradictionException">A resource is carried over in two states.</exception>
    public static List<KnownResource> AllOf(RatingInput input)
    {
        var byId = new Dictionary<ResourceId, KnownResource>();
        foreach (var carried in input.CarriedOver)
            Of(byId, carried.Resource).Carry(carried);
        KnownResource? last = null;
        foreach (var e in input.Recorded)
            if (e is ResourceEvent about)
            {
                // Stores give the events of a resource together.
                if (last?.Id != about.Resource.Id)
                    last = Of(byId, about.Resource.Id);
                last.Recorded.Add(about);
            }
        foreach (var e in input.Earlier)
            if (e is ResourceEvent about && byId.TryGetValue(about.Resource.Id, out var known))
                known.Earlier.Add(about);
        var all = byId.Values.ToList();
        all.Sort((a, b) => string.CompareOrdinal(a.Id.Value, b.Id.Value));
        return all;
    }

    private static KnownResource Of(Dictionary<ResourceId, KnownResource> byId, ResourceId id)
    {
        if (!byId.TryGetValue(id, out var known))
            byId.Add(id, known = new(id));
        return known;
    }

    private void Carry(CarryOver carried)
    {
        BillingContradictionException.Unless(
            Carried is null || Carried == carried,
            $"What {id} carries over into {carried.Month} is not one state from before it."
        );
        Carried = carried;
    }
}
