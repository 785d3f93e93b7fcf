using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

/// <summary>What is on a bill beside the price of time: free parts, minimums, measurements and credits.</summary>
public sealed class ChargesTests
{
    private const decimal Gibibyte = Meters.Gibibyte;

    private static readonly PriceEvent Created = Given.Created("2027-03-31T00:00:00", 0.10m);

    [Fact]
    public void Rate_AFreePart_IsALineOfItsOwn()
    {
        var rated = Given.Rated("2027-03", Created with { FreePerSecond = 0.04m });

        Shown(rated).ShouldBe(["Usage 86400 x 0.1 = 8640.00", "Allowance 86400 x 0.04 = -3456.00"]);
        rated.Total.ShouldBe(5184.00m);
    }

    [Fact]
    public void Rate_LessThanTheMinimum_ChargesTheDifferenceForTheTimeThereWas()
    {
        var rated = Given.Rated("2027-03", Created with { PricePerSecond = 0.01m, MinimumPerSecond = 0.02m });

        Shown(rated).ShouldBe(["Usage 86400 x 0.01 = 864.00", "Minimum 1 x 864 = 864.00"]);
    }

    [Fact]
    public void Rate_MetersThatReachTheMinimum_LeaveNothingOfIt()
    {
        var used = Given.Used("2027-03-31T01:00:00", 8640 * Gibibyte, 0.10m);
        var rated = Given.Rated("2027-03", Created with { PricePerSecond = 0.01m, MinimumPerSecond = 0.02m }, used);

        rated.Lines.ShouldNotContain(l => l.Kind == BillLineKind.Minimum);
        rated.Total.ShouldBe(864.00m + 864.00m);
    }

    [Fact]
    public void Rate_MeasurementsAtOnePrice_AreOneLineRoundedOnce()
    {
        var hours = Enumerable
            .Range(0, 10)
            .Select(h => Given.Used($"2027-03-31T{h:D2}:00:00", Gibibyte / 2, 0.007m))
            .ToArray<BillingEvent>();

        var rated = Given.Rated("2027-03", hours);

        Shown(rated).ShouldBe([$"Usage {5 * Gibibyte} x 0.007 = 0.04"]);
        rated.Lines[0].UnroundedAmount.ShouldBe(0.035m);
        rated.Lines[0].EventCount.ShouldBe(10);
    }

    [Fact]
    public void Rate_MeasurementsAtTwoPrices_GiveTheFreeUnitsToTheEarlierOne()
    {
        var first = Given.Used("2027-03-30T00:00:00", 3 * Gibibyte, 1m) with { FreeUnits = 4 * Gibibyte };
        var second = Given.Used("2027-03-31T00:00:00", 3 * Gibibyte, 2m) with
        {
            PriceBookVersion = "book-2",
            FreeUnits = 4 * Gibibyte,
        };

        Shown(Given.Rated("2027-03", second, first))
            .ShouldBe([
                $"Usage {3 * Gibibyte} x 1 = 3.00",
                $"Usage {3 * Gibibyte} x 2 = 6.00",
                $"Allowance {3 * Gibibyte} x 1 = -3.00",
                $"Allowance {Gibibyte} x 2 = -2.00",
            ]);
    }

    [Fact]
    public void Rate_ACorrection_AddsUpWithWhatItCorrects()
    {
        var used = Given.Used("2027-03-31T00:00:00", 3 * Gibibyte, 1m);
        var less = used with { EventId = "correction-1", Corrects = used.EventId, Quantity = -2 * Gibibyte };
        var more = used with { EventId = "correction-2", Corrects = used.EventId, Quantity = Gibibyte / 2 };

        Shown(Given.Rated("2027-03", used, less, more)).ShouldBe([$"Usage {Gibibyte * 3 / 2} x 1 = 1.50"]);
        Shown(Given.Rated("2027-03", used, less with { Quantity = -3 * Gibibyte })).ShouldBeEmpty();
        Should
            .Throw<BillingContradictionException>(() =>
                Given.Rated("2027-03", used, less with { Quantity = -4 * Gibibyte })
            )
            .Message.ShouldContain("take away more than was measured");
    }

