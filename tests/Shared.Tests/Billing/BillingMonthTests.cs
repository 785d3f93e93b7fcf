using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

public sealed class BillingMonthTests
{
    [Fact]
    public void Next_OverAYearsEnd_IsJanuary()
    {
        var december = new BillingMonth(2027, 12);

        december.Next.ShouldBe(new BillingMonth(2028, 1));
        december.Next.Previous.ShouldBe(december);
        december.End.ShouldBe(Given.Utc("2028-01-01T00:00:00"));
        december.ToString().ShouldBe("2027-12");
        BillingMonth.Of(december.End).ShouldBe(december.Next);
        BillingMonth.Of(december.End.AddTicks(-1)).ShouldBe(december);
    }

    [Fact]
    public void Of_ATimeWithAnOffset_IsTheMonthInUtc() =>
        BillingMonth.Of(new(2027, 4, 1, 1, 0, 0, TimeSpan.FromHours(2))).ShouldBe(new BillingMonth(2027, 3));

    [Theory]
    [InlineData("2027-3")]
    [InlineData("2027-13")]
    [InlineData("2027-00")]
    [InlineData("202703")]
    [InlineData(" 2027-03")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_AnythingElse_IsRefused(string? text) => BillingMonth.TryParse(text, out _).ShouldBeFalse();
}
