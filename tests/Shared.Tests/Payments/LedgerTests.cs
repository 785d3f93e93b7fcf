using FsCheck.Xunit;
using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;

namespace Mothership.Shared.Tests.Payments;

public sealed class LedgerTests
{
    private static readonly OrganizationId Organization = new("5f0c2a1b-0000-4000-8000-000000000001");

    private static LedgerTransaction? Make(string id, params LedgerEntry[] entries) =>
        LedgerTransaction.Of(id, Organization, DateTimeOffset.UnixEpoch, "USD", "inv-1", entries);

    [Fact]
    public void Transaction_ThatDoesNotAddUpToZero_CannotBeMade() =>
        Should.Throw<LedgerException>(() =>
            Make("payment:pi_1", new(LedgerAccount.Cash, 100), new(LedgerAccount.Receivable, -99))
        );

    [Theory]
    [InlineData("")]
    [InlineData("payment/pi")]
    [InlineData("payment pi")]
    public void Transaction_WithAnIdThatNoRowCanHave_CannotBeMade(string id) =>
        Should.Throw<LedgerException>(() => Make(id, new(LedgerAccount.Cash, 1), new(LedgerAccount.Receivable, -1)));

    [Fact]
    public void Transaction_OfNothing_IsNone() =>
        Make("x:1", new(LedgerAccount.Cash, 5), new(LedgerAccount.Cash, -5)).ShouldBeNull();

    [Fact]
    public void Transaction_InTheUnknownCurrency_CannotBeMade() =>
        Should.Throw<LedgerException>(() =>
            LedgerTransaction.Of("x:1", Organization, DateTimeOffset.UnixEpoch, "XXX", "inv-1", [])
        );

    [Property]
    public bool Transaction_OfAnyAmounts_IsBalancedInWhateverOrder(long[] amounts)
    {
        var accounts = Enum.GetValues<LedgerAccount>();
        var small = amounts.Select(a => a % 1_000_000_000).ToArray();
        LedgerEntry[] entries =
        [
            .. small.Select((a, i) => new LedgerEntry(accounts[i % accounts.Length], a)),
            new(LedgerAccount.Cash, -small.Sum()),
        ];

        var (made, reversed) = (Make("x:1", entries), Make("x:1", [.. entries.Reverse()]));

        return Equals(made, reversed)
            && (made is null || (made.Entries.Sum(e => e.Amount) == 0 && made.Entries.All(e => e.Amount != 0)));
    }

    [Property]
    public bool Entries_WrittenAndRead_AreTheSame(int a, int b)
    {
        var made = Make(
            "x:1",
            new(LedgerAccount.Cash, a),
            new(LedgerAccount.Revenue, b),
            new(LedgerAccount.Refunds, -(long)a - b)
        );
        return made is null || LedgerTransaction.ParseEntries(made.FormatEntries()).SequenceEqual(made.Entries);
    }

    [Property]
    public bool Balances_OfAnyTransactions_AddUpToZeroInAnyOrder(int[] amounts)
    {
        var accounts = Enum.GetValues<LedgerAccount>();
        var all = amounts
            .Select((a, i) => Make($"x:{i}", new(accounts[i % 8], a), new(accounts[(i + 3) % 8], -(long)a)))
            .OfType<LedgerTransaction>()
            .ToList();

        var (one, other) = (Balances.Of(all), Balances.Of(Enumerable.Reverse(all)));

        return one.Sum("USD") == 0 && accounts.All(a => one["USD", a] == other["USD", a]);
    }

    [Theory]
    [InlineData("12.34", "USD", 1234)]
    [InlineData("-0.01", "USD", -1)]
    [InlineData("12", "JPY", 12)]
    [InlineData("1.234", "KWD", 1234)]
    public void MinorUnits_OfAnAmount_AreWhole(string amount, string currency, long minor)
    {
        var exact = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

        MinorUnits.Of(exact, currency).ShouldBe(minor);
        MinorUnits.ToAmount(minor, currency).ShouldBe(exact);
    }

    [Fact]
    public void MinorUnits_OfAFinerAmount_AreRefused() =>
        Should.Throw<ArgumentException>(() => MinorUnits.Of(0.001m, "USD"));
}
