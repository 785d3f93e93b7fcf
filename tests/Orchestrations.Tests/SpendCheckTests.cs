using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Orchestrations.Spending;
using Mothership.Orchestrations.Standing;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests;

/// <summary>The periodic check of spending. A cluster costs 0.10 a second, 360.00 an hour.</summary>
public sealed class SpendCheckTests : IAsyncLifetime
{
    private Cloud _cloud = null!;
    private ClusterId _cluster;

    public async Task InitializeAsync()
    {
        _cloud = await Cloud.StartAsync();
        _cluster = await _cloud.ProvisionedAsync();
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Check_OfThresholds_TellsEachOnceAMonth()
    {
        await CapAsync(1_000m, SpendCapAction.Notify);
        _cloud.Clock.Advance(TimeSpan.FromHours(1.5));

        for (var i = 0; i < 3; i++)
            (await Checker.CheckAsync(_cloud.Scope, default)).ShouldBeFalse();
        (await ToldAsync()).ShouldBe(["050", "080"]);

        _cloud.Clock.Advance(TimeSpan.FromHours(1));
        await Checker.CheckAsync(_cloud.Scope, default);
        (await ToldAsync()).ShouldBe(["050", "080", "100"]);
        (await _cloud.Get<IHoldStore>().ListAsync(_cloud.Scope, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_OfASuspendingCap_SuspendsThroughTheMonthAndResumesInTheNext()
    {
        await CapAsync(500m, SpendCapAction.Suspend);
        _cloud.Clock.Advance(TimeSpan.FromHours(1));

        await SuspendedAsync(true);
        _cloud.Clock.Advance(BillingMonth.Of(_cloud.Clock.GetUtcNow()).End - _cloud.Clock.GetUtcNow());
        await SuspendedAsync(false);

        var accrual = await _cloud.Get<Mothership.Stores.Billing.AccrualReader>().ReadAsync(_cloud.Scope, default);
        accrual.Total.ShouldBeLessThan(500m, "The new month starts clean.");
    }

    [Fact]
    public async Task Check_AfterTheCapIsRaisedOrGone_ReleasesItsHold()
    {
        var cap = await CapAsync(300m, SpendCapAction.RefuseNew);
        (await Checker.CheckAsync(_cloud.Scope, default)).ShouldBeTrue();
        (await Checker.CheckAsync(_cloud.Scope, default)).ShouldBeFalse();
        (await HoldsAsync()).Single().Level.ShouldBe(HoldLevel.RefuseNew);

        await ChangeAsync(cap, new(Amount: 10_000m));
        (await Checker.CheckAsync(_cloud.Scope, default)).ShouldBeTrue();
        (await HoldsAsync()).ShouldBeEmpty();

        await ChangeAsync(cap, new(Amount: 200m, Action: SpendCapAction.Suspend));
        await Checker.CheckAsync(_cloud.Scope, default);
        (await HoldsAsync()).Single().Level.ShouldBe(HoldLevel.Suspend);
        await Caps.DeleteAsync(_cloud.Scope, cap, null, default);
        await Checker.CheckAsync(_cloud.Scope, default);
        (await HoldsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_LeavesHoldsOfOthersAlone()
    {
        var dunning = new Hold("dunning-1", HoldLevel.RefuseNew, null, "Overdue.", Cloud.Start);
        await _cloud.Get<IHoldStore>().PlaceAsync(_cloud.Scope, dunning, default);
        await CapAsync(300m, SpendCapAction.Suspend, new EnvironmentId(_cloud.Environment.Value));

        await Checker.CheckAsync(_cloud.Scope, default);
        (await HoldsAsync()).Select(h => h.Environment).ShouldBe([_cloud.Environment, null], ignoreOrder: true);
    }

    [Theory]
    [CombinatorialFaults(nameof(ListCappedOrganizations), nameof(CheckOrganizationSpend))]
    public async Task Check_Disturbed_StillSuspends(string activity, Mishap fault, int times)
    {
        await CapAsync(300m, SpendCapAction.Suspend);
        _cloud.Faults.Plan(activity, fault, times);

        await SuspendedAsync(true);
    }

    private SpendChecker Checker => _cloud.Get<SpendChecker>();

    private ISpendCapStore Caps => _cloud.Get<ISpendCapStore>();

    private async Task<SpendCapId> CapAsync(decimal amount, SpendCapAction action, EnvironmentId? environment = null)
    {
        var cap = new SpendCap
        {
            Id = SpendCapId.New(_cloud.Get<IIdSource>()),
            Organization = _cloud.Scope.Organization,
            Environment = environment,
            Amount = amount,
            Currency = "USD",
            Action = action,
            Thresholds = [50, 80],
            CreatedAt = Cloud.Start,
            UpdatedAt = Cloud.Start,
        };
        await Caps.CreateAsync(_cloud.Scope, cap, 9, default);
        return cap.Id;
    }

    private async Task ChangeAsync(SpendCapId id, SpendCapChange change)
    {
        var stored = (await Caps.FindAsync(_cloud.Scope, id, default))!;
        var next = stored.Value.Apply(change, _cloud.Clock.GetUtcNow())!;
        await Caps.UpdateAsync(_cloud.Scope, next, stored.ETag, default);
    }

    private Task<IReadOnlyList<Hold>> HoldsAsync() => _cloud.Get<IHoldStore>().ListAsync(_cloud.Scope, default);

    private async Task<List<string>> ToldAsync()
    {
        var told = await _cloud.Get<INotificationStore>().ListAsync(_cloud.Scope, new(100, null), default);
        return [.. told.Items.Select(n => n.Id[^3..]).Order(StringComparer.Ordinal)];
    }

    // As the timers do.
    private Task SuspendedAsync(bool isSuspended) =>
        _cloud.UntilAsync(
            async () =>
            {
                await SpendCheck.StartAsync(_cloud.Client, default);
                await HoldEnforcement.StartAllAsync(_cloud.Client, _cloud.Get<IHoldStore>(), default);
                return await _cloud.FindAsync(_cluster) is { OpenOperation: null, Outbox.Count: 0 } c
                    && c.SuspendedAt is not null == isSuspended;
            },
            async () => $"{await _cloud.FindAsync(_cluster)}"
        );
}
