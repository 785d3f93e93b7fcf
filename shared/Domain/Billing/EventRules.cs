namespace Mothership.Domain.Billing;

/// <summary>What has to be true of an event, and of one event after another of the same resource.</summary>
internal static class EventRules
{
    /// <summary>Checks one event against the one before it.</summary>
    /// <exception cref="BillingContradictionException">A bill made from them could not be right.</exception>
    public static void Check(BillingEvent? before, BillingEvent now, bool isCarried)
    {
        CheckAlone(now);
        if (before is null)
        {
            var begins = isCarried ? now.Kind != BillingEventKind.Deleted : now.Kind == BillingEventKind.Created;
            Require(begins, now, "is the first of its cluster, but is not its creation");
            return;
        }
        Require(before.Kind != BillingEventKind.Deleted, now, $"comes after the deletion {before.EventId}");
        Require(now.Kind != BillingEventKind.Created, now, $"creates what {before.EventId} says is there");
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
        var samePlace = (before.Organization, before.Cluster, before.Environment, before.Region);
        Require(
            samePlace == (now.Organization, now.Cluster, now.Environment, now.Region),
            now,
            $"names another organisation, cluster, environment or region than {before.EventId}"
        );
    }

    private static void CheckAlone(BillingEvent now)
    {
        Require(now.EffectiveAt.Offset == TimeSpan.Zero, now, "has a time that is not in UTC");
        Require(now.PricePerSecond is >= 0m and <= PriceBook.MaxPricePerSecond, now, "has a price out of bounds");
        Require(
            now.PricePerSecond.Scale <= PriceBook.PricePlaces || IsFineEnough(now),
            now,
            "has a price with too many places"
        );
        Require(now.Kind != BillingEventKind.Deleted || now.PricePerSecond == 0m, now, "deletes, but has a price");
        Require(Currencies.IsKnown(now.Currency), now, $"has the unknown currency '{now.Currency}'");
    }

    private static bool IsFineEnough(BillingEvent now) =>
        decimal.Round(now.PricePerSecond, PriceBook.PricePlaces) == now.PricePerSecond;

    private static void Require(bool condition, BillingEvent now, string otherwise) =>
        BillingContradictionException.Unless(condition, $"Event {now.EventId} {otherwise}.");
}
