using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Standing;

namespace Mothership.Shared.Tests.Standing;

public sealed class HoldTests
{
    private static readonly EnvironmentId _here = new("env-here");
    private static readonly DateTimeOffset _now = new(2026, 3, 15, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Strongest_OfSeveral_IsTheHighestThatAppliesAndOfThoseTheEarliest()
    {
        Hold[] holds =
        [
            Of("a", HoldLevel.RefuseNew, null, 0),
            Of("b", HoldLevel.Suspend, _here, 5),
            Of("c", HoldLevel.Suspend, null, 1),
            Of("d", HoldLevel.Terminate, new("env-elsewhere"), 0),
        ];

        Holds.Strongest(holds, _here)!.Id.ShouldBe("c");
        Holds.Strongest(holds, new("env-elsewhere"))!.Id.ShouldBe("d");
        Holds.Strongest([], _here).ShouldBeNull();
    }

    [Theory]
    [InlineData(HoldLevel.Notify, false)]
    [InlineData(HoldLevel.RefuseNew, true)]
    [InlineData(HoldLevel.Suspend, true)]
    [InlineData(HoldLevel.Terminate, true)]
    public void RefuseGrowth_ByLevel_IncludesTheOnesBefore(HoldLevel level, bool refuses)
    {
        var work = () => Holds.RefuseGrowth([Of("dunning-1", level, null, 0)], _here);

        if (refuses)
            Should.Throw<MothershipException>(work).Faults.Single().Code.ShouldBe("payment_overdue");
        else
            work();
    }

    [Theory]
    [InlineData(SpendCapAction.Notify, null)]
    [InlineData(SpendCapAction.RefuseNew, HoldLevel.RefuseNew)]
    [InlineData(SpendCapAction.Suspend, HoldLevel.Suspend)]
    public void HoldOf_ACapsAction_IsOfTheMonthAndTheSameEachTime(SpendCapAction action, HoldLevel? level)
    {
        var cap = Cap() with { Action = action };
        var month = new BillingMonth(2026, 3);

        var hold = cap.HoldOf(month, _now);

        hold?.Level.ShouldBe(level!.Value);
        (hold is null).ShouldBe(level is null);
        if (hold is not null)
            (hold.Id, hold.Reason).ShouldBe(("cap-scap-1-2026-03", cap.HoldOf(month, _now.AddDays(1))!.Reason));
    }

    [Fact]
    public void Demand_AtTheAmountAndOneTickBeyond_IsTheDifference()
    {
        var exact = new Commitment(1m, 0m, _now);
        var cap = Cap() with { Amount = exact.ByMonthEnd(_now) };

        cap.Demand(exact, _now);
        Should.Throw<MothershipException>(() => cap.Demand(exact with { Reserved = 0.0000001m }, _now));
    }

    [Fact]
    public void Apply_OfWhatIsSoAlready_IsNothing()
    {
        Cap().Apply(new(Amount: 100m, Thresholds: [80]), _now).ShouldBeNull();
        Cap().Apply(new(Thresholds: [50, 80]), _now)!.Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("USD", 0.01, true)]
    [InlineData("USD", 0.001, false)]
    [InlineData("JPY", 1, true)]
    [InlineData("JPY", 0.5, false)]
    [InlineData("KWD", 0.001, true)]
    [InlineData("KWD", 0.0001, false)]
    public void Check_OfAnAmount_GoesByTheCurrencysMinorUnit(string currency, decimal amount, bool isGood)
    {
        (SpendCap.Check(new(Amount: amount), currency).Count == 0).ShouldBe(isGood);
    }

    private static SpendCap Cap() =>
        new()
        {
            Id = new("scap-1"),
            Organization = new("org"),
            Amount = 100m,
            Currency = "USD",
            Action = SpendCapAction.Suspend,
            Thresholds = [80],
            CreatedAt = _now,
            UpdatedAt = _now,
        };

    private static Hold Of(string id, HoldLevel level, EnvironmentId? environment, int minutes) =>
        new(id, level, environment, "Because.", _now.AddMinutes(minutes));
}
