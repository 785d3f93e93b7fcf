using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

public sealed class DailyCostsTests
{
    [Fact]
    public void Of_ALineOverSeveralDays_SplitsAtMidnightUtc()
    {
        var rated = Given.Rated(
            "2027-03",
            Given.Created("2027-03-15T18:00:00", 0.10m),
            Given.Deleted("2027-03-17T06:00:00.0000001")
        );

        var days = DailyCosts.Of(rated.Lines, rated.Month, "USD").ToList();

        days.Select(d => (d.Day.Day, d.Quantity, d.UnroundedAmount, d.Amount))
            .ShouldBe([
                (15, 21600m, 2160m, 2160.00m),
                (16, 86400m, 8640m, 8640.00m),
                (17, 21600.0000001m, 2160.00000001m, 2160.00m),
            ]);
    }

    [Fact]
    public void Of_DaysThatRoundAwkwardly_AddUpToTheLine()
    {
        var rated = Given.Rated("2027-04", Given.Created("2027-03-31T23:00:00", 0.000000173611m));

        var days = DailyCosts.Of(rated.Lines, rated.Month, "USD").ToList();

        days.Count.ShouldBe(30);
        days.Sum(d => d.Amount).ShouldBe(rated.Total);
        rated.Total.ShouldBe(0.45m);
        days.Count(d => d.Amount == 0.02m).ShouldBe(15);
        days.Count(d => d.Amount == 0.01m).ShouldBe(15);
    }

    [Fact]
    public void Of_AnAdjustment_IsShownOnTheFirstDayOfItsInvoice()
    {
        var created = Given.Created("2027-03-15T00:00:00", 0.10m);
        var march = Given.Rated("2027-03", created);
        var april = Rating.Rate(
            new(
                Given.Organization,
                Given.Month("2027-04"),
                march.CarriedOn,
                [Given.Deleted("2027-03-17T00:00:00")],
                [created]
            )
        );

        var days = DailyCosts.Of(april.Lines, april.Month, "USD").ToList();

        days.ShouldAllBe(d => d.Day == new DateOnly(2027, 4, 1));
        days.Sum(d => d.Amount).ShouldBe(april.Total);
        days.Select(d => d.Quantity).ShouldBe([-17 * 86400m, 2 * 86400m]);
    }

    [Theory]
    [InlineData("USD", "1.00", new[] { "0.34", "0.33", "0.33" })]
    [InlineData("JPY", "1", new[] { "1", "0", "0" })]
    [InlineData("KWD", "1.000", new[] { "0.334", "0.333", "0.333" })]
    public void LargestRemainder_Thirds_GivesTheMissingUnitToTheFirst(string currency, string total, string[] parts)
    {
        var third = 1m / 3;

        var split = Allocation.LargestRemainder([third, third, third], decimal.Parse(total), currency);

        split.Select(p => Money.Format(p, currency)).ShouldBe(parts);
    }

    [Fact]
    public void LargestRemainder_ATotalThatIsNotTheSum_IsRefused() =>
        Should.Throw<BillingContradictionException>(() => Allocation.LargestRemainder([0.1m, 0.1m], 5m, "USD"));
}
