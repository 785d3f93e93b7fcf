using System.Net;
using Confluent.Kafka;
using Mothership.Domain.Billing;
using Mothership.SystemTests.Api.Support;
using Mothership.Tests.Support;

namespace Mothership.SystemTests.Billing;

/// <summary>
/// A customer whose money is spent, through the whole system: HTTP, timers, bus, region, broker, invoice.
/// </summary>
public sealed class SpendCapFlowTests
{
    [Fact]
    public async Task Cap_Reached_SuspendsUntilItIsRaisedAndBillsRightToTheTick()
    {
        await using var cloud = await BilledCloud.StartAsync(new(2027, 3, 15, 12, 0, 0, TimeSpan.Zero));
        var cluster = await cloud.CreateClusterAsync(cku: 1);
        var bootstrap = (await ReadAsync(cloud, cluster))["spec.kafka_bootstrap_endpoint"].Split("//")[1];
        await Kcat.ProduceAsync(bootstrap, "orders", "one\ntwo\n");
        var cap = await CapAsync(cloud, "5.00");

        // 2.70 an hour: what is committed is beyond the cap long before it is spent.
        await RefusedAsync(cloud);
        (await ReadAsync(cloud, cluster)).Json.SelectToken("status.suspended").ShouldBeNull();
        IsReachable(bootstrap, TimeSpan.FromSeconds(60)).ShouldBeTrue();

        cloud.Advance(TimeSpan.FromHours(2));
        await SuspendedAsync(cloud, cluster, true);
        IsReachable(bootstrap, TimeSpan.FromSeconds(2)).ShouldBeFalse();
        await RefusedAsync(cloud);
        (await ReadAsync(cloud, cluster))["status.phase"].ShouldBe("PROVISIONED");
        (await ReadAsync(cloud, cluster))["status.suspension_reason"].ShouldContain(cap);
        await ToldAsync(cloud, cap);

        cloud.Advance(TimeSpan.FromDays(3));
        var raised = await cloud.Client.PatchJsonAsync(
            $"/billing/v1/spend-caps/{cap}",
            new { spec = new { amount = "5000.00" } }
        );
        raised.Status.ShouldBe(HttpStatusCode.OK, raised.Text);
        await SuspendedAsync(cloud, cluster, false);
        // The topic has several partitions, which come in any order.
        (await Kcat.ConsumeAsync(bootstrap, "orders"))
            .Split('\n')
            .Order()
            .ShouldBe(["", "one", "two"]);

        cloud.Advance(TimeSpan.FromHours(1));
        await CheckAccrualAsync(cloud);
        await CheckInvoiceAsync(cloud);
    }

    private static async Task CheckAccrualAsync(BilledCloud cloud)
    {
        var accrual = await cloud.Client.ReadAsync("/billing/v1/accrual");
        var (total, projected) = (decimal.Parse(accrual["total"]), decimal.Parse(accrual["projected_total"]));
        // Two hours and a bit, then nothing for three days, then an hour and a bit.
        total.ShouldBeInRange(3 * 2.70m, 4 * 2.70m);
        projected.ShouldBeInRange(300 * 2.70m, 400 * 2.70m);
    }

    private static async Task CheckInvoiceAsync(BilledCloud cloud)
    {
        cloud.AdvanceTo(new(2027, 4, 1, 1, 6, 0, TimeSpan.Zero));
        var invoice = await cloud.InvoiceAsync("2027-03");
        var events = await cloud.EventsAsync("2027-03");
        // The cluster, and the Schema Registry that came with it, the same way.
        var lives = events.GroupBy(e => e.Resource.Id.Value).ToList();
        lives.Count.ShouldBe(2);
        foreach (var life in lives)
            life.OrderBy(e => e.EffectiveAt)
                .Select(e => e.Kind)
                .ShouldBe([PriceEventKind.Created, PriceEventKind.Suspended, PriceEventKind.Resumed], life.Key);
        var owed = Audited.Owed(events, new BillingMonth(2027, 3));
        Audited.Minor(decimal.Parse((string)invoice["total"]!), 2).ShouldBe(owed.Total);
        var unrounded = invoice["lines"]!.Select(l => Audited.Exact(decimal.Parse((string)l["unrounded_amount"]!)));
        unrounded.Aggregate((sum, line) => sum + line).ShouldBe(owed.ExactOverTime);
    }

    private static async Task<string> CapAsync(BilledCloud cloud, string amount)
    {
        var made = await cloud.Client.PostJsonAsync(
            "/billing/v1/spend-caps",
            new
            {
                spec = new
                {
                    amount,
                    action = "SUSPEND",
                    notify_at_percent = new[] { 50 },
                },
            }
        );
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        return made["id"];
    }

    private static async Task RefusedAsync(BilledCloud cloud)
    {
        var refused = await cloud.TryCreateClusterAsync(cku: 1);
        refused.Status.ShouldBe(HttpStatusCode.PaymentRequired, refused.Text);
        refused["errors[0].code"].ShouldBe("spend_cap_reached");
    }

    private static async Task ToldAsync(BilledCloud cloud, string cap)
    {
        var told = await cloud.Client.ReadAsync("/billing/v1/notifications");
        told.Json["data"]!
            .Select(n => ((string?)n["subject"], (string?)n["type"]))
            .ShouldBe([(cap, "spend_threshold_reached"), (cap, "spend_cap_reached")], ignoreOrder: true);
    }

    private static Task<Reply> ReadAsync(BilledCloud cloud, string cluster) =>
        cloud.Client.ReadAsync($"/cmk/v2/clusters/{cluster}?environment={cloud.Environment}");

    private static async Task SuspendedAsync(BilledCloud cloud, string cluster, bool isSuspended)
    {
        // The check of the minute at which the clock was moved may have read it just before. The next comes in a
        // minute.
        await cloud.EventuallyAsync(
            $"{cluster} is {(isSuspended ? "suspended" : "running")}",
            async () =>
                ((bool?)(await ReadAsync(cloud, cluster)).Json.SelectToken("status.suspended") ?? false) == isSuspended,
            nudge: () => cloud.Advance(TimeSpan.FromMinutes(1))
        );
        // The registry follows a moment later, and the clock is not to be moved in between: it costs, too.
        var kind = isSuspended ? PriceEventKind.Suspended : PriceEventKind.Resumed;
        await cloud.EventuallyAsync(
            $"{kind} is noted of the cluster and of its registry",
            async () => (await cloud.EventsAsync("2027-03")).Count(e => e.Kind == kind) == 2
        );
    }

    private static bool IsReachable(string bootstrap, TimeSpan within)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap })
            .SetLogHandler((_, _) => { })
            .Build();
        try
        {
            return admin.GetMetadata(within).Brokers.Count > 0;
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
