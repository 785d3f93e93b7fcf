using Microsoft.Extensions.DependencyInjection;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Metering;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Metering;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests;

/// <summary>Figures of regions on their way from the bus into the event table.</summary>
public sealed class MeteringTests : IAsyncLifetime
{
    private Cloud _cloud = null!;
    private ClusterId _cluster;
    private DateTimeOffset _hour;

    public async Task InitializeAsync()
    {
        _cloud = await Cloud.StartAsync();
        _cloud.Prices.PerGibibyteIn = 0.05m;
        _cloud.Bus.Listen(Topics.Metrics, r => _cloud.Get<MetricsHandler>().HandleAsync(r, default));
        _cluster = await _cloud.ProvisionedAsync();
        _hour = MeteredHour.StartOf(_cloud.Clock.GetUtcNow());
        _cloud.Clock.Advance(_hour.AddHours(1) - _cloud.Clock.GetUtcNow());
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Minutes_DoubledReorderedAndLate_AreBilledExactlyOnce()
    {
        var random = new Random(7);
        var sent = Enumerable.Range(0, 60).Select(m => (Minute: m, Bytes: (long)random.Next(1, 1_000_000))).ToList();
        var late = sent.Where(s => s.Minute % 7 == 0).ToList();
        var inTime = sent.Except(late).ToList();

        await SendAsync([.. inTime.Concat(inTime.Take(20)).OrderBy(_ => random.Next())]);
        (await _cloud.Get<MeteringRollUp>().RunAsync(default)).ShouldBe(0);
        (await UsesAsync()).ShouldBeEmpty("the hour may still get minutes");
        await RollUpAsync();
        (await UsesAsync()).ShouldHaveSingleItem().Quantity.ShouldBe(inTime.Sum(s => s.Bytes));
        await SendAsync([.. late.Concat(sent)]);
        await RollUpAsync();
        await RollUpAsync();

        var uses = await UsesAsync();
        uses.Count.ShouldBe(2);
        uses.Sum(u => u.Quantity).ShouldBe(sent.Sum(s => s.Bytes));
        uses.ShouldAllBe(u => u.Period == new Period(_hour, _hour.AddHours(1)) && u.UnitPrice == 0.05m);
        uses.Single(u => u.Corrects is not null).Corrects.ShouldBe(uses.Single(u => u.Corrects is null).EventId);
    }

    [Fact]
    public async Task RollUp_ThatDiedBeforeItAppended_IsFinishedByTheNext()
    {
        await SendAsync([(3, 1000)]);
        var (store, id) = (_cloud.Get<IMeteringStore>(), ResourceId.Of(_cluster));
        var stored = (await store.FindAsync(_cloud.Scope, id, _hour, default))!;
        await store.SaveAsync(_cloud.Scope, stored.Value.Billed(_cloud.Prices), stored.ETag, default);
        await SendAsync([(4, 500)]);

        await RollUpAsync();

        (await UsesAsync()).Select(u => u.Quantity).ShouldBe([1000m, 500m], ignoreOrder: true);
    }

    [Fact]
    public async Task RollUp_ByTwoAtOnce_BillsOnce()
    {
        await SendAsync([(3, 1000)]);
        _cloud.Clock.Advance(TimeSpan.FromMinutes(20));

        await Task.WhenAll(
            _cloud.Get<MeteringRollUp>().RunAsync(default),
            _cloud.Get<MeteringRollUp>().RunAsync(default)
        );
        await RollUpAsync();

        (await UsesAsync()).ShouldHaveSingleItem().Quantity.ShouldBe(1000m);
    }

    [Theory]
    [InlineData("lkc-unknown", "us-west-2", 0, "unknown_cluster")]
    [InlineData(null, "eu-west-1", 0, "wrong_region")]
    [InlineData(null, "us-west-2", 600, "in_the_future")]
    public async Task Minutes_ThatCanNotBe_GoToTheDeadLetters(string? id, string region, int minute, string reason)
    {
        await PublishAsync(
            Metrics(minute, 1) with
            {
                Cluster = new(id ?? _cluster.Value),
                Region = new("aws", region),
            }
        );

        await _cloud.UntilAsync(
            () => Task.FromResult(_cloud.Bus.On(Topics.DeadLetters).Count > 0),
            () => Task.FromResult("no dead letter")
        );
        _cloud
            .Bus.On(Topics.DeadLetters)
            .ShouldHaveSingleItem()
            .Header(BusHeaders.DeadReason)!
            .ShouldStartWith(reason + ":");
    }

    [Theory]
    [InlineData(60, 60, 0)]
    [InlineData(600, 0, 60)]
    public async Task Minutes_WhileTheStoreIsAway_AreNotedLaterOrPutAside(int seconds, int noted, int aside)
    {
        var away = new AwayStore(
            _cloud.Get<IMeteringStore>(),
            _cloud.Clock,
            _cloud.Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds)
        );
        var handler = ActivatorUtilities.CreateInstance<MetricsHandler>(_cloud.Get<IServiceProvider>(), away);

        for (var minute = 0; minute < 60; minute++)
        {
            var message = RegionMetricsCodec.Encode(Metrics(minute, 1));
            var handling = handler.HandleAsync(TestBus.Received(message), default);
            await _cloud.UntilAsync(() => Task.FromResult(handling.IsCompleted), () => Task.FromResult($"{minute}"));
        }

        var letters = _cloud.Bus.On(Topics.DeadLetters);
        (await KnownAsync()).Count().ShouldBe(noted);
        letters.Count.ShouldBe(aside);
        letters.ShouldAllBe(letter => letter.Header(BusHeaders.DeadReason)!.StartsWith("store_unavailable:"));
    }

