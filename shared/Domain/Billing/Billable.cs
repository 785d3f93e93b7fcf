using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>A state of a resource, as far as a price event tells it.</summary>
/// <param name="Organization">Who pays.</param>
/// <param name="Resource">What it is.</param>
/// <param name="Meter">What is metered.</param>
/// <param name="Plan">What it is sold as.</param>
/// <param name="Units">How much of it.</param>
/// <param name="Generation">Of the state.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Currency">Of its earlier events.</param>
/// <param name="LastBilledAt">When its event before took effect; null for the first one.</param>
internal sealed record Billable(
    OrganizationId Organization,
    BilledResource Resource,
    Meter Meter,
    string Plan,
    int Units,
    long Generation,
    string Actor,
    string Currency,
    DateTimeOffset? LastBilledAt
)
{
    /// <summary>The event of a change. The same change always gives the same event.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="price">What it costs from then on; null for nothing.</param>
    public PriceEvent Event(PriceEventKind kind, DateTimeOffset now, Price? price) =>
        new()
        {
            EventId = IdOf(kind, price),
            Organization = Organization,
            Resource = Resource,
            Meter = Meter,
            Plan = Plan,
            Units = Units,
            Kind = kind,
            // The machine's clock may have been set back between two changes; an event never takes effect before the
            // one before it.
            EffectiveAt = LastBilledAt is { } last && last > now ? last : now,
            PricePerSecond = price?.PerSecond ?? 0m,
            FreePerSecond = price?.FreePerSecond ?? 0m,
            MinimumPerSecond = price?.MinimumPerSecond ?? 0m,
            Currency = price?.Currency ?? Currency,
            PriceBookVersion = price?.BookVersion ?? "",
            Generation = Generation,
            Actor = Actor,
        };

    /// <summary>Several versions of the price book may come into force in one generation.</summary>
    private string IdOf(PriceEventKind kind, Price? price)
    {
        var id = $"{Resource.Id}-{Generation}-{kind}".ToLowerInvariant();
        return kind == PriceEventKind.Repriced ? $"{id}-{price!.BookVersion}" : id;
    }
}
