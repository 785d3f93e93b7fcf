using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// What a cluster that outlives a month costs at the start of the next one: so closing a month reads that month alone,
/// however old the cluster is.
/// </summary>
/// <param name="Month">The month that it is carried into.</param>
/// <param name="Source">The event whose price still holds at that month's first tick; it took effect before it.</param>
public sealed record CarryOver(BillingMonth Month, BillingEvent Source)
{
    /// <summary>The resource.</summary>
    public ClusterId Cluster => Source.Cluster;
}
