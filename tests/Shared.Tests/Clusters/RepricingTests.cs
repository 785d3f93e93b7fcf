using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Shared.Tests.Billing;

namespace Mothership.Shared.Tests.Clusters;

/// <summary>Versions of the price book that come into force while clusters run.</summary>
public sealed class RepricingTests
{
    private static readonly DateTimeOffset Start = Given.Utc("2027-03-01T00:00:00");
    private static readonly ClusterEndpoints Endpoints = new("PLAINTEXT://127.0.0.1:9092", null);

    /// <summary>From 3.60 an hour to 7.20 on March 10, nothing on sale from March 20 to April 5, then 10.80.</summary>
    private static readonly PriceBook Prices = new([
        Version("v1", "2027-01-01T00:00:00", 3.60m),
        Version("v2", "2027-03-10T00:00:00", 7.20m),
        Version("none", "2027-03-20T00:00:00", null),
        Version("v3", "2027-04-05T00:00:00", 10.80m),
    ]);

    [Fact]
    public void Reprice_ARunningCluster_BillsEachChangeAtItsInstant()
    {
        var now = Given.Utc("2027-04-06T00:00:00");
        var repriced = ClusterDecider.Reprice(Active(), Prices, now)!.Cluster;

        repriced
            .Outbox.Skip(1)
            .Select(e => (e.EventId, e.EffectiveAt, e.PricePerSecond, e.Kind, e.PriceBookVersion))
            .ShouldBe([
                (
                    "lkc-0123456789-1-repriced-v2",
                    Given.Utc("2027-03-10T00:00:00"),
                    0.008m,
                    PriceEventKind.Repriced,
                    "v2"
                ),
                (
                    "lkc-0123456789-1-repriced-v3",
                    Given.Utc("2027-04-05T00:00:00"),
                    0.012m,
                    PriceEventKind.Repriced,
                    "v3"
                ),
            ]);
        repriced.CommittedPerSecond.ShouldBe(0.012m);
        ClusterDecider.Reprice(repriced, Prices, now).ShouldBeNull();
    }

    [Fact]
    public void Reprice_OneStepAtATime_GivesTheSameEvents()
    {
        var cluster = Active();
        for (var now = Start; now < Given.Utc("2027-04-10T00:00:00"); now = now.AddHours(5))
            cluster = ClusterDecider.Reprice(cluster, Prices, now)?.Cluster ?? cluster;

        cluster.Outbox.ShouldBe(
            ClusterDecider.Reprice(Active(), Prices, Given.Utc("2027-04-10T00:00:00"))!.Cluster.Outbox
        );
    }

    [Fact]
    public void Reprice_WhatDoesNotRun_DoesNothing()
    {
        var later = Given.Utc("2027-05-01T00:00:00");
        var wanted = ClusterDecider.Suspend(Active(), "Not paid.", "system", Start.AddDays(1))!.Cluster;
        var suspended = ClusterDecider.ConfirmSuspension(wanted, wanted.Generation, Start.AddDays(1))!.Cluster;
        var deleted = ClusterDecider.Delete(Active(), "u-1", Start.AddDays(1))!.Cluster;

        ClusterDecider.Reprice(wanted, Prices, later).ShouldNotBeNull();
        ClusterDecider.Reprice(suspended, Prices, later).ShouldBeNull();
        ClusterDecider.Reprice(deleted, Prices, later).ShouldBeNull();
        ClusterDecider.Reprice(ClusterDeciderTests.Requested(), Prices, later).ShouldBeNull();
    }

