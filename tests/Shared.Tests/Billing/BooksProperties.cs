using FsCheck;
using FsCheck.Fluent;
using Mothership.Auditing;
using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

/// <summary>
/// Promise P13, over everything that can be on a bill: 100,000 cases in each of ten currencies with
/// <c>./dev test --long</c>, else some. A failure names the seed.
/// </summary>
public sealed class BooksProperties
{
    private static readonly string[] Ten = ["USD", "EUR", "GBP", "CHF", "BRL", "JPY", "KRW", "CLP", "KWD", "TND"];

    public static TheoryData<string> TenCurrencies => [.. Ten];

    [Theory]
    [MemberData(nameof(TenCurrencies))]
    public void Close_AnyBooks_IsWhatTheAuditorSaysAndAddsUp(string currency) =>
        ForAll(
            currency,
            25,
            100_000,
            books =>
            {
                var months = books.Close();
                CheckAgainstTheAuditor(books, months);
                foreach (var month in months.Where(m => m.Lines.Count > 0))
                    CheckDays(month);
                CheckCredits(books, months);
            }
        );

    [Theory]
    [MemberData(nameof(TenCurrencies))]
    public void Close_AnyBooks_IsWrittenAndReadBackTheSame(string currency) =>
        ForAll(
            currency,
            15,
            10_000,
            books =>
            {
                foreach (var month in books.Close().Where(m => m.Lines.Count > 0))
                    CheckDocument(month);
            }
        );

    [Theory]
    [MemberData(nameof(TenCurrencies))]
    public void Close_LateEvents_CostWhatTheyWouldHaveCostInTime(string currency) =>
        ForAll(currency, 25, 10_000, books => Charged(books.Close()).ShouldBe(Charged(books.InTime().Close())));

    [Theory]
    [MemberData(nameof(TenCurrencies))]
    public void Close_DoubledAndReordered_GivesTheSameBytes(string currency) =>
        ForAll(currency, 15, 10_000, books => Documents(books.Muddled()).ShouldBe(Documents(books)));

    private static void ForAll(string currency, int quick, int full, Action<Books> check)
    {
        var seeds = Gen.Choose(0, int.MaxValue).Select(seed => BooksMaker.Of(seed, currency));
        Prop.ForAll(seeds.ToArbitrary(), check)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Counts.Of(quick, full)).WithQuietOnSuccess(true));
    }

    private static void CheckAgainstTheAuditor(Books books, List<RatedMonth> months)
    {
        var auditor = new OrganizationBooks();
        foreach (var (billed, recordedIn) in books.Recorded)
            auditor.Add(Audited.Of(billed, recordedIn));
        var owed = auditor.Owed(Books.Last.ToString()).ToDictionary(o => o.Month);
        var decimals = Currencies.MinorUnits(books.Currency);
        foreach (var month in months)
            if (owed.TryGetValue(month.Month.ToString(), out var expected))
            {
                Audited.Minor(month.Total, decimals).ShouldBe(expected.Total, $"{month.Month}");
                Audited.Minor(-CreditsOf(month), decimals).ShouldBe(expected.Credits, $"{month.Month}");
            }
            else
                month.Lines.ShouldBeEmpty();
    }

    private static void CheckDays(RatedMonth month)
    {
        var days = DailyCosts.Of(month.Lines, month.Month, month.Currency!).ToList();
        foreach (var line in days.GroupBy<DailyCost, BillLine>(d => d.Line, ReferenceEqualityComparer.Instance))
        {
            line.Sum(d => d.Amount).ShouldBe(line.Key.Amount);
            line.Sum(d => d.Quantity).ShouldBe(line.Key.IsNegative ? -line.Key.Quantity : line.Key.Quantity);
            // A price for many units can leave a rest that has no end, less than the last place of each day.
            Math.Abs(line.Sum(d => d.UnroundedAmount) - line.Key.UnroundedAmount)
                .ShouldBeLessThanOrEqualTo(line.Key.PricedUnits == 1m ? 0m : 32 * 0.000000000000001m);
        }
        days.Sum(d => d.Amount).ShouldBe(month.Total);
        // ShouldAllBe would compile its expression anew for every case, which takes longer than the case.
        foreach (var day in days)
            BillingMonth.Of(new DateTimeOffset(day.Day, default, default)).ShouldBe(month.Month);
    }

    private static void CheckDocument(RatedMonth month)
    {
        var invoice = Invoice.Of(month, 1);
        var bytes = InvoiceJson.Write(invoice);
        var read = InvoiceJson.Read(bytes);
        read.Lines.ShouldBe(invoice.Lines);
        InvoiceJson.Write(read).ShouldBe(bytes);
    }

    private static void CheckCredits(Books books, List<RatedMonth> months)
    {
        foreach (var credit in books.Recorded.Where(r => r.Event is CreditEvent))
        {
            var granted = (CreditEvent)credit.Event;
            var left = granted.Amount;
            foreach (var month in months.Where(m => m.Month >= credit.In))
            {
                left += month.Lines.Where(l => l.EventId == granted.EventId).Sum(l => l.Amount);
                left.ShouldBeGreaterThanOrEqualTo(0m);
                var isUsable = granted.ExpiresAt is null || granted.ExpiresAt > month.Month.End;
                var carried = month.CreditsCarriedOn.SingleOrDefault(c => c.Source == granted)?.Remaining ?? 0m;
                carried.ShouldBe(isUsable ? left : 0m);
            }
        }
        foreach (var month in months)
            (CreditsOf(month) == 0m || month.Total >= 0m).ShouldBeTrue();
    }

    private static decimal CreditsOf(RatedMonth month) =>
        month.Lines.Where(l => l.Kind == BillLineKind.Credit).Sum(l => l.Amount);

    /// <summary>Without credits: when a credit comes late, another month's bill is the smaller one.</summary>
    private static decimal Charged(List<RatedMonth> months) => months.Sum(m => m.Total - CreditsOf(m));

    private static List<string> Documents(Books books) =>
        [
            .. books
                .Close()
                .Where(m => m.Lines.Count > 0)
                .Select((m, i) => Convert.ToHexString(InvoiceJson.Write(Invoice.Of(m, i + 1)))),
        ];
}
