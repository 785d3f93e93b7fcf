using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="Domain.Ports.IHoldStore"/> does.</summary>
public abstract class HoldStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private const string CapHold = "cap-scap-1-2026-03";

    [Fact]
    public async Task Place_Repeated_PlacesOneAndKeepsItsTime()
    {
        await PlaceAsync(Sample(HoldLevel.RefuseNew));
        await PlaceAsync(Sample(HoldLevel.RefuseNew) with { PlacedAt = Samples.Now.AddDays(1) });

        (await ListAsync()).ShouldBe([Sample(HoldLevel.RefuseNew)]);
    }

    [Fact]
    public async Task Place_WithAnotherLevel_ReplacesIt()
    {
        var suspended = Sample(HoldLevel.Suspend) with { PlacedAt = Samples.Now.AddDays(1), Environment = null };
        await PlaceAsync(Sample(HoldLevel.Notify));
        await PlaceAsync(suspended);

        (await ListAsync()).ShouldBe([suspended]);
    }

    [Fact]
    public async Task Place_WithAnotherReason_KeepsTheTimeOfItsLevel()
    {
        await PlaceAsync(Sample(HoldLevel.Suspend));
        await PlaceAsync(Sample(HoldLevel.Suspend) with { Reason = "other", PlacedAt = Samples.Now.AddDays(1) });

        (await ListAsync()).ShouldBe([Sample(HoldLevel.Suspend) with { Reason = "other" }]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a~b")]
    public async Task Place_UnderAnIdThatIsNone_IsRefused(string id)
    {
        await Should.ThrowAsync<ArgumentException>(() => PlaceAsync(Sample(HoldLevel.Notify) with { Id = id }));
    }

    [Fact]
    public async Task Place_OnAnOrganizationThatDoesNotExist_IsNotFound()
    {
        var nobody = SystemScope.For(OrganizationId.New(World.Random));

        await RefusalAsync(ErrorKind.NotFound, () => World.Holds.PlaceAsync(nobody, Sample(HoldLevel.Suspend), None));
    }

    [Fact]
    public async Task Release_Twice_LeavesNothingAndClustersAreAcceptedAgain()
    {
        await PlaceAsync(Sample(HoldLevel.RefuseNew));

        await World.Holds.ReleaseAsync(Tenant.Scope, CapHold, None);
        await World.Holds.ReleaseAsync(Tenant.Scope, CapHold, None);

        (await ListAsync()).ShouldBeEmpty();
        await CreateAsync();
    }

    [Theory]
    [InlineData(CapHold, "spend_cap_reached")]
    [InlineData("dunning-inv-202603-1", "payment_overdue")]
    public async Task Create_UnderAHoldThatRefuses_Is402WithItsReason(string id, string code)
    {
        await PlaceAsync(Sample(HoldLevel.RefuseNew) with { Id = id });

        var refusal = await RefusalAsync(ErrorKind.QuotaExceeded, CreateAsync);

        refusal.Faults.Single().ShouldBe(new Fault(code, "The cap is reached."));
    }

    [Fact]
    public async Task Create_UnderAHoldThatOnlyNotifies_IsAccepted()
    {
        await PlaceAsync(Sample(HoldLevel.Notify));

        await CreateAsync();
    }

    [Fact]
    public async Task Create_InAnotherEnvironmentThanTheHolds_IsAccepted()
    {
        await PlaceAsync(Sample(HoldLevel.Terminate) with { Environment = new EnvironmentId("env-other") });

        await CreateAsync();
    }

    [Fact]
    public async Task Place_WhileManyCreate_NoneIsAcceptedAfterwards()
    {
        await using var other = World.AnotherProcess();
        var placed = false;

        var outcomes = await RaceAsync(
            20,
            async i =>
            {
                if (i == 10)
                {
                    await other.Holds.PlaceAsync(Tenant.Scope, Sample(HoldLevel.RefuseNew), None);
                    Volatile.Write(ref placed, true);
                    return;
                }
                var was = Volatile.Read(ref placed);
                await World.Clusters.CreateAsync(Tenant.Scope, Samples.Decision(Tenant), Samples.Quota, None);
                was.ShouldBeFalse("A cluster was accepted although the hold had been placed before.");
            }
        );

        outcomes.OfType<Shouldly.ShouldAssertException>().ShouldBeEmpty();
        await RefusalAsync(ErrorKind.QuotaExceeded, CreateAsync);
    }

    [Fact]
    public async Task Watched_FromTheFirstHoldUntilUnwatched_NamesTheOrganization()
    {
        await PlaceAsync(Sample(HoldLevel.Notify));
        await World.Holds.UnwatchAsync(Tenant.Scope, None);
        (await IsWatchedAsync()).ShouldBeTrue("It still has a hold.");

        await World.Holds.ReleaseAsync(Tenant.Scope, CapHold, None);
        (await IsWatchedAsync()).ShouldBeTrue("Its clusters may still feel the hold.");

        await World.Holds.UnwatchAsync(Tenant.Scope, None);
        await World.Holds.UnwatchAsync(Tenant.Scope, None);
        (await IsWatchedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task List_InAnotherScope_FindsNothing()
    {
        await PlaceAsync(Sample(HoldLevel.Suspend));
        var foreign = await World.NewTenantAsync();

        (await World.Holds.ListAsync(foreign.Scope, None)).ShouldBeEmpty();
    }

    private Hold Sample(HoldLevel level) =>
        new(CapHold, level, Tenant.Environment.Id, "The cap is reached.", Samples.Now);

    private Task PlaceAsync(Hold hold) => World.Holds.PlaceAsync(Tenant.Scope, hold, None);

    private Task<IReadOnlyList<Hold>> ListAsync() => World.Holds.ListAsync(Tenant.Scope, None);

    private Task CreateAsync() =>
        World.Clusters.CreateAsync(Tenant.Scope, Samples.Decision(Tenant), Samples.Quota, None);

    private async Task<bool> IsWatchedAsync() => await World.Holds.WatchedAsync(None).ContainsAsync(Tenant.Id);
}
