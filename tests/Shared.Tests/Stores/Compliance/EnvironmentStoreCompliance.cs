using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IEnvironmentStore"/> does.</summary>
public abstract class EnvironmentStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private IEnvironmentStore Store => World.Environments;

    [Fact]
    public async Task Create_NewEnvironment_IsFoundAndCanHoldClusters()
    {
        var created = await CreateAsync();

        (await Store.FindAsync(Tenant.Scope, created.Value.Id, None)).ShouldBeSame(created);
        await World.Clusters.CreateAsync(Tenant.Scope, Samples.Decision(Tenant, created.Value.Id), Samples.Quota, None);
    }

    [Fact]
    public async Task Create_Repeated_ReturnsWhatIsThereAndCountsOnce()
    {
        var first = await CreateAsync();

        var again = await Store.CreateAsync(Tenant.Scope, first.Value with { DisplayName = "other" }, 3, None);

        again.ShouldBeSame(first);
        await CreateAsync(3);
        await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAsync(3));
    }

    [Fact]
    public async Task Create_ManyAtOnceAtTheQuota_ExactlyTheQuotaSucceeds()
    {
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            40,
            i =>
                (i % 2 == 0 ? World : other).Environments.CreateAsync(
                    Tenant.Scope,
                    Record(),
                    Mothership.Domain.Limits.EnvironmentsPerOrganization,
                    None
                )
        );

        // The default environment is one of the 25.
        outcomes.Count(outcome => outcome is null).ShouldBe(24);
        foreach (var failure in outcomes.OfType<Exception>())
            failure.ShouldBeOfType<MothershipException>().Faults[0].Detail.ShouldContain("environments_per_org");
    }

    [Fact]
    public async Task Create_WithoutItsOrganization_IsRefused()
    {
        var nobody = new Tenant(
            Mothership.Domain.Tenancy.SystemScope.For(OrganizationId.New(World.Random)),
            Tenant.Environment,
            Tenant.Admin
        );

        await RefusalAsync(
            ErrorKind.NotFound,
            () => Store.CreateAsync(nobody.Scope, Record() with { Organization = nobody.Id }, 25, None)
        );
    }

    [Fact]
    public async Task Update_WithAnOldTag_IsRefused()
    {
        var created = await CreateAsync();
        var renamed = created.Value.Apply(new EnvironmentChange("renamed"), Samples.Now)!;
        var saved = await Store.UpdateAsync(Tenant.Scope, renamed, created.ETag, None);

        await Should.ThrowAsync<StaleWriteException>(() =>
            Store.UpdateAsync(Tenant.Scope, renamed, created.ETag, None)
        );

        (await Store.FindAsync(Tenant.Scope, created.Value.Id, None)).ShouldBeSame(saved);
    }

    [Fact]
    public async Task Update_AfterAClusterWasCreated_KeepsItsTag()
    {
        var created = await CreateAsync();
        var decision = Samples.Decision(Tenant, created.Value.Id);
        await World.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None);
        var renamed = created.Value.Apply(new EnvironmentChange("renamed"), Samples.Now)!;

        var saved = await Store.UpdateAsync(Tenant.Scope, renamed, created.ETag, None);

        saved.Value.DisplayName.ShouldBe("renamed");
    }

    [Fact]
    public async Task Delete_Twice_GivesTheQuotaBackOnce()
    {
        var created = await CreateAsync(2);

        await Store.DeleteAsync(Tenant.Scope, created.Value.Id, created.ETag, None);
        await Store.DeleteAsync(Tenant.Scope, created.Value.Id, created.ETag, None);

        (await Store.FindAsync(Tenant.Scope, created.Value.Id, None)).ShouldBeNull();
        await CreateAsync(2);
        await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAsync(2));
    }

    [Fact]
    public async Task Create_RepeatedAfterDeletion_IsRefusedInsteadOfComingBack()
    {
        var created = await CreateAsync();
        await Store.DeleteAsync(Tenant.Scope, created.Value.Id, null, None);

        await RefusalAsync(ErrorKind.Conflict, () => Store.CreateAsync(Tenant.Scope, created.Value, 25, None));
    }

    [Fact]
    public async Task Delete_WithAnOldTag_IsRefused()
    {
        var created = await CreateAsync();
        var renamed = created.Value.Apply(new EnvironmentChange("renamed"), Samples.Now)!;
        await Store.UpdateAsync(Tenant.Scope, renamed, created.ETag, None);

        await Should.ThrowAsync<StaleWriteException>(() =>
            Store.DeleteAsync(Tenant.Scope, created.Value.Id, created.ETag, None)
        );
    }

    [Fact]
    public async Task Delete_WithAClusterInIt_IsRefusedUntilTheClusterIsGone()
    {
        var decision = Samples.Decision(Tenant);
        await World.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None);

        var refusal = await RefusalAsync(
            ErrorKind.Conflict,
            () => Store.DeleteAsync(Tenant.Scope, Tenant.Environment.Id, null, None)
        );
        refusal.Faults[0].Code.ShouldBe("environment_not_empty");

        await World.Clusters.RemoveAsync(Tenant.Scope, decision.Cluster.Id, None);
        await Store.DeleteAsync(Tenant.Scope, Tenant.Environment.Id, null, None);
    }

    [Fact]
    public async Task Delete_WhileClustersAreCreated_LeavesNoClusterWithoutItsEnvironment()
    {
        await using var other = World.AnotherProcess();
        for (var round = 0; round < 10; round++)
        {
            var environment = (await CreateAsync()).Value.Id;
            var decision = Samples.Decision(Tenant, environment);

            var outcomes = await RaceAsync(
                2,
                i =>
                    i == 0
                        ? World.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None)
                        : other.Environments.DeleteAsync(Tenant.Scope, environment, null, None)
            );

            outcomes.Count(outcome => outcome is null).ShouldBe(1, $"round {round}");
            var cluster = await World.Clusters.FindAsync(Tenant.Scope, decision.Cluster.Id, None);
            var left = await Store.FindAsync(Tenant.Scope, environment, None);
            (cluster is null).ShouldBe(left is null, $"round {round}");
        }
    }

    [Fact]
    public async Task List_InPages_HasAllOfThisOrganizationAndNoOthers()
    {
        await World.NewTenantAsync();
        var expected = new List<string> { Tenant.Environment.Id.Value };
        for (var i = 0; i < 4; i++)
            expected.Add((await CreateAsync()).Value.Id.Value);

        var listed = await Samples.AllPagesAsync(2, page => Store.ListAsync(Tenant.Scope, page, None));

        listed.Select(e => e.Id.Value).ShouldBe(expected.Order(StringComparer.Ordinal));
    }

    private Task<Stored<EnvironmentRecord>> CreateAsync(int quota = 25) =>
        Store.CreateAsync(Tenant.Scope, Record(), quota, None);

    private EnvironmentRecord Record() =>
        new()
        {
            Id = EnvironmentId.New(World.Random),
            Organization = Tenant.Id,
            DisplayName = "second",
            Package = GovernancePackage.Advanced,
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };
}
