using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;

namespace Mothership.Shared.Tests.Billing;

public sealed class RatingTests
{
    [Fact]
    public void Rate_TheTalksExample_Is25920Dollars()
    {
        var rated = Given.Rated(
            "2027-03",
            Given.Created("2027-03-15T00:00:00", 0.10m),
            Given.Updated("2027-03-16T00:00:00", 0.20m),
            Given.Deleted("2027-03-17T00:00:00")
        );

        rated.Lines.Select(l => l.Amount).ShouldBe([8640.00m, 17280.00m]);
        var invoice = Invoice.Of(rated, 1);
        new Money(invoice.Total, invoice.Currency).ToString().ShouldBe("25920.00 USD");
        rated.CarriedOn.ShouldBeEmpty();
    }

    [Fact]
    public void Rate_ALine_NamesAllThatItWasMadeFrom()
    {
        var created = Given.Created("2027-03-15T10:00:00.1234567", 0.000208333333m);

        var line = Given.Rated("2027-03", created).Lines.ShouldHaveSingleItem();

        line.Resource.ShouldBe(created.Resource);
        line.Resource!.DisplayName.ShouldBe("name of lkc-a");
        (line.Plan, line.Units).ShouldBe(("Dedicated", 1));
        line.Period.ShouldBe(new Period(created.EffectiveAt, Given.Utc("2027-04-01T00:00:00")));
        line.Quantity.ShouldBe(1432799.8765433m);
        line.UnroundedAmount.ShouldBe(1432799.8765433m * 0.000208333333m);
        line.UnroundedAmount.Scale.ShouldBe((byte)19);
        line.Amount.ShouldBe(298.50m);
        line.EventId.ShouldBe("lkc-a-1-created");
        line.PriceBookVersion.ShouldBe("book-1");
    }

    [Fact]
    public void Rate_AliveOverMonthEnds_MonthsAddUpToTheWhole()
    {
        var created = Given.Created("2027-01-30T23:59:59.9999999", 0.000208333333m);
        var deleted = Given.Deleted("2027-05-02T00:00:00.0000001");

        var months = Given.Months([created, deleted], "2027-05");

        months.Count.ShouldBe(5);
        var whole = new Period(created.EffectiveAt, deleted.EffectiveAt).Seconds * created.PricePerSecond;
        months.SelectMany(m => m.Lines).Sum(l => l.UnroundedAmount).ShouldBe(whole);
        months
            .SelectMany(m => m.Lines)
            .Sum(l => l.Quantity)
            .ShouldBe(deleted.EffectiveAt.Subtract(created.EffectiveAt).Ticks / 1e7m);
        months[4].CarriedOn.ShouldBeEmpty();
        months[3].CarriedOn.ShouldHaveSingleItem().Source.ShouldBe(created);
    }

    [Theory]
    [InlineData("2027-02", 28)]
    [InlineData("2028-02", 29)]
    [InlineData("2027-03", 31)]
    [InlineData("2027-10", 31)]
    [InlineData("2027-04", 30)]
    [InlineData("2100-02", 28)]
    public void Rate_AWholeMonth_HasAllItsSecondsWhateverSummerTimeDoes(string month, int days)
    {
        var previous = Given.Month(month).Previous.Start;
        var created = Given.Event(PriceEventKind.Created, previous, 0.10m, 1, "lkc-a");

        Given.Rated(month, created).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(days * 86400m);
    }

    [Fact]
    public void Rate_CreatedAndDeletedInTheSameSecond_ChargesTheExactFraction()
    {
        var created = Given.Created("2027-03-15T12:00:00.1000000", 0.10m);
        var deleted = Given.Deleted("2027-03-15T12:00:00.6000001");

        var line = Given.Rated("2027-03", created, deleted).Lines.ShouldHaveSingleItem();

        line.Quantity.ShouldBe(0.5000001m);
        line.UnroundedAmount.ShouldBe(0.05000001m);
        line.Amount.ShouldBe(0.05m);
    }

    [Fact]
    public void Rate_CreatedAndDeletedInTheSameTick_ChargesNothing()
    {
        var rated = Given.Rated(
            "2027-03",
            Given.Created("2027-03-15T12:00:00", 0.10m),
            Given.Deleted("2027-03-15T12:00:00")
        );

        rated.Lines.ShouldBeEmpty();
        rated.CarriedOn.ShouldBeEmpty();
    }

