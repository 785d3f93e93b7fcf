using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

/// <summary>Events that reach the table after the month that they took effect in was closed.</summary>
public sealed class AdjustmentTests
{
    private static readonly PriceEvent Created = Given.Created("2027-03-15T00:00:00", 0.10m);

    [Fact]
    public void Rate_ALateDeletion_TakesBackWhatWasChargedAfterIt()
    {
        var late = Given.Deleted("2027-03-17T00:00:00");

        var april = Given.Rated("2027-03", Created).CarriedOn;
        var rated = Rating.Rate(new(Given.Organization, Given.Month("2027-04"), april, [late], [Created]));

        rated.Lines.ShouldAllBe(l => l.Kind == BillLineKind.Adjustment);
        rated
            .Lines.Select(l => (l.IsNegative, l.Quantity, l.Amount))
            .ShouldBe([(true, 17 * 86400m, -146880.00m), (false, 2 * 86400m, 17280.00m)]);
        rated.Lines[0].Reason!.ShouldContain("Correction of 2027-03");
        rated.Lines[0].Reason!.ShouldContain("lkc-a-9-deleted of 2027-03-17T00:00:00Z");
        rated.CarriedOn.ShouldBeEmpty();
    }

    [Fact]
    public void Rate_ALateResize_ChargesTheDifferenceAndTheNewPriceFromThenOn()
    {
        var march = Given.Rated("2027-03", Created);
        var late = Given.Updated("2027-03-31T00:00:00", 0.20m);

        var april = Rating.Rate(new(Given.Organization, Given.Month("2027-04"), march.CarriedOn, [late], [Created]));

        var intime = Given.Months([Created, late], "2027-04");
        (march.Total + april.Total).ShouldBe(intime.Sum(m => m.Total));
        april.Lines.Where(l => l.Kind == BillLineKind.Usage).ShouldHaveSingleItem().UnitPrice.ShouldBe(0.20m);
        april.CarriedOn.ShouldBe([new CarryOver(Given.Month("2027-05"), late)]);
    }

    [Fact]
    public void Rate_ALateCreation_IsChargedInFull()
    {
        var april = Rating.Rate(new(Given.Organization, Given.Month("2027-04"), [], [Created], []));

        april.Lines.Count.ShouldBe(2);
        april.Total.ShouldBe(Given.Months([Created], "2027-04").Sum(m => m.Total));
    }

    [Fact]
    public void Rate_LateEventsOverSeveralMonths_CorrectEachMonthOnce()
    {
        var january = Given.Created("2027-01-10T00:00:00", 0.10m);
        var closed = Given.Months([january], "2027-03");
        PriceEvent[] late =
        [
            Given.Updated("2027-01-20T00:00:00", 0.05m),
            Given.Updated("2027-03-05T00:00:00", 0.30m, 3),
        ];

        var april = Rating.Rate(new(Given.Organization, Given.Month("2027-04"), closed[^1].CarriedOn, late, [january]));
        var deleted = Given.Deleted("2027-02-02T00:00:00", 4);

        var inTime = Given.Months([january, .. late], "2027-04").Sum(m => m.Total);
        (closed.Sum(m => m.Total) + april.Total).ShouldBe(inTime);
        Should.Throw<BillingContradictionException>(() =>
            Rating.Rate(new(Given.Organization, Given.Month("2027-05"), april.CarriedOn, [deleted], [january, .. late]))
        );
    }

    [Fact]
    public void Rate_ALateEventAfterAnother_CorrectsWhatTheFirstCorrectionMade()
    {
        var march = Given.Rated("2027-03", Created);
        var first = Given.Updated("2027-03-20T00:00:00", 0.20m);
        var april = Rating.Rate(new(Given.Organization, Given.Month("2027-04"), march.CarriedOn, [first], [Created]));
        var second = Given.Deleted("2027-03-25T00:00:00");

        var may = Rating.Rate(
            new(Given.Organization, Given.Month("2027-05"), april.CarriedOn, [second], [Created, first])
        );

        var inTime = Given.Months([Created, first, second], "2027-05").Sum(m => m.Total);
        (march.Total + april.Total + may.Total).ShouldBe(inTime);
    }

    [Fact]
    public void Rate_ACarryOverThatTheEventsDoNotLeadTo_IsRefused()
    {
        var wrong = new CarryOver(Given.Month("2027-04"), Created with { PricePerSecond = 0.2m });
        var input = new RatingInput(
            Given.Organization,
            Given.Month("2027-04"),
            [wrong],
            [Given.Deleted("2027-03-17T00:00:00")],
            [Created]
        );

        Should.Throw<BillingContradictionException>(() => Rating.Rate(input)).Message.ShouldContain("carries over");
    }
}
