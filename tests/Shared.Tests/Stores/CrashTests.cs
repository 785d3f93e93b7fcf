using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;
using Mothership.Stores;

namespace Mothership.Shared.Tests.Stores;

/// <summary>
/// A process dies before or after each of the writes that a call makes, and another one repeats the call: in the end
/// all is as if nothing had happened. Each write of each call is tried, not a sample.
/// </summary>
public sealed class CrashTests() : StoreCompliance(TableAccount.NewSqlite())
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateCluster_CrashAnywhere_IsFinishedByARepeat(bool afterwards)
    {
        var region = Samples.NewRegion();
        var decision = Samples.Decision(Tenant, region: region);

        var deaths = await DieEverywhereAsync(
            afterwards,
            () =>
            {
                region = Samples.NewRegion();
                decision = Samples.Decision(Tenant, region: region);
                return Task.CompletedTask;
            },
            world => world.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None),
            async () =>
            {
                (await World.Clusters.InRegionAsync(region, None).ToListAsync()).Count.ShouldBe(1);
                var open = await World.Operations.OpenAsync(None).Select(o => o.Operation).ToListAsync();
                open.ShouldContain(decision.Started!.Id);
                await World.Clusters.RemoveAsync(Tenant.Scope, decision.Cluster.Id, None);
                // Had a crash counted one twice, the counters would now not be at zero.
                (await CounterAsync("usage~", "Clusters")).ShouldBe(0);
                (await CounterAsync($"usage~{Tenant.Environment.Id}", "Clusters")).ShouldBe(0);
            }
        );

        deaths.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RemoveCluster_CrashAnywhere_IsFinishedByARepeat(bool afterwards)
    {
        var region = Samples.NewRegion();
        var id = default(ClusterId);

        var deaths = await DieEverywhereAsync(
            afterwards,
            async () =>
            {
                var decision = Samples.Decision(Tenant, region: region);
                id = decision.Cluster.Id;
                await World.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None);
            },
            async world =>
            {
                await world.Clusters.RemoveAsync(Tenant.Scope, id, None);
                return true;
            },
            async () =>
            {
                (await World.Clusters.FindAsync(Tenant.Scope, id, None)).ShouldBeNull();
                (await World.Clusters.InRegionAsync(region, None).ToListAsync()).ShouldBeEmpty();
                (await CounterAsync("usage~", "Clusters")).ShouldBe(0);
            }
        );

        deaths.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteKey_CrashAnywhere_IsFinishedByARepeat(bool afterwards)
    {
        var owner = new ApiKeyOwner(Tenant.Admin.Id.Value, ApiKeyOwnerKind.User);
        var id = default(ApiKeyId);

        var deaths = await DieEverywhereAsync(
            afterwards,
            async () => id = (await ApiKeyStoreCompliance.CreateKeyAsync(World, Tenant, owner)).Key.Value.Id,
            async world =>
            {
                await world.ApiKeys.DeleteAsync(Tenant.Scope, id, null, None);
                return true;
            },
            async () =>
            {
                (await World.ApiKeys.FindCredentialAsync(id, None)).ShouldBeNull();
                (await World.ApiKeys.FindAsync(Tenant.Scope, id, None)).ShouldBeNull();
                (await CounterAsync("usage~", "ApiKeys")).ShouldBe(1);
            }
        );

        deaths.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteServiceAccount_CrashAnywhere_LeavesNoKeyThatOpensAnything(bool afterwards)
    {
        var account = default(ServiceAccountId);
        var keys = new List<ApiKeyId>();

        var deaths = await DieEverywhereAsync(
            afterwards,
            async () =>
            {
                account = (await World.ServiceAccounts.CreateAsync(Tenant.Scope, Account(), 9, None)).Value.Id;
                var owner = new ApiKeyOwner(account.Value, ApiKeyOwnerKind.ServiceAccount);
                for (var i = 0; i < 2; i++)
                    keys.Add((await ApiKeyStoreCompliance.CreateKeyAsync(World, Tenant, owner)).Key.Value.Id);
            },
            async world =>
            {
                await world.ServiceAccounts.DeleteAsync(Tenant.Scope, account, null, None);
                return true;
            },
            async () =>
            {
                foreach (var key in keys)
                    (await World.ApiKeys.FindCredentialAsync(key, None)).ShouldBeNull();
                (await CounterAsync("usage~", "ApiKeys")).ShouldBe(1);
                (await CounterAsync("usage~", "ServiceAccounts")).ShouldBe(0);
            }
        );

        deaths.ShouldBe(7);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateOrganization_CrashAnywhere_IsFinishedByARepeat(bool afterwards)
    {
        var ids = OrganizationIds.New(World.Random);

        var deaths = await DieEverywhereAsync(
            afterwards,
            () =>
            {
                ids = OrganizationIds.New(World.Random);
                return Task.CompletedTask;
            },
            world => world.Bootstrap.CreateAsync(ids, "Finance", null, None),
            async () =>
            {
                var credential = await World.ApiKeys.FindCredentialAsync(ids.Key, None);
                var secret = ApiKeySecret.FromSeed([.. ids.SecretSeed]);
                var principal = ApiKeyCredential.Prove(credential, ids.Key, secret, Samples.Now);
                principal!.Organization.ShouldBe(ids.Organization);
                (await World.Organizations.AllAsync(None).ToListAsync()).ShouldContain(ids.Organization);
                (await World.Environments.FindAsync(principal.Scope, ids.Environment, None)).ShouldNotBeNull();
            }
        );

        deaths.ShouldBe(6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FinishOperation_CrashAnywhere_TakesItOffTheListOfOpenOnes(bool afterwards)
    {
        var operation = default(Stored<Operation>);

        await DieEverywhereAsync(
            afterwards,
            async () =>
            {
                var decision = Samples.Decision(Tenant);
                await World.Clusters.CreateAsync(Tenant.Scope, decision, new ClusterQuota(99, 99), None);
                operation = await World.Operations.FindAsync(Tenant.Scope, decision.Started!.Id, None);
            },
            async world =>
            {
                var found = (await world.Operations.FindAsync(Tenant.Scope, operation!.Value.Id, None))!;
                var ended = found.Value with { Status = OperationStatus.Succeeded };
                return await world.Operations.SaveAsync(Tenant.Scope, ended, found.ETag, None);
            },
            async () => (await World.Operations.OpenAsync(None).ToListAsync()).ShouldBeEmpty()
        );
    }

    // Prepares, lets one process die at the first, second, … write of the work, and repeats the work in another one;
    // until the work has no more writes to die at. Gives how many there were.
    private async Task<int> DieEverywhereAsync<T>(
        bool afterwards,
        Func<Task> prepare,
        Func<StoreWorld, Task<T>> work,
        Func<Task> check
    )
    {
        for (var write = 0; ; write++)
        {
            await prepare();
            await using var dying = World.AnotherProcess(
                turmoil: new Turmoil { DiesAt = write, DiesAfterwards = afterwards }
            );
            var hasDied = await RaceAsync(1, async _ => await work(dying)) is [CrashException];
            await work(World);
            await check();
            if (!hasDied)
                return write;
        }
    }

    private async Task<int> CounterAsync(string row, string counter)
    {
        var found = await World.Table("Resources").GetEntityAsync<Azure.Data.Tables.TableEntity>(Tenant.Id.Value, row);
        return found.Value.GetInt32(counter) ?? 0;
    }

    private ServiceAccount Account() =>
        new()
        {
            Id = ServiceAccountId.New(World.Random),
            Organization = Tenant.Id,
            DisplayName = "worker",
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };
}
