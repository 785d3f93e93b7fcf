using System.Numerics;
using FsCheck.Xunit;
using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

[Properties(Arbitrary = [typeof(Histories)], MaxTest = 300, QuietOnSuccess = true)]
public sealed class RatingProperties
{
    [Property]
    public void Rate_AnyHistory_AgreesWithTheAuditorToTheLastPlace(History history)
    {
        var decimals = Currencies.MinorUnits(history.Currency);
        foreach (var month in Given.Months(history.Events, history.Last.ToString()))
        {
            var owed = Audited.Owed(history.Events, month.Month);
            month
                .Lines.Aggregate(BigInteger.Zero, (sum, l) => sum + Audited.Exact(l.UnroundedAmount))
                .ShouldBe(owed.ExactOverTime);
            Audited.Minor(month.Total, decimals).ShouldBe(owed.Total);
        }
    }

    [Property]
    public void Rate_DoubledAndReordered_GivesTheSameBytes(History history) =>
        Documents(history.Muddled(), history.Last).ShouldBe(Documents(history.Events, history.Last));

    [Property]
    public void Rate_MonthByMonth_IsTheWholePartitioned(History history)
    {
        var months = Given.Months(history.Events, history.Last.ToString());

        foreach (var life in history.Events.GroupBy(e => e.Resource.Id))
        {
            var lines = months.SelectMany(m => m.Lines).Where(l => l.Resource!.Id == life.Key).ToList();
            var whole = new Period(life.Min(e => e.EffectiveAt), history.Last.End);
            var segments = Timeline.Of(null, [.. life]).In(whole).ToList();
            lines.Sum(l => l.Quantity).ShouldBe(segments.Sum(s => s.Period.Seconds));
            lines.Sum(l => l.UnroundedAmount).ShouldBe(segments.Sum(s => s.Period.Seconds * s.Source.PricePerSecond));
        }
    }

    [Property]
    public void Rate_APeriodSplitAnywhere_ConservesTheAmount(History history, uint where)
    {
        foreach (var line in Given.Months(history.Events, history.Last.ToString()).SelectMany(m => m.Lines))
        {
            var cut = line.Period.Start.AddTicks((long)(where * 7919L % (line.Period.Ticks + 1)));
            var (left, right) = (new Period(line.Period.Start, cut), new Period(cut, line.Period.End));

            var parts = Exact.Add(Share(line, left), Share(line, right));
            parts.ShouldBe(line.UnroundedAmount);
        }
    }

    [Property]
    public void DailyCosts_OfAnyMonth_AddUpToItsLines(History history)
    {
        foreach (var month in Given.Months(history.Events, history.Last.ToString()).Where(m => m.Lines.Count > 0))
        {
            var days = DailyCosts.Of(month.Lines, month.Month, month.Currency!).ToList();
            foreach (var line in days.GroupBy<DailyCost, BillLine>(d => d.Line, ReferenceEqualityComparer.Instance))
            {
                line.Sum(d => d.UnroundedAmount).ShouldBe(line.Key.UnroundedAmount);
                line.Sum(d => d.Amount).ShouldBe(line.Key.Amount);
                line.Sum(d => d.Quantity).ShouldBe(line.Key.Quantity);
                line.Max(d => Math.Abs(d.Amount - d.UnroundedAmount)).ShouldBeLessThan(1m);
            }
            days.Sum(d => d.Amount).ShouldBe(month.Total);
        }
    }

    [Property]
    public void Rate_EventsThatComeLate_CostWhatTheyWouldHaveCostInTime(History history)
    {
        var random = new Random(history.Seed);
        var last = history.Last.Next.Next;
        var recordedIn = history.Events.ToDictionary(
            e => e.EventId,
            e => Delay(BillingMonth.Of(e.EffectiveAt), random, last)
        );
        // An event cannot overtake the ones before it on the same cluster: they come out of one outbox, in order.
        foreach (var life in history.Events.GroupBy(e => e.Resource.Id))
            life.OrderBy(e => e.EffectiveAt)
                .ThenBy(e => e.Generation)
                .Aggregate(
                    default(BillingMonth?),
                    (least, e) =>
                        recordedIn[e.EventId] = least is { } l
                            ? BillingMonth.Max(l, recordedIn[e.EventId])
                            : recordedIn[e.EventId]
                );

        var total = CloseWithDelays(history.Events, recordedIn, last);

        total.ShouldBe(Given.Months(history.Events, last.ToString()).Sum(m => m.Total));
    }

    private static decimal Share(BillLine line, Period part) => Exact.Multiply(line.UnitPrice, part.Seconds);

    private static BillingMonth Delay(BillingMonth month, Random random, BillingMonth last)
    {
        for (var months = random.Next(3) == 0 ? random.Next(4) : 0; months > 0 && month < last; months--)
            month = month.Next;
        return month;
    }

    private static decimal CloseWithDelays(
        IReadOnlyList<PriceEvent> events,
        Dictionary<string, BillingMonth> recordedIn,
        BillingMonth last
    )
    {
        var carried = (IReadOnlyList<CarryOver>)[];
        var total = 0m;
        foreach (var month in BillingMonth.Range(BillingMonth.Of(events.Min(e => e.EffectiveAt)), last.Next))
        {
            var recorded = events.Where(e => recordedIn[e.EventId] == month).ToList();
            var late = RatingInput.LateResources(month, recorded);
            var earlier = events.Where(e => late.Contains(e.Resource.Id) && recordedIn[e.EventId] < month).ToList();
            var rated = Rating.Rate(new(Given.Organization, month, carried, recorded, earlier));
            carried = rated.CarriedOn;
            total += rated.Total;
        }
        return total;
    }

    private static List<string> Documents(IReadOnlyCollection<PriceEvent> events, BillingMonth last) =>
        [
            .. Given
                .Months(events, last.ToString())
                .Where(m => m.Lines.Count > 0)
                .Select((m, i) => Convert.ToHexString(InvoiceJson.Write(Invoice.Of(m, i + 1)))),
        ];
}
