using FsCheck.Xunit;
using Mothership.Domain.Payments;
using Mothership.Payments;

namespace Mothership.Shared.Tests.Payments;

public sealed class StripeAmountTests
{
    [Theory]
    [InlineData("USD", 1234, 1234)]
    [InlineData("JPY", 12, 12)]
    [InlineData("KWD", 1230, 1230)]
    [InlineData("ISK", 12, 1200)]
    [InlineData("UGX", 12, 1200)]
    [InlineData("MGA", 1200, 12)]
    public void Amount_AsStripeCounts_AndBack(string currency, long minor, long stripe)
    {
        StripeAmounts.ToStripe(minor, currency).ShouldBe(stripe);
        StripeAmounts.FromStripe(stripe, currency).ShouldBe(minor);
    }

    [Theory]
    [InlineData("KWD", 1234)]
    [InlineData("MGA", 1250)]
    public void Amount_ThatStripeCannotTake_IsRefused(string currency, long minor) =>
        Should
            .Throw<PaymentProviderException>(() => StripeAmounts.ToStripe(minor, currency))
            .Fault.ShouldBe(ProviderFault.Invalid);

    [Property]
    public bool Amount_ThereAndBack_IsTheSame(int minor, byte pick)
    {
        string[] currencies = ["USD", "EUR", "JPY", "KRW", "ISK", "UGX", "KWD", "BHD", "MGA", "HUF"];
        var currency = currencies[pick % currencies.Length];
        var even = minor / 100 * 100;
        return StripeAmounts.FromStripe(StripeAmounts.ToStripe(even, currency), currency) == even;
    }
}
