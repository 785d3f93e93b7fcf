using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of the ports of organisations, users and service accounts does.</summary>
public abstract class AccountStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    [Fact]
    public async Task Organization_UpdatedWithAnOldTag_IsRefused()
    {
        var found = (await World.Organizations.FindAsync(Tenant.Scope, None))!;
        var renamed = found.Value.Apply(new OrganizationChange("Renamed"), Samples.Now)!;
        var saved = await World.Organizations.UpdateAsync(Tenant.Scope, renamed, found.ETag, None);

        await Should.ThrowAsync<StaleWriteException>(() =>
            World.Organizations.UpdateAsync(Tenant.Scope, renamed, found.ETag, None)
        );

        (await World.Organizations.FindAsync(Tenant.Scope, None)).ShouldBeSame(saved);
    }

    [Fact]
    public async Task Organizations_All_HasEachOnce()
    {
        var second = await World.NewTenantAsync();

        var all = await World.Organizations.AllAsync(None).ToListAsync();

        all.Count(id => id == Tenant.Id).ShouldBe(1);
        all.Count(id => id == second.Id).ShouldBe(1);
    }

    [Fact]
    public async Task User_CreatedAgain_IsWhatIsThere()
    {
        var created = await CreateUserAsync(isAdmin: false);

        var again = await World.Users.CreateAsync(Tenant.Scope, created.Value with { FullName = "Other" }, None);

        again.ShouldBeSame(created);
        var listed = await Samples.AllPagesAsync(1, page => World.Users.ListAsync(Tenant.Scope, page, None));
        listed.Count.ShouldBe(2);
    }

    [Fact]
    public async Task User_LastAdministrator_CanNotBeDeleted()
    {
        await CreateUserAsync(isAdmin: false);

        var refusal = await RefusalAsync(
            ErrorKind.Conflict,
            () => World.Users.DeleteAsync(Tenant.Scope, Tenant.Admin.Id, null, None)
        );

        refusal.Faults[0].Code.ShouldBe("last_administrator");
    }

    [Fact]
    public async Task User_TwoAdministratorsDeletedAtOnce_OneRemains()
    {
        var second = await CreateUserAsync(isAdmin: true);

        var outcomes = await RaceAsync(
            2,
            i => World.Users.DeleteAsync(Tenant.Scope, i == 0 ? Tenant.Admin.Id : second.Value.Id, null, None)
        );

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        (await World.Users.ListAsync(Tenant.Scope, new PageRequest(10, null), None)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task User_RoleChangedByAnUpdate_IsAProgrammingError()
    {
        var user = await CreateUserAsync(isAdmin: false);

        await Should.ThrowAsync<InvalidOperationException>(() =>
            World.Users.UpdateAsync(Tenant.Scope, user.Value with { IsOrganizationAdmin = true }, user.ETag, None)
        );
    }

    [Fact]
    public async Task ServiceAccount_NameThatIsTaken_IsRefusedAndFreeAgainAfterDeletion()
    {
        var first = await CreateAccountAsync("Döner \u0001/?#");

        var refusal = await RefusalAsync(ErrorKind.Conflict, () => CreateAccountAsync(first.Value.DisplayName));
        refusal.Faults[0].Code.ShouldBe("resource_already_exists");

        await World.ServiceAccounts.DeleteAsync(Tenant.Scope, first.Value.Id, first.ETag, None);
        await CreateAccountAsync(first.Value.DisplayName);
    }

    [Fact]
    public async Task ServiceAccount_SameNameTenTimesAtOnce_ExactlyOneIsCreated()
    {
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            10,
            i => (i % 2 == 0 ? World : other).ServiceAccounts.CreateAsync(Tenant.Scope, Account("same"), 100, None)
        );

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.OfType<Exception>().ShouldAllBe(e => ((MothershipException)e).Kind == ErrorKind.Conflict);
    }

    [Fact]
    public async Task ServiceAccount_BeyondQuota_IsRefusedByItsName()
    {
        await CreateAccountAsync("first", quota: 1);

        var refusal = await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAccountAsync("second", quota: 1));

        refusal.Faults[0].Detail.ShouldContain("service_accounts_per_org");
    }

    [Fact]
    public async Task ServiceAccounts_ListedByName_AreThoseOnly()
    {
        await CreateAccountAsync("it's one");
        await CreateAccountAsync("two");
        await CreateAccountAsync("three");

        var listed = await Samples.AllPagesAsync(
            1,
            page => World.ServiceAccounts.ListAsync(Tenant.Scope, ["it's one", "three", "none"], page, None)
        );

        listed.Select(a => a.DisplayName).ShouldBe(["it's one", "three"], ignoreOrder: true);
    }

    [Fact]
    public async Task ServiceAccount_Deleted_TakesItsKeysAlong()
    {
        var account = await CreateAccountAsync("worker");
        var owner = new ApiKeyOwner(account.Value.Id.Value, ApiKeyOwnerKind.ServiceAccount);
        var key = await ApiKeyStoreCompliance.CreateKeyAsync(World, Tenant, owner);

        await World.ServiceAccounts.DeleteAsync(Tenant.Scope, account.Value.Id, null, None);
        await World.ServiceAccounts.DeleteAsync(Tenant.Scope, account.Value.Id, null, None);

        (await World.ApiKeys.FindCredentialAsync(key.Key.Value.Id, None)).ShouldBeNull();
        (await World.ApiKeys.FindAsync(Tenant.Scope, key.Key.Value.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task ServiceAccount_DeletedWhileKeysAreMade_LeavesNoKeyWithoutOwner()
    {
        await using var other = World.AnotherProcess();
        for (var round = 0; round < 10; round++)
        {
            var account = await CreateAccountAsync($"worker {round}");
            var owner = new ApiKeyOwner(account.Value.Id.Value, ApiKeyOwnerKind.ServiceAccount);

            await RaceAsync(
                3,
                i =>
                    i == 0
                        ? World.ServiceAccounts.DeleteAsync(Tenant.Scope, account.Value.Id, null, None)
                        : ApiKeyStoreCompliance.CreateKeyAsync(other, Tenant, owner)
            );

            var left = await Samples.AllPagesAsync(
                10,
                page => World.ApiKeys.ListAsync(Tenant.Scope, new ApiKeyFilter([owner.Id], []), page, None)
            );
            left.ShouldBeEmpty($"round {round}");
        }
    }

    private Task<Stored<User>> CreateUserAsync(bool isAdmin)
    {
        var user = new User
        {
            Id = UserId.New(World.Random),
            Organization = Tenant.Id,
            Email = "marty@example.com",
            FullName = "Marty",
            IsOrganizationAdmin = isAdmin,
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };
        return World.Users.CreateAsync(Tenant.Scope, user, None);
    }

    private Task<Stored<ServiceAccount>> CreateAccountAsync(string name, int quota = 100) =>
        World.ServiceAccounts.CreateAsync(Tenant.Scope, Account(name), quota, None);

    private ServiceAccount Account(string name) =>
        new()
        {
            Id = ServiceAccountId.New(World.Random),
            Organization = Tenant.Id,
            DisplayName = name,
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };
}
