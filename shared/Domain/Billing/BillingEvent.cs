using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>The changes of a cluster that change what it costs.</summary>
public enum BillingEventKind
{
    /// <summary>It became usable.</summary>
    Created,

    /// <summary>Its kind or size changed.</summary>
    Updated,

    /// <summary>Its deletion was asked for; the price is 0 from then on.</summary>
    Deleted,
}

/// <summary>
/// One row of the event table: from <see cref="EffectiveAt"/> on, the resource costs <see cref="PricePerSecond"/>.
/// </summary>
/// <param name="EventId">Unique and deterministic, <c>{cluster}-{generation}-{kind}</c>: appending it twice appends it
/// once.</param>
/// <param name="Organization">Who pays.</param>
/// <param name="Environment">The environment of the resource.</param>
/// <param name="Cluster">The resource.</param>
/// <param name="DisplayName">The customer's name for it at that time.</param>
/// <param name="Region">Where it runs.</param>
/// <param name="Config">Kind and size from then on.</param>
/// <param name="Kind">What happened.</param>
/// <param name="EffectiveAt">UTC, to the tick. Half-open: the new price counts from this tick on.</param>
/// <param name="PricePerSecond">Not rounded, at least 12 places; 0 when deleted.</param>
/// <param name="Currency">ISO 4217, such as <c>USD</c>.</param>
/// <param name="PriceBookVersion">The version of the price book that the price is from.</param>
/// <param name="Generation">The cluster's generation: orders events of the same tick.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record BillingEvent(
    string EventId,
    OrganizationId Organization,
    EnvironmentId Environment,
    ClusterId Cluster,
    string DisplayName,
    RegionId Region,
    ClusterConfig Config,
    BillingEventKind Kind,
    DateTimeOffset EffectiveAt,
    decimal PricePerSecond,
    string Currency,
    string PriceBookVersion,
    long Generation,
    string Actor
);
