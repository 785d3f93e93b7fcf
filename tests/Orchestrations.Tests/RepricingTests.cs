using Mothership.Domain.Billing;
using Mothership.Orchestrations.Reconcile;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests;

/// <summary>A price that changes while clusters run reaches the event table, whoever looks first.</summary>
public sealed class RepricingTests : IAsyncLifetime
{
    private Cloud _cloud = null!;
    private DateTimeOffset _change;

    public async Task InitializeAsync()
    {
        _cloud = await Cloud.StartAsync();
        _change = _cloud.Clock.GetUtcNow().AddHours(3);
        _cloud.Prices.DoublesAt = _change;
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Sweep_AfterAChange_RecordsItAtItsInstantAndOnce()
    {
        var id = await _cloud.ProvisionedAsync();
        await _cloud.Get<Sweeper>().RunAsync(default);
        (await _cloud.EventsAsync(id)).Count.ShouldBe(1);

        _cloud.Clock.Advance(TimeSpan.FromHours(9));
        await _cloud.Get<Sweeper>().RunAsync(default);
        await _cloud.Get<Sweeper>().RunAsync(default);

        await ShouldBeRepricedAsync(id, PriceEventKind.Created, PriceEventKind.Repriced);
    }

    [Fact]
    public async Task BeforeClosing_WithAChange_RecordsItForEveryCluster()
    {
        var (first, second) = (await _cloud.ProvisionedAsync(), await _cloud.ProvisionedAsync());
        _cloud.Clock.Advance(TimeSpan.FromHours(9));

        var month = BillingMonth.Of(_change);
        await _cloud.Get<ClusterRepricing>().BeforeClosingAsync(_cloud.Scope, month, default);

        await ShouldBeRepricedAsync(first, PriceEventKind.Created, PriceEventKind.Repriced);
        await ShouldBeRepricedAsync(second, PriceEventKind.Created, PriceEventKind.Repriced);
    }

    [Fact]
    public async Task Resize_AfterAChangeThatNobodyHasSeen_RecordsTheChangeFirst()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Clock.Advance(TimeSpan.FromHours(9));

        await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 3));

        await ShouldBeRepricedAsync(id, PriceEventKind.Created, PriceEventKind.Repriced, PriceEventKind.Updated);
    }

    [Fact]
    public async Task Suspend_AfterAChangeThatNobodyHasSeen_RecordsTheChangeFirst()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Clock.Advance(TimeSpan.FromHours(9));

        await _cloud.FinishedAsync(await _cloud.SuspendAsync(id));

        await ShouldBeRepricedAsync(id, PriceEventKind.Created, PriceEventKind.Repriced, PriceEventKind.Suspended);
    }

    private async Task ShouldBeRepricedAsync(Domain.Ids.ClusterId id, params PriceEventKind[] kinds)
    {
        var events = (await _cloud.EventsAsync(id)).OrderBy(e => e.EffectiveAt).ToList();
        events.Select(e => e.Kind).ShouldBe(kinds);
        events[1].EffectiveAt.ShouldBe(_change);
        events[1].PricePerSecond.ShouldBe(0.2m);
        (await _cloud.FindAsync(id))!.Outbox.ShouldBeEmpty();
    }
}