    [Fact]
    public void Repricing_ADeletionAfterAChange_BillsTheChangeFirst()
    {
        var now = Given.Utc("2027-03-15T00:00:00");
        var decision = ClusterDecider.Repricing(Active(), Prices, now, c => ClusterDecider.Delete(c, "u-1", now))!;

        decision
            .Cluster.Outbox.Select(e => e.Kind)
            .ShouldBe([PriceEventKind.Created, PriceEventKind.Repriced, PriceEventKind.Deleted]);
        decision.CommitmentChange.ShouldBe(-0.004m);
        var rated = Given.Rated("2027-03", [.. Owned(decision.Cluster)]);
        rated.Total.ShouldBe(9 * 86400 * 0.004m + 5 * 86400 * 0.008m);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Repricing_AResizeNearAChange_ChargesWhatRanAtThePriceThatHeld(int ticks)
    {
        var now = Given.Utc("2027-03-10T00:00:00").AddTicks(ticks);
        var update = new ClusterChange(Config: new(ClusterKind.Standard, 8));
        var asked = ClusterDecider.Update(Active(), update, "u-1", now.AddDays(-1))!.Cluster;
        var price = Prices.Find(asked.Region, asked.Config, now)!;

        var resized = ClusterDecider
            .Repricing(asked, Prices, now, c => ClusterDecider.ApplyConfig(c, 2, price, now))!
            .Cluster;
        resized = ClusterDecider.Reprice(resized, Prices, now.AddDays(1))?.Cluster ?? resized;

        var exact = ticks switch
        {
            -1 => 0.004m * (9 * 86400 - 0.0000001m) + 0.008m * 0.0000001m + 0.016m * 22 * 86400,
            0 => 0.004m * 9 * 86400 + 0.016m * 22 * 86400,
            _ => 0.004m * 9 * 86400 + 0.008m * 0.0000001m + 0.016m * (22 * 86400 - 0.0000001m),
        };
        Given.Rated("2027-03", [.. Owned(resized)]).Lines.Sum(l => l.UnroundedAmount).ShouldBe(exact);
    }

    [Fact]
    public void Repricing_TheSweepWasThereAtTheSameTick_TheResizeCounts()
    {
        var now = Given.Utc("2027-03-10T00:00:00");
        var update = new ClusterChange(Config: new(ClusterKind.Standard, 8));
        var asked = ClusterDecider.Update(Active(), update, "u-1", now.AddDays(-1))!.Cluster;
        var swept = ClusterDecider.Reprice(asked, Prices, now)!.Cluster;
        var price = Prices.Find(asked.Region, asked.Config, now)!;

        var resized = ClusterDecider.ApplyConfig(swept, 2, price, now)!.Cluster;

        Given
            .Rated("2027-03", [.. Owned(resized)])
            .Lines.Sum(l => l.UnroundedAmount)
            .ShouldBe(0.004m * 9 * 86400 + 0.016m * 22 * 86400);
    }

    [Fact]
    public void Repricing_WhatBillsNothing_IsLeftToTheSweep()
    {
        var now = Given.Utc("2027-03-15T00:00:00");
        var renamed = ClusterDecider.Repricing(
            Active(),
            Prices,
            now,
            c => ClusterDecider.Update(c, new(DisplayName: "other"), "u-1", now)
        );
        renamed!.Cluster.Outbox.Count.ShouldBe(1);
        ClusterDecider.Repricing(Active(), Prices, now, _ => null).ShouldBeNull();
    }

    private static Cluster Active()
    {
        var created = ClusterDecider.Create(ClusterDeciderTests.Requested()).Cluster;
        var price = Prices.Find(created.Region, created.Config, Start)!;
        return ClusterDecider.Activate(created, 1, Endpoints, price, Start)!.Cluster;
    }

    private static IEnumerable<PriceEvent> Owned(Cluster cluster) =>
        cluster.Outbox.Select(e => e with { Organization = Given.Organization });

    private static PriceBookVersion Version(string name, string from, decimal? perHour) =>
        new(
            name,
            Given.Utc(from),
            "USD",
            perHour is { } price
                ? new Dictionary<ClusterKind, decimal> { [ClusterKind.Standard] = price }
                : new Dictionary<ClusterKind, decimal>(),
            new Dictionary<string, CloudMultipliers> { ["aws"] = new(1m, new Dictionary<string, decimal>()) }
        );
}
