namespace Stripe.Tests.Client;

public sealed class EntityTests
{
    private const string Charge = """
        {"id":"ch_1","object":"charge","amount":1234,"created":1772366400,
        "customer":{"id":"cus_1","object":"customer","name":"Ada","created":1},
        "payment_intent":"pi_1","metadata":{"a":"b"},
        "refunds":{"object":"list","data":[{"id":"re_1","object":"refund","amount":5,"created":1}],
        "has_more":false,"url":"/v1/charges/ch_1/refunds"},"unheard_of":{"x":1}}
        """;

    [Fact]
    public void FromJson_References_AreIdsOrObjects()
    {
        var charge = Stripe.Charge.FromJson(Charge);
        (charge.CustomerId, charge.Customer.Name).ShouldBe(("cus_1", "Ada"));
        (charge.PaymentIntentId, charge.PaymentIntent).ShouldBe(("pi_1", null));
        (charge.Refunds.Single().Id, charge.Amount, charge.Metadata["a"]).ShouldBe(("re_1", 1234, "b"));
        charge.Created.ShouldBe(new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public void ToJson_ReadAgain_IsTheSame()
    {
        var charge = Stripe.Charge.FromJson(Charge);
        Stripe.Charge.FromJson(charge.ToJson()).ToJson().ShouldBe(charge.ToJson());
        charge.ToJson().ShouldContain("\"payment_intent\": \"pi_1\"");
    }

    [Fact]
    public void Id_SetToAnother_ForgetsTheObject()
    {
        var charge = Stripe.Charge.FromJson(Charge);
        charge.CustomerId = "cus_2";
        charge.Customer.ShouldBeNull();
        charge.Customer = new() { Id = "cus_3" };
        charge.CustomerId.ShouldBe("cus_3");
    }

    [Fact]
    public void FromJson_KindThatIsNotKnown_IsNull()
    {
        StripeEntity.FromJson("""{"id":"uni_1","object":"unicorn"}""").ShouldBeNull();
        StripeEntity.FromJson("""{"id":"in_1","object":"invoice"}""").ShouldBeOfType<Invoice>().Id.ShouldBe("in_1");
    }

    [Fact]
    public void FromJson_Decimals_AreReadFromText() =>
        InvoiceItem
            .FromJson("""{"quantity_decimal":"1.25","pricing":{"unit_amount_decimal":"0.000000000001"}}""")
            .Pricing.UnitAmountDecimal.ShouldBe(0.000000000001m);
}
