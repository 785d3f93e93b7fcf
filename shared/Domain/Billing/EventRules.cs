using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>What has to be true of each event, and of one price event after another of the same resource.</summary>
internal static class EventRules
{
    private const decimal MaxQuantity = 1_000_000_000_000_000_000_000_000m;
    private const decimal MaxUnitPrice = 1_000_000m;
    private const string PriceFault = "has a price that is negative, too high or has more than twelve places";

    /// <summary>Checks one event against the one before it.</summary>
    /// <exception cref="BillingContradictionException">A bill made from them could not be right.</exception>
    public static void Check(PriceEvent? before, PriceEvent now, bool isCarried)
    {
        CheckAlone(now);
        if (before is null)
        {
            var begins = isCarried ? now.Kind != PriceEventKind.Deleted : now.Kind == PriceEventKind.Created;
            Require(begins, now, "is the first of its resource, but is not its creation");
            return;
        }
        if (before.Kind == PriceEventKind.Deleted)
            throw Wrong(now, $"comes after the deletion {before.EventId}");
        if (now.Kind == PriceEventKind.Created)
            throw Wrong(now, $"creates what {before.EventId} says is there");
        if (before.EffectiveAt > now.EffectiveAt)
            throw Wrong(now, $"takes effect before {before.EventId}, which it follows");
        if (before.Generation > now.Generation)
            throw Wrong(now, $"is later than {before.EventId} but of an earlier generation");
        if (before.Currency != now.Currency)
            throw Wrong(now, $"is in {now.Currency}, but {before.EventId} in {before.Currency}");
        if (PlaceOf(before) != PlaceOf(now))
            throw Wrong(now, $"names another organisation, resource, environment or region than {before.EventId}");
    }

    /// <summary>Checks a measured quantity.</summary>
    /// <exception cref="BillingContradictionException">A bill made from it could not be right.</exception>
    public static void Check(UsageEvent used)
    {
        CheckCommon(used);
        var (start, end) = (used.Period.Start, used.Period.End);
        Require(used.EffectiveAt == start, used, "does not take effect at the start of its period");
        Require(start < end, used, "has an empty period");
        Require(IsWithinMonth(start, end), used, "has a period in more than one month");
        Require(used.Meter.IsMeasured(), used, "measures what is not measured");
        Require(decimal.IsInteger(used.Quantity), used, "has a quantity that is not whole");
        Require(
            used.Quantity >= 0m || used.Corrects is not null,
            used,
            "has a negative quantity, but corrects nothing"
        );
        Require(used.Quantity is >= -MaxQuantity and <= MaxQuantity, used, "has a quantity out of bounds");
    }

    /// <summary>Checks the price and the free units of a measured quantity.</summary>
    /// <exception cref="BillingContradictionException">A bill made from it could not be right.</exception>
    public static void CheckPrice(UsageEvent used)
    {
        Require(used.UnitPrice is >= 0m and <= MaxUnitPrice && IsFine(used.UnitPrice), used, PriceFault);
        Require(used.FreeUnits is >= 0m and <= MaxQuantity, used, "has free units out of bounds");
    }

    /// <summary>Checks a promotional credit.</summary>
    /// <exception cref="BillingContradictionException">A bill made from it could not be right.</exception>
    public static void Check(CreditEvent credit)
    {
        CheckCommon(credit);
        Require(Currencies.IsKnown(credit.Currency), credit, "has an unknown currency");
        var isWhole = Money.Round(credit.Amount, credit.Currency) == credit.Amount;
        Require(credit.Amount > 0m && isWhole, credit, "credits an amount that is not positive and in minor units");
        Require(!(credit.ExpiresAt <= credit.EffectiveAt), credit, "expires before it is granted");
    }

    private static (OrganizationId, ResourceId, EnvironmentId, RegionId) PlaceOf(PriceEvent e) =>
        (e.Organization, e.Resource.Id, e.Resource.Environment, e.Resource.Region);

    private static void CheckAlone(PriceEvent now)
    {
        CheckCommon(now);
        Require(now.PricePerSecond is >= 0m and <= PriceBook.MaxPricePerSecond, now, "has a price out of bounds");
        Require(IsFine(now.PricePerSecond), now, PriceFault);
        Require(IsFine(now.FreePerSecond) && IsFine(now.MinimumPerSecond), now, PriceFault);
        Require(
            now.FreePerSecond >= 0m && now.FreePerSecond <= now.PricePerSecond,
            now,
            "gives more free than it costs"
        );
        Require(now.MinimumPerSecond is >= 0m and <= PriceBook.MaxPricePerSecond, now, "has a minimum out of bounds");
        var isOff = now.Kind is PriceEventKind.Deleted or PriceEventKind.Suspended;
        var isFree = now is { PricePerSecond: 0m, MinimumPerSecond: 0m };
        Require(!isOff || isFree, now, "is of a kind that costs nothing, but has a price");
        Require(!now.Meter.IsMeasured(), now, "prices what is measured");
        Require(now.Units >= 1, now, "has no units");
    }

    private static void CheckCommon(BillingEvent now) =>
        Require(now.EffectiveAt.Offset == TimeSpan.Zero, now, "has a time that is not in UTC");

    private static bool IsWithinMonth(DateTimeOffset start, DateTimeOffset end)
    {
        // The last tick that belongs to it tells the day and the month in which it ends.
        var last = end.UtcTicks - 1;
        return start.UtcTicks / TimeSpan.TicksPerDay == last / TimeSpan.TicksPerDay
            || BillingMonth.Of(start) == BillingMonth.Of(new DateTimeOffset(last, TimeSpan.Zero));
    }

    private static bool IsFine(decimal price) =>
        price.Scale <= PriceBook.PricePlaces || decimal.Round(price, PriceBook.PricePlaces) == price;

    private static void Require(bool condition, BillingEvent now, string otherwise)
    {
        if (!condition)
            throw Wrong(now, otherwise);
    }

    private static BillingContradictionException Wrong(BillingEvent now, string what) =>
        new($"Event {now.EventId} {what}.");
}
