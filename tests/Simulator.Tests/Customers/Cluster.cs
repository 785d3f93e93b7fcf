using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;

namespace Mothership.Simulator.Tests.Customers;

/// <summary>A resource of a simulated customer: what it is, and the price events that its changes make.</summary>
internal sealed class Cluster(
    OrganizationId owner,
    BilledResource resource,
    ClusterKind kind,
    string currency,
    bool isFlat
)
{
    private readonly IPriceBook _prices = PriceLists.Of(currency);
    private long _generation;
    private int _size = 1;

    public BilledResource Resource => resource;

    public ClusterKind Kind => kind;

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public bool IsSuspended { get; private set; }

    public PriceEvent Create(DateTimeOffset at, int size)
    {
        (CreatedAt, _size) = (at, size);
        return Priced(PriceEventKind.Created, at);
    }

    public PriceEvent Resize(DateTimeOffset at, int size)
    {
        _size = size;
        return IsSuspended ? Free(PriceEventKind.Updated, at) : Priced(PriceEventKind.Updated, at);
    }

    public PriceEvent SuspendOrResume(DateTimeOffset at)
    {
        IsSuspended = !IsSuspended;
        return IsSuspended ? Free(PriceEventKind.Suspended, at) : Priced(PriceEventKind.Resumed, at);
    }

    public PriceEvent Delete(DateTimeOffset at)
    {
        DeletedAt = at;
        return Free(PriceEventKind.Deleted, at);
    }

    public PriceEvent Reprice(DateTimeOffset at)
    {
        var repriced = Priced(PriceEventKind.Repriced, at);
        return repriced with { EventId = $"{repriced.EventId}-{repriced.PriceBookVersion}" };
    }

    public UsageEvent? Measure(Meter meter, Period period, decimal quantity, int number)
    {
        var price = _prices.FindMeter(resource.Region, kind, meter, period.Start)!;
        return new()
        {
            EventId = $"{resource.Id}-{Meters.NameOf(meter)}-{number}",
            Organization = owner,
            EffectiveAt = period.Start,
            Currency = currency,
            Actor = "region",
            Resource = resource,
            Meter = meter,
            PriceBookVersion = price.BookVersion,
            Period = period,
            Quantity = quantity,
            UnitPrice = price.UnitPrice,
            FreeUnits = price.FreeUnits,
        };
    }

    private PriceEvent Priced(PriceEventKind what, DateTimeOffset at)
    {
        // Whole seconds at half a minor unit: amounts that lie in the middle between two minor units.
        if (isFlat)
            return Free(what, at) with
            {
                PricePerSecond = new decimal(5 * _size, 0, 0, false, (byte)(Currencies.MinorUnits(currency) + 1)),
                PriceBookVersion = "flat",
            };
        var price = _prices.Find(resource.Region, new(kind, _size), at)!;
        price.BookVersion.ShouldBe(PriceLists.VersionAt(currency, at), $"the price book at {at:O}");
        return Free(what, at) with
        {
            PricePerSecond = price.PerSecond,
            FreePerSecond = price.FreePerSecond,
            MinimumPerSecond = price.MinimumPerSecond,
            PriceBookVersion = price.BookVersion,
        };
    }

    private PriceEvent Free(PriceEventKind what, DateTimeOffset at) =>
        new()
        {
            EventId = $"{resource.Id}-{++_generation}-{what}".ToLowerInvariant(),
            Organization = owner,
            EffectiveAt = at,
            Currency = currency,
            Actor = "u-1",
            Resource = resource,
            Meter = Meter.ClusterSeconds,
            PriceBookVersion = "",
            Kind = what,
            Plan = kind.ToString(),
            Units = _size,
            PricePerSecond = 0m,
            Generation = _generation,
        };
}
