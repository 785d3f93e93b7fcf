using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Local.Clock;
using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

/// <summary>
/// Months in which a customer asks for as much as it gets: clusters come, grow, stop, fail and go at random, some
/// events reach the table late, and what is reserved is settled now and then. No month ends beyond its cap.
/// </summary>
public sealed class SpendMonthTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ClusterQuota _plenty = new(1000, 1000);

    [Theory]
    [InlineData(false, 0.2)]
    [InlineData(true, 0.7)]
    public async Task Month_OfRandomRequestsUnderACap_NeverEndsBeyondIt(bool isGreedy, decimal atLeast)
    {
        var (refused, used) = (0, 0m);
        var months = Counts.Of(10, 500);
        for (var seed = 0; seed < months; seed++)
        {
            var month = new Month(seed, isGreedy);
            await month.LiveAsync();
            var spent = await month.SpentAsync();
            spent.ShouldBeLessThanOrEqualTo(month.Cap.Amount, $"seed {seed}");
            refused += month.Refused;
            used += spent / month.Cap.Amount;
        }

        // Otherwise nothing would have been held back, or everything.
        refused.ShouldBeGreaterThan(months);
        (used / months).ShouldBeGreaterThan(atLeast);
    }

    private sealed class Month(int seed, bool isGreedy)
    {
        private static readonly int[] _greedy = [0, 4, 8, 10, 10, 11, 11, 11];
        private readonly Random _random = new(seed);
        private readonly VirtualClock _clock = VirtualClock.Frozen(_start);
        private readonly List<Cluster> _all = [];
        private StoreWorld _world = null!;
        private Tenant _tenant = null!;

        public SpendCap Cap { get; private set; } = null!;

        public int Refused { get; private set; }

        private DateTimeOffset Now => _clock.GetUtcNow();

        public async Task LiveAsync()
        {
            _world = await StoreWorld.OpenAsync(TableAccount.NewSqlite(), _clock);
            _tenant = await _world.NewTenantAsync();
            var only = seed % 2 == 0 ? _tenant.Environment.Id : (Domain.Ids.EnvironmentId?)null;
            Cap = Samples.Cap(_tenant, _random.Next(200_000, 800_000), environment: only);
            await _world.SpendCaps.CreateAsync(_tenant.Scope, Cap, 9, default);
            while (true)
            {
                _clock.Advance(TimeSpan.FromTicks(_random.NextInt64(TimeSpan.TicksPerHour * 16)));
                if (Now >= _start.AddMonths(1))
                    break;
                await StepAsync();
            }
        }

        public async Task<decimal> SpentAsync()
        {
            foreach (var cluster in _all)
                await FlushAsync(cluster);
            var rated = await _world.Rating.RateOpenAsync(_tenant.Scope, Now, default);
            await _world.DisposeAsync();
            return rated
                .Where(m => m.Month == BillingMonth.Of(_start))
                .SelectMany(m => m.Lines)
                .Sum(l => l.UnroundedAmount);
        }

        private async Task StepAsync()
        {
            // The greedy one takes what it gets and lets nothing go; its events reach the table at the end.
            var kind = isGreedy ? _greedy[_random.Next(_greedy.Length)] : _random.Next(12);
            if (kind < 4 || _all.Count == 0)
                await AdmittedAsync(CreateAsync);
            else if (kind == 4)
                await _world.Settlement.SettleAsync(_tenant.Scope, default);
            else
                await ChangeAsync(_all[_random.Next(_all.Count)], kind);
        }

        private Task ChangeAsync(Cluster cluster, int kind) =>
            kind switch
            {
                5 => SaveAsync(cluster, c => ClusterDecider.Delete(c, "u-1", Now)),
                6 => SaveAsync(cluster, c => ClusterDecider.FailCreation(c, c.Generation, "cause", Now)),
                7 => FlushAsync(cluster),
                8 => AdmittedAsync(() => SaveAsync(cluster, Resize)),
                9 => SaveAsync(cluster, c => ClusterDecider.RevertConfig(c, c.Generation, Now)),
                _ => SaveAsync(cluster, Forward),
            };

        private async Task CreateAsync()
        {
            var config = new ClusterConfig(ClusterKind.Standard, _random.Next(1, 5));
            var requested = Samples.Cluster(_tenant) with { Config = config, CreatedAt = Now, UpdatedAt = Now };
            var decision = ClusterDecider.Create(requested, PriceOf(config));
            await _world.Clusters.CreateAsync(_tenant.Scope, decision, _plenty, default);
            _all.Add(requested);
        }

        private ClusterDecision? Resize(Cluster cluster)
        {
            var config = new ClusterConfig(ClusterKind.Standard, _random.Next(1, 9));
            return
                cluster
                    is { OpenOperation: null, IsDeleting: false, SuspendedAt: null, Phase: ClusterPhase.Provisioned }
                ? ClusterDecider.Update(cluster, new(Config: config), "u-1", Now, PriceOf(config))
                : null;
        }

        // What the region would confirm next; or, when nothing is under way, a suspension or its end.
        private ClusterDecision? Forward(Cluster c) =>
            c switch
            {
                { IsDeleting: true } or { Phase: ClusterPhase.Failed } => null,
                { Phase: ClusterPhase.Provisioning } => ClusterDecider.Activate(
                    c,
                    c.Generation,
                    new("PLAINTEXT://h:1", null),
                    PriceOf(c.Config),
                    Now
                ),
                { OpenOperation: null, Suspension: null } => !isGreedy && _random.Next(8) == 0
                    ? ClusterDecider.Suspend(c, "because", "system", Now)
                    : null,
                { OpenOperation: null } => ClusterDecider.Resume(c, "system", Now),
                { Suspension: not null } => ClusterDecider.ConfirmSuspension(c, c.Generation, Now),
                { SuspendedAt: not null } => ClusterDecider.ConfirmResume(
                    c,
                    c.Generation,
                    new("PLAINTEXT://h:1", null),
                    PriceOf(c.Config),
                    Now
                ),
                _ => ClusterDecider.ApplyConfig(c, c.Generation, PriceOf(c.Config), Now),
            };

        private static Price PriceOf(ClusterConfig config) => new(0.010000000007m * config.Size, "USD", "book");

        // As the API does: a refusal counts once it stands by what was really spent.
        private async Task AdmittedAsync(Func<Task> ask)
        {
            for (var attempt = 1; attempt <= 2; attempt++)
            {
                try
                {
                    await ask();
                    return;
                }
                catch (MothershipException refusal) when (SpendCapCodes.IsReached(refusal))
                {
                    await _world.Settlement.SettleAsync(_tenant.Scope, default);
                }
            }
            Refused++;
        }

        private async Task SaveAsync(Cluster cluster, Func<Cluster, ClusterDecision?> decide)
        {
            var stored = (await _world.Clusters.FindAsync(_tenant.Scope, cluster.Id, default))!;
            if (decide(stored.Value) is { } decision)
                await _world.Clusters.SaveAsync(_tenant.Scope, decision, stored.ETag, default);
        }

        private async Task FlushAsync(Cluster cluster)
        {
            var stored = (await _world.Clusters.FindAsync(_tenant.Scope, cluster.Id, default))!;
            foreach (var billed in stored.Value.Outbox)
                await _world.BillingEvents.AppendAsync(_tenant.Scope, billed, default);
            var recorded = stored.Value.Outbox.Select(e => e.EventId).ToHashSet();
            await SaveAsync(cluster, c => ClusterDecider.ClearOutbox(c, recorded));
        }
    }
}