    [Fact]
    public void Rate_ALateMeasurement_MovesTheFreeUnitsAndTheMinimumAsIfInTime()
    {
        var march = Created with { PricePerSecond = 0.0001m, MinimumPerSecond = 0.0002m };
        var used = Given.Used("2027-03-31T05:00:00", 3 * Gibibyte, 1m) with { FreeUnits = 4 * Gibibyte };
        var late = Given.Used("2027-03-31T06:00:00", 5 * Gibibyte, 1m) with { FreeUnits = 4 * Gibibyte };
        var closed = Given.Rated("2027-03", march, used);
        var april = Rating.Rate(
            new(Given.Organization, Given.Month("2027-04"), closed.CarriedOn, [late], [march, used])
        );

        closed.Total.ShouldBe(17.28m);
        var inTime = Given.Months([march, used, late], "2027-04").Sum(m => m.Total);
        (closed.Total + april.Total).ShouldBe(inTime);
        april.Lines.ShouldContain(l => l.Corrects == BillLineKind.Allowance && l.IsNegative);
    }

    [Fact]
    public void Rate_Suspended_CostsNothingUntilResumed()
    {
        var off = Given.Event(PriceEventKind.Suspended, Given.Utc("2027-03-31T06:00:00"), 0m, 2, "lkc-a");
        var on = Given.Event(PriceEventKind.Resumed, Given.Utc("2027-03-31T18:00:00"), 0.2m, 3, "lkc-a");

        Given.Rated("2027-03", Created, off, on).Total.ShouldBe(6 * 360m + 6 * 720m);
        Given.Rated("2027-04", Created, off).Total.ShouldBe(0m);
        Should.Throw<BillingContradictionException>(() =>
            Given.Rated("2027-03", Created, off with { PricePerSecond = 0.1m })
        );
    }

    [Fact]
    public void Rate_Credits_GoByExpiryAreCarriedAndNeverGoBelowZero()
    {
        BillingEvent[] events =
        [
            Created,
            Given.Deleted("2027-04-01T00:00:00"),
            Given.Credit("2027-03-02T00:00:00", 5000m, id: "endless"),
            Given.Credit("2027-03-03T00:00:00", 5000m, expires: "2027-05-01T00:00:00", id: "may"),
        ];

        var months = Given.Months(events, "2027-04");

        months[0]
            .Lines.Where(l => l.Kind == BillLineKind.Credit)
            .Select(l => (l.EventId, l.Amount))
            .ShouldBe([("may", -5000m), ("endless", -3640m)]);
        months[0].Total.ShouldBe(0m);
        months[0].CreditsCarriedOn.ShouldHaveSingleItem().Remaining.ShouldBe(1360m);
        months[1].Total.ShouldBe(0m);
        months[1].CreditsCarriedOn.ShouldHaveSingleItem().Remaining.ShouldBe(1360m);
    }

    [Fact]
    public void Rate_ACreditThatExpiresAtTheMonthsFirstTick_TakesNothingOff()
    {
        var credit = Given.Credit("2027-02-01T00:00:00", 100m, expires: "2027-03-01T00:00:00");
        Given.Months([Created, credit], "2027-03")[^1].Total.ShouldBe(8640m);
        var later = credit with { ExpiresAt = Given.Utc("2027-03-01T00:00:00.0000001") };
        Given.Months([Created, later], "2027-03")[^1].Total.ShouldBe(8540m);
    }

    [Fact]
    public void Rate_ACreditInAnotherCurrency_IsRefusedOnceItWouldBeUsed()
    {
        var credit = Given.Credit("2027-03-01T00:00:00", 100m) with { Currency = "EUR" };
        Should
            .Throw<BillingContradictionException>(() => Given.Rated("2027-03", Created, credit))
            .Message.ShouldContain("in EUR, but the bill in USD");
    }

    private static List<string> Shown(RatedMonth rated) =>
        [
            .. rated.Lines.Select(l =>
                $"{l.Kind} {Money.FormatExact(l.Quantity)} x {Money.FormatExact(l.UnitPrice)} = "
                + Money.Format(l.Amount, rated.Currency!)
            ),
        ];
}
