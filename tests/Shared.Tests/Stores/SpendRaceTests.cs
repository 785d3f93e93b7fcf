using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

/// <summary>
/// Caps and quotas when many ask at the same time, from several processes: exactly as many are admitted as there is
/// room for (P23).
/// </summary>
public sealed class SpendRaceTests() : StoreCompliance(TableAccount.NewSqlite())
{
    private const int Processes = 8;
    private const int Creators = 100;
    private static readonly Price _price = new(0.5m, "USD", "book");
    private static readonly ClusterQuota _plenty = new(1000, 1000);
    private readonly Random _random = new(20260315);

    [Fact]
    public async Task Create_AHundredAtOnceAtACapThatAdmitsK_ExactlyKSucceed()
    {
        var worlds = World.OtherProcesses(Processes);
        for (var round = 0; round < Counts.Of(15, 1000); round++)
        {
            var tenant = await World.NewTenantAsync();
            var room = _random.Next(0, Creators);
            var only = round % 2 == 0 ? tenant.Environment.Id : (Domain.Ids.EnvironmentId?)null;
            // Half a cluster more, so that the time that passes makes no difference.
            var cap = Samples.Cap(tenant, ForMonth(room + 0.5m), environment: only);
            await World.SpendCaps.CreateAsync(tenant.Scope, cap, 9, None);

            var outcomes = await RaceAsync(Creators, i => CreateAsync(worlds[i % Processes], tenant, _plenty));

            outcomes.Count(o => o is null).ShouldBe(room, $"round {round}");
            outcomes.OfType<MothershipException>().Count(SpendCapCodes.IsReached).ShouldBe(Creators - room);
        }
    }

    [Fact]
    public async Task Create_AHundredAtOnceAtAQuotaOfK_ExactlyKSucceed()
    {
        var worlds = World.OtherProcesses(Processes);
        for (var round = 0; round < Counts.Of(5, 1000); round++)
        {
            var tenant = await World.NewTenantAsync();
            var room = _random.Next(1, Creators);

            var outcomes = await RaceAsync(Creators, i => CreateAsync(worlds[i % Processes], tenant, new(room, 1000)));

            outcomes.Count(o => o is null).ShouldBe(room, $"round {round}");
        }
    }

    [Fact]
    public async Task Mixed_CreatesDeletesResizesAndFailuresAtOnce_CountersComeToWhatIsThere()
    {
        var worlds = World.OtherProcesses(Processes, _ => new Turmoil { TwiceOfHundred = 10 });
        for (var round = 0; round < Counts.Of(5, 200); round++)
        {
            var tenant = await World.NewTenantAsync();
            var cap = Samples.Cap(tenant, ForMonth(30.5m));
            await World.SpendCaps.CreateAsync(tenant.Scope, cap, 9, None);
            var there = new List<Cluster>();
            for (var i = 0; i < 20; i++)
                there.Add(await CreateAsync(World, tenant, _plenty));

            var outcomes = await RaceAsync(
                60,
                i =>
                    i < there.Count
                        ? ChangeAsync(worlds[i % Processes], tenant, there[i], i)
                        : CreateAsync(worlds[i % Processes], tenant, _plenty)
            );

            outcomes
                .OfType<Exception>()
                .ShouldAllBe(e => e is MothershipException && SpendCapCodes.IsReached((MothershipException)e));
            await CountersShouldBeRightAsync(tenant, cap);
        }
    }

    private async Task CountersShouldBeRightAsync(Tenant tenant, SpendCap cap)
    {
        var all = await World.Clusters.ListAllAsync(tenant.Scope, new(100, null), None);
        var committed = all.Items.Sum(c => c.CommittedPerSecond ?? 0m);
        foreach (var key in new[] { "usage~", $"usage~{tenant.Environment.Id}" })
        {
            var row = (
                await World.Table("Resources").GetEntityAsync<Azure.Data.Tables.TableEntity>(tenant.Id.Value, key)
            ).Value;
            decimal.Parse(row.GetString("Committed")).ShouldBe(committed, key);
            row.GetInt32("Clusters").ShouldBe(all.Items.Count, key);
            var commitment = new Commitment(
                committed,
                decimal.Parse(row.GetString("Reserved")),
                row.GetDateTimeOffset("ReservedAt")!.Value
            );
            commitment.ByMonthEnd(Now).ShouldBeLessThanOrEqualTo(cap.Amount, key);
        }
    }

    private DateTimeOffset Now => World.Clock.GetUtcNow();

    private decimal ForMonth(decimal clusters) =>
        Money.Round(clusters * _price.PerSecond * (decimal)(BillingMonth.Of(Now).End - Now).TotalSeconds, "USD");

    private async Task<Cluster> CreateAsync(StoreWorld world, Tenant tenant, ClusterQuota quota)
    {
        var requested = Samples.Cluster(tenant) with { CreatedAt = Now, UpdatedAt = Now };
        var decision = ClusterDecider.Create(requested, _price);
        return (await world.Clusters.CreateAsync(tenant.Scope, decision, quota, None)).Value;
    }

    private async Task ChangeAsync(StoreWorld world, Tenant tenant, Cluster cluster, int number)
    {
        Func<Cluster, ClusterDecision?>[] steps = (number % 4) switch
        {
            0 => [c => ClusterDecider.Delete(c, "u-1", Now)],
            1 => [c => ClusterDecider.FailCreation(c, c.Generation, "cause", Now)],
            2 => [Activate, Grow],
            _ => [Activate, Grow, c => ClusterDecider.RevertConfig(c, c.Generation, Now)],
        };
        foreach (var step in steps)
            await StepAsync(world, tenant, cluster, step);
    }

    private ClusterDecision? Activate(Cluster cluster) =>
        ClusterDecider.Activate(cluster, cluster.Generation, new("PLAINTEXT://h:1", null), _price, Now);

    private ClusterDecision? Grow(Cluster cluster)
    {
        var larger = new ClusterChange(Config: new(ClusterKind.Standard, 8));
        return cluster.OpenOperation is null
            ? ClusterDecider.Update(cluster, larger, "u-1", Now, _price with { PerSecond = 1m })
            : null;
    }

    private static async Task StepAsync(
        StoreWorld world,
        Tenant tenant,
        Cluster cluster,
        Func<Cluster, ClusterDecision?> step
    )
    {
        while (await world.Clusters.FindAsync(tenant.Scope, cluster.Id, None) is { } stored)
        {
            if (step(stored.Value) is not { } decision)
                return;
            try
            {
                await world.Clusters.SaveAsync(tenant.Scope, decision, stored.ETag, None);
                return;
            }
            catch (StaleWriteException)
            {
                // Written twice, or by somebody else: look again.
            }
        }
    }
}
