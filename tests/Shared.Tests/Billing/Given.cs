using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
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

    public static BillingEvent Created(string at, decimal price, string cluster = "lkc-a", string currency = "USD") =>
        Event(BillingEventKind.Created, Utc(at), price, 1, cluster, currency);

    public static BillingEvent Updated(string at, decimal price, long generation = 2, string cluster = "lkc-a") =>
        Event(BillingEventKind.Updated, Utc(at), price, generation, cluster);

    public static BillingEvent Deleted(string at, long generation = 9, string cluster = "lkc-a") =>
        Event(BillingEventKind.Deleted, Utc(at), 0m, generation, cluster);

    public static BillingEvent Event(
        BillingEventKind kind,
        DateTimeOffset at,
        decimal price,
        long generation,
        string cluster,
        string currency = "USD"
    ) =>
        new(
            $"{cluster}-{generation}-{kind}".ToLowerInvariant(),
            Organization,
            new EnvironmentId("env-1"),
            new ClusterId(cluster),
            $"name of {cluster}",
            RegionId.Of("aws", "us-west-2"),
            new ClusterConfig(ClusterKind.Dedicated, (int)generation),
            kind,
            at,
            price,
            currency,
            kind == BillingEventKind.Deleted ? "" : "book-1",
            generation,
            "u-1"
        );

    /// <summary>Rates one month of events that were all recorded in time, with what they carry over into it.</summary>
    public static RatedMonth Rated(string month, params BillingEvent[] events) => Months(events, month)[^1];

    /// <summary>
    /// Closes month after month, as the system does: each reads only its own events and what the one before carried on.
    /// </summary>
    public static List<RatedMonth> Months(IReadOnlyCollection<BillingEvent> events, string last)
    {
        var first = BillingMonth.Of(events.Min(e => e.EffectiveAt));
        var carried = (IReadOnlyList<CarryOver>)[];
        var months = new List<RatedMonth>();
        foreach (var month in BillingMonth.Range(first, Month(last).Next))
        {
            var own = events.Where(e => BillingMonth.Of(e.EffectiveAt) == month).ToList();
            months.Add(Rating.Rate(new(Organization, month, carried, own, [])));
            carried = months[^1].CarriedOn;
        }
        return months;
    }
}