    private async Task RollUpAsync()
    {
        _cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        (await _cloud.Get<MeteringRollUp>().RunAsync(default)).ShouldBe(0);
    }

    private async Task SendAsync(List<(int Minute, long Bytes)> minutes)
    {
        foreach (var (minute, bytes) in minutes)
            await PublishAsync(Metrics(minute, bytes));
        var last = minutes.GroupBy(m => m.Minute).Select(m => m.Key).ToList();
        await _cloud.UntilAsync(
            async () => last.All((await KnownAsync()).Contains),
            () => Task.FromResult("not all minutes arrived")
        );
    }

    private async Task<IEnumerable<int>> KnownAsync()
    {
        var hour = await _cloud.Get<IMeteringStore>().FindAsync(_cloud.Scope, ResourceId.Of(_cluster), _hour, default);
        return hour?.Value.Minutes.Keys ?? [];
    }

    private Task PublishAsync(RegionMetrics metrics) =>
        _cloud.Get<IBus>().PublishAsync(RegionMetricsCodec.Encode(metrics), default);

    private RegionMetrics Metrics(int minute, long bytes) =>
        new(
            _cloud.Scope.Organization,
            _cluster,
            Cloud.Here,
            1,
            ClusterKind.Basic,
            _hour.AddMinutes(minute),
            new(bytes, null, null, 6)
        );

    private async Task<List<UsageEvent>> UsesAsync()
    {
        var month = BillingMonth.Of(_hour);
        var events = await _cloud
            .Get<IBillingReader>()
            .ReadResourceAsync(_cloud.Scope, month, ResourceId.Of(_cluster), default);
        return [.. events.OfType<UsageEvent>()];
    }

    /// <summary>A store that does not answer until an instant.</summary>
    private sealed class AwayStore(IMeteringStore store, TimeProvider time, DateTimeOffset until) : IMeteringStore
    {
        private IMeteringStore Store => time.GetUtcNow() < until ? throw new IOException("The store is away.") : store;

        public Task<Stored<MeteredHour>?> FindAsync(
            TenantScope scope,
            ResourceId resource,
            DateTimeOffset start,
            CancellationToken cancellation
        ) => Store.FindAsync(scope, resource, start, cancellation);

        public Task RecordAsync(TenantScope scope, MeteredHour hour, string? etag, CancellationToken cancellation) =>
            Store.RecordAsync(scope, hour, etag, cancellation);

        public Task SaveAsync(TenantScope scope, MeteredHour hour, string etag, CancellationToken cancellation) =>
            Store.SaveAsync(scope, hour, etag, cancellation);

        public IAsyncEnumerable<DueHour> DueAsync(DateTimeOffset until, CancellationToken cancellation) =>
            Store.DueAsync(until, cancellation);

        public Task SettleAsync(TenantScope scope, DueHour due, CancellationToken cancellation) =>
            Store.SettleAsync(scope, due, cancellation);
    }
}
