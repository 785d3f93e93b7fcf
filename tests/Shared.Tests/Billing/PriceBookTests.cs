using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;

namespace Mothership.Shared.Tests.Billing;

public sealed class PriceBookTests
{
    private static readonly DateTimeOffset At2027 = new(2027, 3, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly RegionId UsWest2 = RegionId.Of("aws", "us-west-2");

    private const string Good = """
        { "versions": [
          { "version": "one", "effective_from": "2027-01-01T00:00:00Z", "currency": "USD",
            "capacity_per_hour": { "Standard": "0.75", "Dedicated": "360" },
            "clouds": { "aws": { "default_multiplier": "1.5", "regions": { "us-west-2": "1" } },
            "gcp": { "regions": { "x1": "2" } } } },
          { "version": "two", "effective_from": "2027-04-01T00:00:00Z", "currency": "USD",
            "capacity_per_hour": { "Standard": "0.90" }, "clouds": { "aws": { "regions": { "us-west-2": "1" } } } } ] }
        """;

    [Theory]
    [InlineData("aws", "us-west-2", ClusterKind.Dedicated, 1, "0.1")]
    [InlineData("aws", "us-west-2", ClusterKind.Dedicated, 2, "0.2")]
    [InlineData("aws", "us-west-2", ClusterKind.Standard, 1, "0.000208333333")]
    [InlineData("aws", "us-west-2", ClusterKind.Standard, 3, "0.000625")]
    [InlineData("aws", "nowhere-1", ClusterKind.Standard, 1, "0.0003125")]
    [InlineData("gcp", "x1", ClusterKind.Standard, 1, "0.000416666667")]
    public void Find_KnownPlace_IsHourlyPriceTimesMultiplierTimesSizeOver3600(
        string cloud,
        string region,
        ClusterKind kind,
        int size,
        string perSecond
    )
    {
        var price = Read(Good).Find(RegionId.Of(cloud, region), new(kind, size), At2027);

        price.ShouldBe(new Price(decimal.Parse(perSecond), "USD", "one"));
    }

    [Theory]
    [InlineData("gcp", "x2", ClusterKind.Standard)]
    [InlineData("azure", "eastus", ClusterKind.Standard)]
    [InlineData("aws", "us-west-2", ClusterKind.Basic)]
    public void Find_WithoutMultiplierOrKind_HasNoPrice(string cloud, string region, ClusterKind kind) =>
        Read(Good).Find(RegionId.Of(cloud, region), new(kind, 1), At2027).ShouldBeNull();

    [Fact]
    public void Find_AroundAChangeOfVersions_SwitchesAtItsTick()
    {
        var book = Read(Good);
        var change = new DateTimeOffset(2027, 4, 1, 0, 0, 0, TimeSpan.Zero);
        var config = new ClusterConfig(ClusterKind.Standard, 1);

        book.Find(UsWest2, config, change.AddTicks(-1))!.BookVersion.ShouldBe("one");
        book.Find(UsWest2, config, change)!.BookVersion.ShouldBe("two");
        book.Find(UsWest2, config, new(2026, 12, 31, 23, 59, 59, TimeSpan.Zero)).ShouldBeNull();
    }

    [Theory]
    [InlineData("aws", "us-west-2")]
    [InlineData("gcp", "europe-west1")]
    [InlineData("azure", "eastus")]
    [InlineData("aws", "some-region-of-next-year")]
    public void DefaultBook_EveryKind_HasAPrice(string cloud, string region)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "prices", "default.json");
        var book = PriceBookReader.Read(path, File.ReadAllText(path));

        foreach (var kind in Enum.GetValues<ClusterKind>())
            book.Find(RegionId.Of(cloud, region), new(kind, 2), At2027).ShouldNotBeNull().PerSecond.ShouldBePositive();
        book.Find(RegionId.Of("moon", "crater-1"), new(ClusterKind.Basic, 1), At2027).ShouldBeNull();
    }

    [Theory]
    [InlineData("\"0.75\"", "0.75", "capacity_per_hour.Standard must be a decimal in quotes")]
    [InlineData("\"0.75\"", "\"-1\"", "capacity_per_hour.Standard must be a decimal in quotes")]
    [InlineData("\"0.75\"", "\"7e2\"", "capacity_per_hour.Standard must be a decimal in quotes")]
    [InlineData("\"0.75\"", "\"0.1234567890123\"", "at most 12 places")]
    [InlineData("\"0.75\"", "null", "capacity_per_hour.Standard must be a decimal in quotes")]
    [InlineData("\"Standard\"", "\"Standart\"", "capacity_per_hour.Standart is not a kind of cluster")]
    [InlineData("\"currency\": \"USD\"", "\"currency\": \"XXX\"", "versions[0].currency 'XXX' is not a currency")]
    [InlineData("\"currency\": \"USD\",", "", "versions[0].currency is missing")]
    [InlineData("\"currency\"", "\"curency\"", "versions[0].curency is not a field")]
    [InlineData("2027-01-01T00:00:00Z", "2027-01-01", "versions[0].effective_from must be a time in UTC")]
    [InlineData("2027-04-01T00:00:00Z", "2027-01-01T00:00:00Z", "start at the same time")]
    [InlineData("\"two\"", "\"one\"", "have the same name")]
    [InlineData("\"us-west-2\": \"1\" }", "\"us-west-2\": \"1\", \"us-west-2\": \"2\" }", "doubled")]
    [InlineData("\"us-west-2\": \"1\" }", "\"US\": \"1\" }", "regions.US must be a name in lower-case")]
    [InlineData("\"360\"", "\"999999\"", "the largest Dedicated cluster would cost more than")]
    [InlineData("{ \"versions\"", "{ \"verions\"", "$.versions is missing")]
    [InlineData("]", "", "it is not JSON")]
    public void Read_AFault_NamesFileAndField(string part, string replacement, string complaint)
    {
        Good.ShouldContain(part);

        var error = Should.Throw<PriceBookException>(() => Read(Good.Replace(part, replacement)));

        error.Message.ShouldContain("prices/mine.json");
        error.Message.ShouldContain(complaint);
    }

    [Fact]
    public void Read_SeveralFaults_NamesAll()
    {
        var bad = Good.Replace("\"0.75\"", "1").Replace("\"0.90\"", "2").Replace("\"two\"", "3");

        Should.Throw<PriceBookException>(() => Read(bad)).Faults.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("{ \"versions\": [] }")]
    [InlineData("{ \"versions\": 5 }")]
    [InlineData("[]")]
    [InlineData("")]
    public void Read_NoVersions_IsAnError(string json) => Should.Throw<PriceBookException>(() => Read(json));

    private static PriceBook Read(string json) => PriceBookReader.Read("prices/mine.json", json);
}
