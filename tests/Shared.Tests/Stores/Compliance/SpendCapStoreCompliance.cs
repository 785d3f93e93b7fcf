using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>
/// What every implementation of <see cref="ISpendCapStore"/> does, and how caps bound what is created.
/// </summary>
public abstract class SpendCapStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private const decimal Plenty = 1_000_000_000m;
    private static readonly Price _price = new(1m, "USD", "book");

    [Fact]
    public async Task Create_Repeated_IsOneAndFoundAsWritten()
    {
        var cap = Samples.Cap(Tenant, 100m, environment: Tenant.Environment.Id);

        await CreateAsync(cap);
        await CreateAsync(cap);

        (await World.SpendCaps.FindAsync(Tenant.Scope, cap.Id, None))!.Value.ShouldBeSame(cap);
        (await World.SpendCaps.ListAsync(Tenant.Scope, new(10, null), None)).Items.Count.ShouldBe(1);
        (await World.SpendCaps.CappedAsync(null, 1000, None)).ShouldContain(Tenant.Id);
    }

    [Fact]
    public async Task Create_OverTheQuota_IsRefusedUntilOneGoes()
    {
        var first = Samples.Cap(Tenant, 100m);
        await World.SpendCaps.CreateAsync(Tenant.Scope, first, 1, None);
        await RefusalAsync(
            ErrorKind.QuotaExceeded,
            () => World.SpendCaps.CreateAsync(Tenant.Scope, Samples.Cap(Tenant, 1m), 1, None)
        );
        await World.SpendCaps.DeleteAsync(Tenant.Scope, first.Id, null, None);
        await World.SpendCaps.CreateAsync(Tenant.Scope, Samples.Cap(Tenant, 1m), 1, None);
    }

    [Fact]
    public async Task Create_ForAnEnvironmentThatDoesNotExist_IsInvalid()
    {
        var cap = Samples.Cap(Tenant, 100m, environment: new EnvironmentId("env-nowhere"));

        await RefusalAsync(ErrorKind.Invalid, () => CreateAsync(cap));
    }

    [Fact]
    public async Task Update_OfWhatWasChangedMeanwhile_IsStale()
    {
        var stored = await CreateAsync(Samples.Cap(Tenant, 100m));
        var next = stored.Value.Apply(new(Amount: 200m), Samples.Now)!;
        var saved = await World.SpendCaps.UpdateAsync(Tenant.Scope, next, stored.ETag, None);

        await Should.ThrowAsync<StaleWriteException>(() =>
            World.SpendCaps.UpdateAsync(Tenant.Scope, next, stored.ETag, None)
        );
        await Should.ThrowAsync<StaleWriteException>(() =>
            World.SpendCaps.DeleteAsync(Tenant.Scope, next.Id, stored.ETag, None)
        );
        await World.SpendCaps.DeleteAsync(Tenant.Scope, next.Id, saved.ETag, None);
        await World.SpendCaps.DeleteAsync(Tenant.Scope, next.Id, null, None);
        (await World.SpendCaps.FindAsync(Tenant.Scope, next.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_InAnotherScope_FindsNothing()
    {
        var cap = Samples.Cap(Tenant, 100m);
        await CreateAsync(cap);
        var foreign = await World.NewTenantAsync();

        (await World.SpendCaps.FindAsync(foreign.Scope, cap.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Cluster_ThatWouldLeadBeyondACap_IsRefusedByName()
    {
        var cap = Samples.Cap(Tenant, ForMonth(1.5m));
        await CreateAsync(cap);
        await ClusterAsync();

        var refusal = await RefusalAsync(ErrorKind.QuotaExceeded, ClusterAsync);

        refusal.Faults.Single().Code.ShouldBe("spend_cap_reached");
        refusal.Faults.Single().Detail.ShouldContain(cap.Id.Value);
    }

    [Fact]
    public async Task Cluster_BeyondACapThatOnlyTells_IsAccepted()
    {
        await CreateAsync(Samples.Cap(Tenant, 0.01m, SpendCapAction.Notify));

        await ClusterAsync();
    }

    [Fact]
    public async Task Cluster_InAnotherEnvironmentThanTheCaps_IsAccepted()
    {
        var other = Tenant.Environment with { Id = EnvironmentId.New(World.Random), DisplayName = "other" };
        await World.Environments.CreateAsync(Tenant.Scope, other, 9, None);
        await CreateAsync(Samples.Cap(Tenant, 0.01m, environment: other.Id));

        await ClusterAsync();
    }

    [Fact]
    public async Task Cluster_ThatIsDeletedOrFails_GivesItsRoomBack()
    {
        await CreateAsync(Samples.Cap(Tenant, ForMonth(1.5m)));
        var first = await ClusterAsync();
        await SaveAsync(first, c => ClusterDecider.Delete(c, "u-1", World.Clock.GetUtcNow()));
        var second = await ClusterAsync();
        await RefusalAsync(ErrorKind.QuotaExceeded, ClusterAsync);
        await SaveAsync(second, c => ClusterDecider.FailCreation(c, 1, "cause", World.Clock.GetUtcNow()));

        await World.Settlement.SettleAsync(Tenant.Scope, None);

        await ClusterAsync();
    }

    [Fact]
    public async Task Resize_ThatWouldLeadBeyondACap_IsRefusedAndOneThatShrinksIsNot()
    {
        await CreateAsync(Samples.Cap(Tenant, ForMonth(2.5m)));
        var cluster = await ClusterAsync();
        await SaveAsync(cluster, c => ClusterDecider.Activate(c, 1, new("PLAINTEXT://h:1", null), _price, Now));
        var growing = new ClusterConfig(ClusterKind.Standard, 8);
        var shrinking = new ClusterConfig(ClusterKind.Standard, 2);

        await RefusalAsync(
            ErrorKind.QuotaExceeded,
            () =>
                SaveAsync(
                    cluster,
                    c => ClusterDecider.Update(c, new(Config: growing), "u-1", Now, _price with { PerSecond = 3m })
                )
        );

        await SaveAsync(
            cluster,
            c => ClusterDecider.Update(c, new(Config: shrinking), "u-1", Now, _price with { PerSecond = 0.5m })
        );
    }

    [Fact]
    public async Task Cap_ThatIsRaised_MakesRoomAtOnce()
    {
        var stored = await CreateAsync(Samples.Cap(Tenant, 0.01m));
        await RefusalAsync(ErrorKind.QuotaExceeded, ClusterAsync);

        var raised = stored.Value.Apply(new(Amount: Plenty), Samples.Now)!;
        await World.SpendCaps.UpdateAsync(Tenant.Scope, raised, stored.ETag, None);

        await ClusterAsync();
    }

    private DateTimeOffset Now => World.Clock.GetUtcNow();

    /// <summary>What so many clusters cost until the month's end.</summary>
    private decimal ForMonth(decimal clusters)
    {
        var left = BillingMonth.Of(Now).End - Now;
        return Money.Round(clusters * (decimal)left.TotalSeconds, "USD");
    }

    private Task<Stored<SpendCap>> CreateAsync(SpendCap cap) => World.SpendCaps.CreateAsync(Tenant.Scope, cap, 9, None);

    private async Task<ClusterId> ClusterAsync()
    {
        var requested = Samples.Cluster(Tenant) with { CreatedAt = Now, UpdatedAt = Now };
        var decision = ClusterDecider.Create(requested, _price);
        var stored = await World.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None);
        return stored.Value.Id;
    }

    private async Task SaveAsync(ClusterId id, Func<Cluster, ClusterDecision?> decide)
    {
        var stored = (await World.Clusters.FindAsync(Tenant.Scope, id, None))!;
        await World.Clusters.SaveAsync(Tenant.Scope, decide(stored.Value)!, stored.ETag, None);
    }
}
