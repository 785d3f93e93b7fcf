using System.Text;
using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

/// <summary>Several processes at once, some of whose writes are sent twice because an answer was lost.</summary>
public sealed class RaceTests() : StoreCompliance(TableAccount.NewSqlite())
{
    private const int Processes = 8;

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task CreateCluster_HundredAtOnceFromEightProcesses_ExactlyTheQuotaSucceeds(int twiceOfHundred)
    {
        const int quota = 13;
        var worlds = World.OtherProcesses(Processes, _ => new Turmoil { TwiceOfHundred = twiceOfHundred });

        var outcomes = await RaceAsync(
            100,
            i =>
                worlds[i % Processes]
                    .Clusters.CreateAsync(Tenant.Scope, Samples.Decision(Tenant), new ClusterQuota(quota, 400), None)
        );

        outcomes.Count(outcome => outcome is null).ShouldBe(quota);
        foreach (var failure in outcomes.OfType<Exception>())
            failure.ShouldBeOfType<MothershipException>().Kind.ShouldBe(ErrorKind.QuotaExceeded);
        var there = await ListAsync();
        there.Count.ShouldBe(quota);
        await CounterShouldBeAsync(quota);
    }

    [Fact]
    public async Task CreateAndRemove_AllAtOnce_CountersEndWhereTheRowsDo()
    {
        var worlds = World.OtherProcesses(Processes, _ => new Turmoil { TwiceOfHundred = 20 });
        var decisions = Enumerable.Range(0, 30).Select(_ => Samples.Decision(Tenant)).ToList();
        foreach (var decision in decisions.Take(15))
            await World.Clusters.CreateAsync(Tenant.Scope, decision, new ClusterQuota(99, 99), None);

        // The first half goes, from two processes each, while the second half comes, from two processes each.
        var outcomes = await RaceAsync(
            60,
            i =>
            {
                var (decision, clusters) = (decisions[i % 30], worlds[i * 7 % Processes].Clusters);
                return i % 30 < 15
                    ? clusters.RemoveAsync(Tenant.Scope, decision.Cluster.Id, None)
                    : clusters.CreateAsync(Tenant.Scope, decision, new ClusterQuota(99, 99), None);
            }
        );

        outcomes.ShouldAllBe(outcome => outcome == null);
        var left = (await ListAsync()).Select(c => c.Id).ToHashSet();
        left.ShouldBe(decisions.Skip(15).Select(d => d.Cluster.Id), ignoreOrder: true);
        await CounterShouldBeAsync(15);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IdempotentRequest_TwentyAtOnceFromEightProcesses_OneIdOneSeedOneAnswer(bool hasExpired)
    {
        var worlds = World.OtherProcesses(Processes, _ => new Turmoil { TwiceOfHundred = 30 });
        for (var round = 0; round < 10; round++)
        {
            var request = new IdempotentRequest("POST /x", $"key {round}", "aa");
            if (hasExpired)
            {
                await World.Idempotency.ClaimAsync(Tenant.Scope, request, "old", None);
                World.Clock.Advance(TimeSpan.FromHours(25));
            }
            var told = new List<string>();
            var outcomes = await RaceAsync(
                20,
                async i =>
                {
                    var store = worlds[i % Processes].Idempotency;
                    var claim = await store.ClaimAsync(Tenant.Scope, request, $"id-{i}", None);
                    var mine = new StoredResponse(202, [], Encoding.UTF8.GetBytes($"by {i}"));
                    var answer = claim.Response ?? await store.CompleteAsync(Tenant.Scope, request, mine, None);
                    var seed = Convert.ToHexString([.. claim.Seed]);
                    lock (told)
                        told.Add($"{claim.ResourceId} {seed} {Encoding.UTF8.GetString(answer.Body.Span)}");
                }
            );

            outcomes.ShouldAllBe(outcome => outcome == null);
            told.Distinct().Count().ShouldBe(1, $"round {round}: {string.Join("; ", told.Distinct())}");
        }
    }

    [Fact]
    public async Task DeleteOwner_WhileKeysAreMadeFromEightProcesses_LeavesNoKeyThatOpensAnything()
    {
        var worlds = World.OtherProcesses(Processes);
        for (var round = 0; round < 10; round++)
        {
            var account = new Domain.Organizations.ServiceAccount
            {
                Id = Domain.Ids.ServiceAccountId.New(World.Random),
                Organization = Tenant.Id,
                DisplayName = $"worker {round}",
                CreatedAt = Samples.Now,
                UpdatedAt = Samples.Now,
            };
            await World.ServiceAccounts.CreateAsync(Tenant.Scope, account, 99, None);
            var owner = new ApiKeyOwner(account.Id.Value, ApiKeyOwnerKind.ServiceAccount);

            await RaceAsync(
                Processes,
                i =>
                    i == Processes / 2
                        ? worlds[i].ServiceAccounts.DeleteAsync(Tenant.Scope, account.Id, null, None)
                        : ApiKeyStoreCompliance.CreateKeyAsync(worlds[i], Tenant, owner)
            );

            var left = await World.ApiKeys.ListAsync(
                Tenant.Scope,
                new ApiKeyFilter([owner.Id], []),
                new PageRequest(100, null),
                None
            );
            left.Items.ShouldBeEmpty($"round {round}");
        }
    }

    private Task<List<Domain.Clusters.Cluster>> ListAsync() =>
        Samples.AllPagesAsync(100, page => World.Clusters.ListAsync(Tenant.Scope, Tenant.Environment.Id, page, None));

    private async Task CounterShouldBeAsync(int expected)
    {
        foreach (var row in new[] { "usage~", $"usage~{Tenant.Environment.Id}" })
        {
            var found = await World.Table("Resources").GetEntityAsync<TableEntity>(Tenant.Id.Value, row);
            found.Value.GetInt32("Clusters").ShouldBe(expected, row);
        }
    }
}
