using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// What a resource that outlives a month costs at the start of the next one: so closing a month reads that month alone,
/// however old the resource is.
/// </summary>
/// <param name="Month">The month that it is carried into.</param>
/// <param name="Source">The event whose price still holds at that month's first tick; it took effect before it.</param>
public sealed record CarryOver(BillingMonth Month, PriceEvent Source)
{
    /// <summary>The resource.</summary>
    public ResourceId Resource => Source.Resource.Id;
}

/// <summary>What is left of a promotional credit at the start of a month.</summary>
/// <param name="Month">The month that it is carried into.</param>
/// <param name="Source">The credit.</param>
/// <param name="Remaining">More than 0, in whole minor units of its currency.</param>
public sealed record CreditBalance(BillingMonth Month, CreditEvent Source, decimal Remaining);
