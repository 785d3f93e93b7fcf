using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>A tenth of a dollar per second and unit.</summary>
internal sealed class PriceList : IPriceBook
{
    public bool IsEmpty { get; set; }

    public decimal Factor { get; set; } = 1m;

    /// <summary>What a GiB that producers send costs; null: nothing.</summary>
    public decimal? PerGibibyteIn { get; set; }

    /// <summary>From this instant on everything costs double; null: never.</summary>
    public DateTimeOffset? DoublesAt { get; set; }

    public string Currency => "USD";

    public Price? Find(RegionId region, ClusterConfig config, DateTimeOffset at) =>
        IsEmpty ? null
        : at >= DoublesAt ? new Price(0.2m * Factor * config.Size, "USD", "double")
        : new Price(0.1m * Factor * config.Size, "USD", "test");

    public MeterPrice? FindMeter(RegionId region, ClusterKind kind, Meter meter, DateTimeOffset at) =>
        meter == Meter.IngressBytes && PerGibibyteIn is { } price ? new(price, 0m, "USD", "test") : null;

    /// <summary>What a unit of an add-on costs a second; null: add-ons are not on sale.</summary>
    public decimal? AddOn { get; set; }

    public Price? FindAddOn(RegionId region, string name, int units, DateTimeOffset at) =>
        IsEmpty || AddOn is not { } price ? null
        : at >= DoublesAt ? new Price(2m * price * units, "USD", "double")
        : new Price(price * units, "USD", "test");

    public IReadOnlyList<DateTimeOffset> Changes(DateTimeOffset after, DateTimeOffset through) =>
        DoublesAt is { } at && after < at && at <= through ? [at] : [];
}
