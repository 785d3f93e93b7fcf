using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// One row of the event table. Never changed and never removed; what was wrong is put right by another event. A bill is
/// made from these rows and nothing else.
/// </summary>
public abstract record BillingEvent
{
    /// <summary>Unique and deterministic: appending an event twice appends it once.</summary>
    public required string EventId { get; init; }

    /// <summary>Who pays.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>UTC, to the tick: decides the month that it belongs to.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>ISO 4217, such as <c>USD</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>Who caused it: a user, a service account, or a part of the system.</summary>
    public required string Actor { get; init; }
}

/// <summary>What an event or a line is about.</summary>
/// <param name="Id">The resource.</param>
/// <param name="DisplayName">The customer's name for it at that time.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="Region">Where it runs.</param>
public sealed record BilledResource(ResourceId Id, string DisplayName, EnvironmentId Environment, RegionId Region);

/// <summary>An event about one resource.</summary>
public abstract record ResourceEvent : BillingEvent
{
    /// <summary>The resource.</summary>
    public required BilledResource Resource { get; init; }

    /// <summary>What is metered.</summary>
    public required Meter Meter { get; init; }

    /// <summary>The version of the price book that the price is from; empty when deleted.</summary>
    public required string PriceBookVersion { get; init; }
}

/// <summary>The changes of a resource that change what it costs.</summary>
public enum PriceEventKind
{
    /// <summary>It became usable.</summary>
    Created,

    /// <summary>Another version of the price book came into force; nothing else changed. Comes before other
    /// changes of the same tick and generation: they have the new price already.</summary>
    Repriced,

    /// <summary>Its kind or size changed.</summary>
    Updated,

    /// <summary>Its compute was taken away; it costs nothing until it is resumed.</summary>
    Suspended,

    /// <summary>Its compute is back.</summary>
    Resumed,

    /// <summary>Its deletion was asked for; the price is 0 from then on.</summary>
    Deleted,
}

/// <summary>
/// From <see cref="BillingEvent.EffectiveAt"/> on, half-open, the resource costs <see cref="PricePerSecond"/>, until
/// its next price event. Its id is <c>{resource}-{generation}-{kind}</c>, of a repricing with the version behind it.
/// </summary>
public sealed record PriceEvent : ResourceEvent
{
    /// <summary>What happened.</summary>
    public required PriceEventKind Kind { get; init; }

    /// <summary>What it is sold as from then on: a cluster's kind, such as <c>Dedicated</c>, or an add-on's
    /// name.</summary>
    public required string Plan { get; init; }

    /// <summary>How much of it: capacity units, tasks. At least 1.</summary>
    public required int Units { get; init; }

    /// <summary>Not rounded, at most twelve places; 0 when deleted or suspended.</summary>
    public required decimal PricePerSecond { get; init; }

    /// <summary>The part of the price per second that is given free; from 0 to the price.</summary>
    public decimal FreePerSecond { get; init; }

    /// <summary>What a second of the resource costs at the least, over a month, with all its meters.</summary>
    public decimal MinimumPerSecond { get; init; }

    /// <summary>The resource's generation: orders events of the same tick.</summary>
    public required long Generation { get; init; }
}

/// <summary>
/// A measured quantity of a resource over a stretch of time, at the price that was in force.
/// <see cref="BillingEvent.EffectiveAt"/> is the start of that stretch.
/// </summary>
public sealed record UsageEvent : ResourceEvent
{
    /// <summary>When it was used: not empty, within one calendar month.</summary>
    public required Period Period { get; init; }

    /// <summary>In whole units of the meter. Negative only in a correction.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The price of <see cref="Meters.PricedUnits"/> units; at most twelve places.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>How many units of the meter are free for the resource in each calendar month.</summary>
    public decimal FreeUnits { get; init; }

    /// <summary>The event that it corrects by adding to it; null when it is a measurement.</summary>
    public string? Corrects { get; init; }
}

/// <summary>A promotional credit: taken off the bills of the months that begin before it expires.</summary>
public sealed record CreditEvent : BillingEvent
{
    /// <summary>More than 0, in whole minor units of the currency.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Months that begin at or after it get nothing; null when it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>For the customer to read.</summary>
    public required string Reason { get; init; }
}
