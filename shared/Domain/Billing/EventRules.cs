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
        Require(before.Kind != PriceEventKind.Deleted, now, $"comes after the deletion {before.EventId}");
        Require(now.Kind != PriceEventKind.Created, now, $"creates what {before.EventId} says is there");
        Require(before.EffectiveAt <= now.EffectiveAt, now, $"takes effect before {before.EventId}, which it follows");
        Require(
            before.Generation <= now.Generation,
            now,
            $"is later than {before.EventId} but of an earlier generation"
        );
        Require(
            before.Currency == now.Currency,
            now,
            $"is in {now.Currency}, but {before.EventId} in {before.Currency}"
        );
        var samePlace = PlaceOf(before) == PlaceOf(now);
        Require(samePlace, now, $"names another organisation, resource, environment or region than {before.EventId}");
    }

    /// <summary>Checks a measured quantity.</summary>
    /// <exception cref="BillingContradictionException">A bill made from it could not be right.</exception>
    public static void Check(UsageEvent used)
    {
        CheckCommon(used);
        var month = BillingMonth.Of(used.Period.Start);
        Require(used.EffectiveAt == used.Period.Start, used, "does not take effect at the start of its period");
        Require(!used.Period.IsEmpty, used, "has an empty period");
        Require(month.Period.Contains(used.Period), used, "has a period in more than one month");
        Require(used.Meter.IsMeasured(), used, $"measures {Meters.NameOf(used.Meter)}, which is not measured");
        Require(decimal.Truncate(used.Quantity) == used.Quantity, used, "has a quantity that is not whole");
        Require(
            used.Quantity >= 0m || used.Corrects is not null,
            used,
            "has a negative quantity, but corrects nothing"
        );
        Require(decimal.Abs(used.Quantity) <= MaxQuantity, used, "has a quantity out of bounds");
        Require(used.UnitPrice is >= 0m and <= MaxUnitPrice && IsFine(used.UnitPrice), used, PriceFault);
        Require(used.FreeUnits is >= 0m and <= MaxQuantity, used, "has free units out of bounds");
    }

    /// <summary>Checks a promotional credit.</summary>
    /// <exception cref="BillingContradictionException">A bill made from it could not be right.</exception>
    public static void Check(CreditEvent credit)
    {
        CheckCommon(credit);
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
        Require(!isOff || isFree, now, $"is of kind {now.Kind}, but has a price");
        Require(!now.Meter.IsMeasured(), now, $"prices {Meters.NameOf(now.Meter)}, which is measured");
        Require(now.Units >= 1, now, "has no units");
    }

    private static void CheckCommon(BillingEvent now)
    {
        Require(now.EffectiveAt.Offset == TimeSpan.Zero, now, "has a time that is not in UTC");
        Require(Currencies.IsKnown(now.Currency), now, $"has the unknown currency '{now.Currency}'");
    }

    private static bool IsFine(decimal price) =>
        price.Scale <= PriceBook.PricePlaces || decimal.Round(price, PriceBook.PricePlaces) == price;

    private static void Require(bool condition, BillingEvent now, string otherwise)
    {
        if (!condition)
            throw new BillingContradictionException($"Event {now.EventId} {otherwise}.");
    }
}