    [Fact]
    public void Rate_ResizedTwiceInASecond_ChargesEachPriceForItsPart()
    {
        var rated = Given.Rated(
            "2027-03",
            Given.Created("2027-03-15T00:00:00", 0.10m),
            Given.Updated("2027-03-15T12:00:00.25", 0.20m, 2),
            Given.Updated("2027-03-15T12:00:00.75", 40m, 3),
            Given.Deleted("2027-03-15T12:00:01", 4)
        );

        rated
            .Lines.Select(l => (l.Quantity, l.Amount))
            .ShouldBe([(43200.25m, 4320.03m), (0.5m, 0.10m), (0.25m, 10.00m)]);
    }

    [Fact]
    public void Rate_ResizedTwiceInATick_TheLaterGenerationCounts()
    {
        PriceEvent[] events =
        [
            Given.Created("2027-03-15T00:00:00", 0.10m),
            Given.Updated("2027-03-16T00:00:00", 0.30m, 3),
            Given.Updated("2027-03-16T00:00:00", 0.20m, 2),
            Given.Deleted("2027-03-17T00:00:00", 4),
        ];

        Given.Rated("2027-03", events).Lines.Select(l => l.UnitPrice).ShouldBe([0.10m, 0.30m]);
    }

    [Fact]
    public void Rate_DoubledAndReorderedEvents_GiveTheSameInvoice()
    {
        PriceEvent[] events =
        [
            Given.Created("2027-03-15T00:00:00", 0.10m),
            Given.Updated("2027-03-16T00:00:00", 0.20m),
            Given.Deleted("2027-03-17T00:00:00"),
            Given.Created("2027-03-01T00:00:00", 0.01m, "lkc-b"),
        ];
        var expected = InvoiceJson.Write(Invoice.Of(Given.Rated("2027-03", events), 1));

        var muddled = events.Concat(events).Reverse().Append(events[1]).ToArray();

        InvoiceJson.Write(Invoice.Of(Given.Rated("2027-03", muddled), 1)).ShouldBe(expected);
    }

    [Fact]
    public void Into_AnEventOnTheMonthsFirstTick_IsNotCarriedIntoIt()
    {
        var created = Given.Created("2027-04-01T00:00:00", 0.10m);
        var timeline = Timeline.Of(null, [created]);

        timeline.Into(Given.Month("2027-04")).ShouldBeNull();
        timeline.Into(Given.Month("2027-05"))!.Source.ShouldBe(created);
    }

    [Fact]
    public void Rate_UntilNow_StopsThere()
    {
        var input = new RatingInput(
            Given.Organization,
            Given.Month("2027-03"),
            [],
            [Given.Created("2027-03-15T00:00:00", 0.10m)],
            []
        );

        Rating.Rate(input, Given.Utc("2027-03-15T00:00:10")).Total.ShouldBe(1.00m);
        Rating.Rate(input, Given.Utc("2027-03-15T00:00:00")).Lines.ShouldBeEmpty();
        Rating.Rate(input, Given.Utc("2027-02-15T00:00:00")).Lines.ShouldBeEmpty();
        Rating.Rate(input, Given.Utc("2027-09-01T00:00:00")).Total.ShouldBe(Rating.Rate(input).Total);
    }

    [Theory]
    [InlineData("JPY", "0.5", "1")]
    [InlineData("JPY", "0.4", "0")]
    [InlineData("USD", "0.005", "0.01")]
    [InlineData("USD", "0.0049", "0.00")]
    [InlineData("KWD", "0.0005", "0.001")]
    public void Rate_ALine_IsRoundedHalfAwayFromZeroToTheMinorUnit(string currency, string price, string amount)
    {
        var created = Given.Created("2027-03-31T23:59:59", decimal.Parse(price), currency: currency);

        var line = Given.Rated("2027-03", created).Lines.ShouldHaveSingleItem();

        Money.Format(line.Amount, currency).ShouldBe(amount);
        line.UnroundedAmount.ShouldBe(decimal.Parse(price));
    }
}
