using FsCheck.Xunit;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;

namespace Mothership.Shared.Tests.Billing;

/// <summary>What a month has come to before it is over.</summary>
[Properties(Arbitrary = [typeof(Histories)], MaxTest = 200, QuietOnSuccess = true)]
public sealed class AccrualTests
{
    private static readonly DateTimeOffset _noon = Given.Utc("2027-03-15T12:00:00");

    [Fact]
    public void Accrual_OfARunningCluster_ProjectsItsPriceToTheMonthsEnd()
    {
        var accrual = At(_noon, Given.Created("2027-03-15T00:00:00", 0.10m));

        (accrual.Total, accrual.Projected).ShouldBe((4_320.00m, 0.10m * 86_400m * 17));
        accrual.Resources.Single().SoFar.ShouldBe(4_320.00m);
    }

    [Fact]
    public void Accrual_OfADeletedOrSuspendedCluster_ProjectsNothingMore()
    {
        var suspended = Given.Event(PriceEventKind.Suspended, Given.Utc("2027-03-15T06:00:00"), 0m, 2, "lkc-a");

        var accrual = At(
            _noon,
            Given.Created("2027-03-15T00:00:00", 0.10m),
            suspended,
            Given.Created("2027-03-15T00:00:00", 0.10m, "lkc-b"),
            Given.Deleted("2027-03-15T01:00:00", cluster: "lkc-b")
        );

        (accrual.Total, accrual.Projected).ShouldBe((2_160.00m + 360.00m, 2_160.00m + 360.00m));
    }

    [Fact]
    public void Accrual_OfAMeter_GoesOnAtItsAverageSinceTheClusterIsThere()
    {
        var events = new List<BillingEvent> { Given.Created("2027-03-15T00:00:00", 0m) };
        for (var hour = 0; hour < 12; hour++)
            events.Add(Given.Used($"2027-03-15T{hour:D2}:00:00", Meters.Gibibyte, 1m));

        var accrual = At(_noon, [.. events]);

        accrual.Total.ShouldBe(12m);
        accrual.Projected.ShouldBe(24m * 17);
    }

    [Fact]
    public void Accrual_OfAMeterOfWhatIsGone_IsNotProjected()
    {
        var accrual = At(
            _noon,
            Given.Created("2027-03-15T00:00:00", 0m),
            Given.Used("2027-03-15T00:00:00", Meters.Gibibyte, 1m),
            Given.Deleted("2027-03-15T02:00:00")
        );

        (accrual.Total, accrual.Projected).ShouldBe((1m, 1m));
    }

    [Fact]
    public void Accrual_WithACredit_IsLessByWhatTheCreditTakesOff()
    {
        var accrual = At(
            _noon,
            Given.Created("2027-03-15T00:00:00", 0.10m),
            Given.Credit("2027-03-01T00:00:00", 5_000m)
        );

        (accrual.Total, accrual.Credits).ShouldBe((0m, -4_320.00m));
        accrual.Projected.ShouldBe(0.10m * 86_400m * 17 - 5_000m);
        accrual.Within(new EnvironmentId("env-1")).Total.ShouldBe(4_320.00m);
        accrual.Within(new EnvironmentId("env-2")).Total.ShouldBe(0m);
    }

    [Fact]
    public void Accrual_OfNothing_IsZero()
    {
        var accrual = Accrual.Of(new(Given.Organization, Given.Month("2027-03"), [], [], []), _noon);

        (accrual.Total, accrual.Projected, accrual.Currency).ShouldBe((0m, 0m, null));
    }

    [Property]
    public void Accrual_AtTheMonthsEnd_IsTheInvoice(History history)
    {
        foreach (var input in Inputs(history))
        {
            var invoice = Rating.Rate(input);

            var accrual = Accrual.Of(input, input.Month.End);

            (accrual.Total, accrual.Projected, accrual.Currency).ShouldBe(
                (invoice.Total, invoice.Total, invoice.Currency)
            );
            foreach (var resource in accrual.Resources)
                resource.SoFar.ShouldBe(
                    invoice.Lines.Where(l => l.Resource?.Id == resource.Resource.Id).Sum(l => l.Amount)
                );
        }
    }

    [Property]
    public void Accrual_AtAnyInstant_IsTheDaysCostsAndTheSumOfItsParts(History history, uint where)
    {
        foreach (var input in Inputs(history))
        {
            var asOf = input.Month.Start.AddTicks((long)(where * 7_919_777L % input.Month.Period.Ticks));
            var rated = Rating.Rate(input, asOf);

            var accrual = Accrual.Of(input, asOf);

            var days = rated.Lines.Count == 0 ? [] : DailyCosts.Of(rated.Lines, rated.Month, rated.Currency!);
            days.Sum(d => d.Amount).ShouldBe(accrual.Total);
            (accrual.Resources.Sum(r => r.SoFar) + accrual.Credits).ShouldBe(accrual.Total);
            accrual.Resources.Sum(r => r.Projected).ShouldBe(accrual.Projected);
        }
    }

    [Property]
    public void Accrual_WhenNothingElseHappens_ProjectsTheInvoiceItself(History history, uint where)
    {
        foreach (var input in Inputs(history))
        {
            var asOf = input.Month.Start.AddTicks((long)(where * 7_919_777L % input.Month.Period.Ticks));
            var known = input with { Recorded = [.. input.Recorded.Where(e => e.EffectiveAt < asOf)] };

            Accrual.Of(known, asOf).Projected.ShouldBe(Rating.Rate(known).Total);
        }
    }

    private static Accrual At(DateTimeOffset asOf, params BillingEvent[] events) =>
        Accrual.Of(new(Given.Organization, BillingMonth.Of(asOf), [], events, []), asOf);

    private static IEnumerable<RatingInput> Inputs(History history)
    {
        var carried = (IReadOnlyList<CarryOver>)[];
        var first = BillingMonth.Of(history.Events.Min(e => e.EffectiveAt));
        foreach (var month in BillingMonth.Range(first, history.Last.Next))
        {
            var own = history.Events.Where(e => BillingMonth.Of(e.EffectiveAt) == month).ToList();
            var input = new RatingInput(Given.Organization, month, carried, own, []);
            yield return input;
            carried = Rating.Rate(input).CarriedOn;
        }
    }
}
