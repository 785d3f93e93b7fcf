using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Shared.Tests.Billing;

/// <summary>Events and ratings for the tests of billing.</summary>
internal static class Given
{
    public static readonly OrganizationId Organization = new("5f0c2a1b-0000-4000-8000-000000000001");

    public static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    public static BillingMonth Month(string text) => BillingMonth.Parse(text);

    public static PriceEvent Created(string at, decimal price, string cluster = "lkc-a", string currency = "USD") =>
        Event(PriceEventKind.Created, Utc(at), price, 1, cluster, currency);

    public static PriceEvent Updated(string at, decimal price, long generation = 2, string cluster = "lkc-a") =>
        Event(PriceEventKind.Updated, Utc(at), price, generation, cluster);

    public static PriceEvent Deleted(string at, long generation = 9, string cluster = "lkc-a") =>
        Event(PriceEventKind.Deleted, Utc(at), 0m, generation, cluster);

    public static PriceEvent Event(
        PriceEventKind kind,
        DateTimeOffset at,
        decimal price,
        long generation,
        string cluster,
        string currency = "USD"
    ) =>
        new()
        {
            EventId = $"{cluster}-{generation}-{kind}".ToLowerInvariant(),
            Organization = Organization,
            Resource = ResourceOf(cluster),
            Meter = Meter.ClusterSeconds,
            Plan = "Dedicated",
            Units = (int)generation,
            Kind = kind,
            EffectiveAt = at,
            PricePerSecond = price,
            Currency = currency,
            PriceBookVersion = kind == PriceEventKind.Deleted ? "" : "book-1",
            Generation = generation,
            Actor = "u-1",
        };

    public static BilledResource ResourceOf(string id) =>
        new(new ResourceId(id), $"name of {id}", new EnvironmentId("env-1"), RegionId.Of("aws", "us-west-2"));

    /// <summary>An hour's measurement.</summary>
    public static UsageEvent Used(
        string at,
        decimal quantity,
        decimal unitPrice,
        Meter meter = Meter.IngressBytes,
        string cluster = "lkc-a",
        string currency = "USD"
    ) =>
        new()
        {
            EventId = $"{cluster}-{Meters.NameOf(meter)}-{at}",
            Organization = Organization,
            Resource = ResourceOf(cluster),
            Meter = meter,
            Period = new(Utc(at), Utc(at).AddHours(1)),
            EffectiveAt = Utc(at),
            Quantity = quantity,
            UnitPrice = unitPrice,
            Currency = currency,
            PriceBookVersion = "book-1",
            Actor = "region",
        };

    public static CreditEvent Credit(string at, decimal amount, string? expires = null, string id = "credit-1") =>
        new()
        {
            EventId = id,
            Organization = Organization,
            EffectiveAt = Utc(at),
            Amount = amount,
            Currency = "USD",
            ExpiresAt = expires is null ? null : Utc(expires),
            Reason = "Welcome.",
            Actor = "staff",
        };

    /// <summary>Rates one month of events that were all recorded in time, with what they carry over into it.</summary>
    public static RatedMonth Rated(string month, params BillingEvent[] events) => Months(events, month)[^1];

    /// <summary>
    /// Closes month after month, as the system does: each reads only its own events and what the one before carried on.
    /// </summary>
    public static List<RatedMonth> Months(IReadOnlyCollection<BillingEvent> events, string last)
    {
        var first = BillingMonth.Of(events.Min(e => e.EffectiveAt));
        var carried = (IReadOnlyList<CarryOver>)[];
        var credits = (IReadOnlyList<CreditBalance>)[];
        var months = new List<RatedMonth>();
        foreach (var month in BillingMonth.Range(first, Month(last).Next))
        {
            var own = events.Where(e => BillingMonth.Of(e.EffectiveAt) == month).ToList();
            months.Add(Rating.Rate(new(Organization, month, carried, own, []) { Credits = credits }));
            carried = months[^1].CarriedOn;
            credits = months[^1].CreditsCarriedOn;
        }
        return months;
    }
}
