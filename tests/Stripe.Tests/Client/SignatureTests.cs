namespace Stripe.Tests.Client;

public sealed class SignatureTests
{
    private const string Secret = "whsec_secret";
    private const long Now = 1_800_000_000;

    private const string Body = """
        {"id":"evt_1","object":"event","api_version":"2026-07-29.dahlia","created":1800000000,"type":"customer.created",
        "data":{"object":{"id":"cus_1","object":"customer","name":"Ada"}}}
        """;

    [Fact]
    public void ConstructEvent_RightSignature_ReadsTheObject()
    {
        var read = EventUtility.ConstructEvent(Body, Header(Now), Secret, 300, Now);
        read.Type.ShouldBe(EventTypes.CustomerCreated);
        read.Data.Object.ShouldBeOfType<Customer>().Name.ShouldBe("Ada");
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void ConstructEvent_AtTheEdgeOfTheTolerance_IsTaken(long age) =>
        EventUtility.ConstructEvent(Body, Header(Now - age), Secret, 300, Now).Id.ShouldBe("evt_1");

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public void ConstructEvent_BeyondTheTolerance_IsRefused(long age) =>
        Should.Throw<StripeException>(() => EventUtility.ConstructEvent(Body, Header(Now - age), Secret, 300, Now));

    [Fact]
    public void ConstructEvent_OtherSecret_IsRefused() =>
        Should.Throw<StripeException>(() => EventUtility.ConstructEvent(Body, Header(Now), "whsec_other", 300, Now));

    [Fact]
    public void ConstructEvent_ChangedBody_IsRefused() =>
        Should.Throw<StripeException>(() =>
            EventUtility.ConstructEvent(Body.Replace("Ada", "Eve"), Header(Now), Secret, 300, Now)
        );

    [Fact]
    public void ConstructEvent_ChangedTime_IsRefused() =>
        Should.Throw<StripeException>(() =>
            EventUtility.ConstructEvent(Body, Header(Now).Replace($"t={Now}", $"t={Now + 1}"), Secret, 300, Now)
        );

    [Fact]
    public void ConstructEvent_SeveralSignatures_OneRightIsEnough()
    {
        var right = EventUtility.ComputeSignature(Secret, $"{Now}", Body);
        var header = $"t={Now},v1={new string('0', 64)},v1={right},v0=abc";
        EventUtility.ConstructEvent(Body, header, Secret, 300, Now).Id.ShouldBe("evt_1");
    }

    [Fact]
    public void ConstructEvent_SignatureOfAnotherScheme_IsRefused()
    {
        var right = EventUtility.ComputeSignature(Secret, $"{Now}", Body);
        Should.Throw<StripeException>(() => EventUtility.ConstructEvent(Body, $"t={Now},v0={right}", Secret, 300, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public void ConstructEvent_HeaderThatIsNone_IsRefused(string header) =>
        Should.Throw<StripeException>(() => EventUtility.ConstructEvent(Body, header, Secret, 300, Now));

    [Fact]
    public void ConstructEvent_OtherReleaseTrain_IsRefusedUnlessAllowed()
    {
        var old = Body.Replace("2026-07-29.dahlia", "2025-09-30.clover");
        var header = EventUtility.GenerateSignatureHeader(old, Secret, Now);
        Should.Throw<StripeException>(() => EventUtility.ConstructEvent(old, header, Secret, 300, Now));
        EventUtility
            .ConstructEvent(old, header, Secret, 300, Now, throwOnApiVersionMismatch: false)
            .Id.ShouldBe("evt_1");
    }

    [Fact]
    public void ParseEvent_LaterVersionOfTheSameTrain_IsTaken() =>
        EventUtility.ParseEvent(Body.Replace("2026-07-29", "2026-08-31")).Id.ShouldBe("evt_1");

    [Fact]
    public void ComputeSignature_KnownInput_GivesTheKnownHmac() =>
        EventUtility
            .ComputeSignature("key", "1", "x")
            .ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("key"u8, "1.x"u8)));

    private static string Header(long at) => EventUtility.GenerateSignatureHeader(Body, Secret, at);
}
