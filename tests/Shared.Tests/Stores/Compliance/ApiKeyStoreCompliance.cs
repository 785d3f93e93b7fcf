using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IApiKeyStore"/> does.</summary>
public abstract class ApiKeyStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private IApiKeyStore Store => World.ApiKeys;

    /// <summary>A new key of an owner, with its secret.</summary>
    internal static async Task<(Stored<ApiKey> Key, string Secret)> CreateKeyAsync(
        StoreWorld world,
        Tenant tenant,
        ApiKeyOwner owner,
        int quota = 100
    )
    {
        var secret = ApiKeySecret.New(world.Random);
        return (
            await world.ApiKeys.CreateAsync(tenant.Scope, Record(world, tenant, owner), secret, quota, None),
            secret
        );
    }

    [Fact]
    public async Task Create_NewKey_ProvesItsSecretAndNoOther()
    {
        var (key, secret) = await CreateAsync();

        var credential = await Store.FindCredentialAsync(key.Value.Id, None);

        var principal = ApiKeyCredential.Prove(credential, key.Value.Id, secret, Samples.Now)!;
        principal.Organization.ShouldBe(Tenant.Id);
        principal.Actor.ShouldBe(Tenant.Admin.Id.Value);
        principal.Credential.ShouldBe(key.Value.Id.Value);
        var other = ApiKeySecret.New(World.Random);
        ApiKeyCredential.Prove(credential, key.Value.Id, other, Samples.Now).ShouldBeNull();
    }

    [Fact]
    public async Task Create_Repeated_ReturnsWhatIsThereAndCountsOnce()
    {
        var (key, secret) = await CreateAsync();

        var again = await Store.CreateAsync(Tenant.Scope, key.Value with { DisplayName = "x" }, secret, 3, None);

        again.ShouldBeSame(key);
        await CreateAsync(3);
        await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAsync(3));
    }

    [Fact]
    public async Task Create_RepeatedWithAnotherSecret_IsAProgrammingError()
    {
        var (key, _) = await CreateAsync();

        await Should.ThrowAsync<InvalidOperationException>(() =>
            Store.CreateAsync(Tenant.Scope, key.Value, ApiKeySecret.New(World.Random), 100, None)
        );
    }

    [Fact]
    public async Task Create_CrashBeforeTheCredential_IsFinishedByARepeat()
    {
        var (key, secret) = await CreateAsync();
        await World.Table("ApiKeys").DeleteEntityAsync(key.Value.Id.Value, "credential");

        await Store.CreateAsync(Tenant.Scope, key.Value, secret, 100, None);

        var credential = await Store.FindCredentialAsync(key.Value.Id, None);
        ApiKeyCredential.Prove(credential, key.Value.Id, secret, Samples.Now).ShouldNotBeNull();
    }

    [Fact]
    public async Task Create_RepeatedAfterDeletion_StaysRevoked()
    {
        var (key, secret) = await CreateAsync();
        await Store.DeleteAsync(Tenant.Scope, key.Value.Id, null, None);

        await RefusalAsync(ErrorKind.Conflict, () => Store.CreateAsync(Tenant.Scope, key.Value, secret, 100, None));

        (await Store.FindCredentialAsync(key.Value.Id, None)).ShouldBeNull();
        (await Store.FindAsync(Tenant.Scope, key.Value.Id, None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("u-nobody")]
    [InlineData("sa-nobody")]
    [InlineData("lkc-nobody")]
    public async Task Create_ForAnOwnerWhoIsNotThere_IsRefused(string owner)
    {
        var kind = owner.StartsWith("u-") ? ApiKeyOwnerKind.User : ApiKeyOwnerKind.ServiceAccount;

        var refusal = await RefusalAsync(
            ErrorKind.Invalid,
            () => CreateKeyAsync(World, Tenant, new ApiKeyOwner(owner, kind))
        );

        refusal.Faults[0].Pointer.ShouldBe("/spec/owner/id");
    }

    [Fact]
    public async Task Create_ForAForeignOwner_IsRefused()
    {
        var foreign = await World.NewTenantAsync();
        var owner = new ApiKeyOwner(foreign.Admin.Id.Value, ApiKeyOwnerKind.User);

        await RefusalAsync(ErrorKind.Invalid, () => CreateKeyAsync(World, Tenant, owner));
    }

    [Fact]
    public async Task Create_ManyAtOnceAtTheQuota_ExactlyTheQuotaSucceeds()
    {
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(30, i => CreateKeyAsync(i % 2 == 0 ? World : other, Tenant, Owner, 8));

        // The organisation's first key is one of the eight.
        outcomes.Count(outcome => outcome is null).ShouldBe(7);
    }

    [Fact]
    public async Task Delete_Once_RevokesAtOnceAndGivesTheQuotaBack()
    {
        var (key, _) = await CreateAsync(2);

        await Store.DeleteAsync(Tenant.Scope, key.Value.Id, key.ETag, None);
        await Store.DeleteAsync(Tenant.Scope, key.Value.Id, key.ETag, None);

        (await Store.FindCredentialAsync(key.Value.Id, None)).ShouldBeNull();
        (await Store.FindAsync(Tenant.Scope, key.Value.Id, None)).ShouldBeNull();
        await CreateAsync(2);
        await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAsync(2));
    }

    [Fact]
    public async Task Delete_WithAnOldTag_IsRefusedAndRevokesNothing()
    {
        var (key, secret) = await CreateAsync();
        var renamed = key.Value.Apply(new ApiKeyChange("renamed"), Samples.Now)!;
        await Store.UpdateAsync(Tenant.Scope, renamed, key.ETag, None);

        await Should.ThrowAsync<StaleWriteException>(() =>
            Store.DeleteAsync(Tenant.Scope, key.Value.Id, key.ETag, None)
        );

        var credential = await Store.FindCredentialAsync(key.Value.Id, None);
        ApiKeyCredential.Prove(credential, key.Value.Id, secret, Samples.Now).ShouldNotBeNull();
    }

    [Fact]
    public async Task Delete_InAnotherScope_DoesNothing()
    {
        var (key, _) = await CreateAsync();
        var foreign = await World.NewTenantAsync();

        await Store.DeleteAsync(foreign.Scope, key.Value.Id, null, None);

        (await Store.FindCredentialAsync(key.Value.Id, None)).ShouldNotBeNull();
        (await Store.FindAsync(foreign.Scope, key.Value.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_AfterACrashInTheMiddle_CarriesOn()
    {
        var (key, _) = await CreateAsync(2);
        var row = new Azure.Data.Tables.TableEntity(Tenant.Id.Value, $"key-{key.Value.Id}") { ["Revoked"] = true };
        await World.Table("Resources").UpdateEntityAsync(row, Azure.ETag.All);

        await Store.DeleteAsync(Tenant.Scope, key.Value.Id, key.ETag, None);

        (await Store.FindCredentialAsync(key.Value.Id, None)).ShouldBeNull();
        await CreateAsync(2);
    }

    [Fact]
    public async Task Update_OfAKey_KeepsItWorking()
    {
        var (key, secret) = await CreateAsync();
        var renamed = key.Value.Apply(new ApiKeyChange("renamed", "why"), Samples.Now)!;

        var saved = await Store.UpdateAsync(Tenant.Scope, renamed, key.ETag, None);

        (await Store.FindAsync(Tenant.Scope, key.Value.Id, None)).ShouldBeSame(saved);
        await Store.CreateAsync(Tenant.Scope, key.Value, secret, 100, None);
        var credential = await Store.FindCredentialAsync(key.Value.Id, None);
        ApiKeyCredential.Prove(credential, key.Value.Id, secret, Samples.Now).ShouldNotBeNull();
    }

    [Fact]
    public async Task RecordUse_OfAKey_ShowsInBothPlaces()
    {
        var (key, _) = await CreateAsync();

        await Store.RecordUseAsync(Tenant.Scope, key.Value.Id, Samples.Now, None);

        (await Store.FindCredentialAsync(key.Value.Id, None))!.LastUsedAt.ShouldBe(Samples.Now);
        (await Store.FindAsync(Tenant.Scope, key.Value.Id, None))!.Value.LastUsedAt.ShouldBe(Samples.Now);
    }

    [Fact]
    public async Task RecordUse_OfADeletedOrForeignKey_DoesNothing()
    {
        var (key, _) = await CreateAsync();
        var foreign = await World.NewTenantAsync();
        await Store.RecordUseAsync(foreign.Scope, key.Value.Id, Samples.Now, None);
        (await Store.FindCredentialAsync(key.Value.Id, None))!.LastUsedAt.ShouldBeNull();
        await Store.DeleteAsync(Tenant.Scope, key.Value.Id, null, None);

        await Store.RecordUseAsync(Tenant.Scope, key.Value.Id, Samples.Now, None);

        (await Store.FindAsync(Tenant.Scope, key.Value.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task FindCredential_OfAnExpiringKey_KnowsWhen()
    {
        var record = Record(World, Tenant, Owner) with { ExpiresAt = Samples.Now.AddDays(1) };

        await Store.CreateAsync(Tenant.Scope, record, ApiKeySecret.New(World.Random), 100, None);

        (await Store.FindCredentialAsync(record.Id, None))!.ExpiresAt.ShouldBe(record.ExpiresAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lower-case-or-/#")]
    [InlineData("AAAAAAAAAAAAAAAA")]
    public async Task Find_WhatIsNoKey_FindsNothing(string id)
    {
        (await Store.FindCredentialAsync(new ApiKeyId(id), None)).ShouldBeNull();
        (await Store.FindAsync(Tenant.Scope, new ApiKeyId(id), None)).ShouldBeNull();
    }

    [Fact]
    public async Task List_FilteredByOwnerAndResource_HasThoseOnly()
    {
        var (key, _) = await CreateAsync();

        var mine = await ListAsync(new ApiKeyFilter([Owner.Id], ["cloud"]));
        var none = await ListAsync(new ApiKeyFilter([Owner.Id], ["lkc-1"]));
        var others = await ListAsync(new ApiKeyFilter(["sa-other"], []));

        mine.Select(k => k.Id).ShouldContain(key.Value.Id);
        mine.Count.ShouldBe(2);
        none.ShouldBeEmpty();
        others.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_FilteredByTooManyOwners_IsRefused()
    {
        var owners = Enumerable.Range(0, 20).Select(i => $"sa-{i}").ToList();

        await RefusalAsync(ErrorKind.Malformed, () => ListAsync(new ApiKeyFilter(owners, [])));
    }

    private ApiKeyOwner Owner => new(Tenant.Admin.Id.Value, ApiKeyOwnerKind.User);

    private Task<(Stored<ApiKey> Key, string Secret)> CreateAsync(int quota = 100) =>
        CreateKeyAsync(World, Tenant, Owner, quota);

    private Task<List<ApiKey>> ListAsync(ApiKeyFilter filter) =>
        Samples.AllPagesAsync(1, page => Store.ListAsync(Tenant.Scope, filter, page, None));

    private static ApiKey Record(StoreWorld world, Tenant tenant, ApiKeyOwner owner) =>
        new()
        {
            Id = ApiKeyId.New(world.Random),
            Organization = tenant.Id,
            Owner = owner,
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };
}
