using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Bench.Support;

/// <summary>
/// A month's events of an organisation as billing sees them: clusters that are created, resized and deleted, and
/// hourly measurements of what they were used for. The same organisation always has the same events.
/// </summary>
internal static class BilledEvents
{
    /// <summary>Clusters of an organisation.</summary>
    public const int Clusters = 4;

    /// <summary>Events of a cluster: its creation, three resizes, and 21 measurements.</summary>
    public const int EventsEach = 25;

    /// <summary>Events of an organisation in a month.</summary>
    public const int PerOrganization = Clusters * EventsEach;

    private const int PriceEventsEach = 4;
    private static readonly Meter[] Measured = [Meter.IngressBytes, Meter.EgressBytes, Meter.StorageByteSeconds];

    public static OrganizationId Organization(int number) => new($"{number:x8}-0000-4000-8000-000000000000");

    /// <summary>The events that take effect in a month, in the order of the event table.</summary>
    public static List<BillingEvent> Of(int organization, BillingMonth month)
    {
        var owner = Organization(organization);
        var events = new List<BillingEvent>(PerOrganization);
        for (var c = 0; c < Clusters; c++)
        {
            var name = $"lkc-{organization:x6}{month.ToString().Replace("-", "")}{c}";
            var environment = new EnvironmentId($"env-{organization:x8}");
            var resource = new BilledResource(new(name), $"orders {c}", environment, RegionId.Of("aws", "us-west-2"));
            for (var i = 0; i < EventsEach; i++)
                events.Add(i < PriceEventsEach ? Priced(owner, resource, month, i) : Used(owner, resource, month, i));
        }
        // The order in which the event table gives them.
        events.Sort((a, b) => string.CompareOrdinal(a.EventId, b.EventId));
        return events;
    }

    private static PriceEvent Priced(OrganizationId owner, BilledResource resource, BillingMonth month, int i) =>
        new()
        {
            EventId =
                $"{resource.Id}-{i + 1}-{(i == 0 ? "created" : i == PriceEventsEach - 1 ? "deleted" : "updated")}",
            Organization = owner,
            EffectiveAt = month.Start.AddDays(1 + (i * 7)).AddTicks(1_234_567 + i),
            Currency = "USD",
            Actor = "u-bench",
            Resource = resource,
            Meter = Meter.ClusterSeconds,
            PriceBookVersion = i == PriceEventsEach - 1 ? "" : "bench-1",
            Kind =
                i == 0 ? PriceEventKind.Created
                : i == PriceEventsEach - 1 ? PriceEventKind.Deleted
                : PriceEventKind.Updated,
            Plan = "Standard",
            Units = i + 1,
            PricePerSecond = i == PriceEventsEach - 1 ? 0m : 0.000208333333m * (i + 1),
            Generation = i + 1,
        };

    private static UsageEvent Used(OrganizationId owner, BilledResource resource, BillingMonth month, int i)
    {
        var meter = Measured[i % Measured.Length];
        var start = month.Start.AddDays(2).AddHours(i);
        return new()
        {
            EventId = $"{resource.Id}-{Meters.NameOf(meter)}-{start:yyyyMMddHH}",
            Organization = owner,
            EffectiveAt = start,
            Currency = "USD",
            Actor = "region",
            Resource = resource,
            Meter = meter,
            PriceBookVersion = "bench-1",
            Period = new(start, start.AddHours(1)),
            Quantity = 1_000_000_007L * (i + 1),
            UnitPrice = 0.05m,
        };
    }
}
