using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Shared.Tests.Billing;

public sealed class ContradictionTests
{
    private static readonly PriceEvent Created = Given.Created("2027-03-15T00:00:00", 0.10m);
    private static readonly PriceEvent Updated = Given.Updated("2027-03-16T00:00:00", 0.20m);
    private static readonly PriceEvent Deleted = Given.Deleted("2027-03-17T00:00:00");

    public static TheoryData<string, PriceEvent[]> Contradictions =>
        new()
        {
            { "first of its resource, but is not its creation", [Updated, Deleted] },
            { "comes after the deletion", [Created, Deleted, Given.Updated("2027-03-18T00:00:00", 0.1m, 10)] },
            { "creates what", [Created, Updated with { Kind = PriceEventKind.Created }] },
            { "of an earlier generation", [Created, Updated with { Generation = 0 }] },
            { "several currencies: USD, EUR", [Created, Updated with { Currency = "EUR" }] },
            { "several currencies", [Created, Given.Created("2027-03-01T00:00:00", 1m, "lkc-b", "EUR")] },
            { "unknown currency", [Created with { Currency = "ABC" }] },
            {
                "another organisation, resource, env",
                [
                    Created,
                    Updated with
                    {
                        Resource = Updated.Resource with { Environment = new EnvironmentId("env-2") },
                    },
                ]
            },
            {
                "another organisation, resource, env",
                [Created, Updated with { Resource = Updated.Resource with { Region = RegionId.Of("gcp", "x") } }]
            },
            { "belongs to organisation", [Created with { Organization = new OrganizationId("other") }] },
            { "price out of bounds", [Created with { PricePerSecond = -0.1m }] },
            { "price out of bounds", [Created with { PricePerSecond = 1000.000000000001m }] },
            { "more than twelve places", [Created with { PricePerSecond = 0.0000000000001m }] },
            { "of a kind that costs nothing", [Created, Deleted with { PricePerSecond = 1m }] },
            { "twice, with different content", [Created, Created with { PricePerSecond = 0.2m }] },
        };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Rate_FiguresThatContradictEachOther_SaysWhich(string complaint, PriceEvent[] events) =>
        Should
            .Throw<BillingContradictionException>(() => Given.Rated("2027-03", events))
            .Message.ShouldContain(complaint);

    [Fact]
    public void Rate_AnEventOfALaterMonth_IsRefused()
    {
        var input = new RatingInput(Given.Organization, Given.Month("2027-02"), [], [Created], []);

        Should
            .Throw<BillingContradictionException>(() => Rating.Rate(input))
            .Message.ShouldContain("takes effect after");
    }

    [Fact]
    public void Rate_ACarryOverOfAnotherMonth_IsRefused()
    {
        var carried = new CarryOver(Given.Month("2027-05"), Created);

        Should.Throw<BillingContradictionException>(() =>
            Rating.Rate(new(Given.Organization, Given.Month("2027-04"), [carried], [], []))
        );
    }

    [Fact]
    public void Exact_AProductThatNeedsMoreDigits_IsRefused()
    {
        Exact.Multiply(1000m, 2678400.0000001m).ShouldBe(2678400000.0001m);
        Should.Throw<OverflowException>(() => Exact.Multiply(123456789012345.6789m, 1.234567890123456789m));
        Should.Throw<OverflowException>(() => Exact.Add(79228162514264337593543950335m, 0.1m));
    }

    [Fact]
    public void Money_FinerThanTheMinorUnit_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new Money(0.001m, "USD"));
        Should.Throw<ArgumentException>(() => new Money(1m, "ABC"));
        new Money(0.001m, "BHD").ToString().ShouldBe("0.001 BHD");
        new Money(-5m, "JPY").ToString().ShouldBe("-5 JPY");
    }
}
