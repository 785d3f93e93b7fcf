using Azure.Data.Tables;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IClusterStore"/> does.</summary>
public abstract class ClusterStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private IClusterStore Store => World.Clusters;

    [Fact]
    public async Task Create_NewCluster_IsFoundAsWrittenWithItsOperation()
    {
        var decision = Samples.Decision(Tenant);

        var created = await CreateAsync(decision);

        created.Value.ShouldBe(decision.Cluster);
        var found = await Store.FindAsync(Tenant.Scope, decision.Cluster.Id, None);
        found.ShouldBeSame(created);
        var operation = await World.Operations.FindAsync(Tenant.Scope, decision.Started!.Id, None);
        operation!.Value.ShouldBeSame(decision.Started);
    }

    [Fact]
    public async Task Create_Repeated_WritesNothingAndReturnsWhatIsThere()
    {
        var decision = Samples.Decision(Tenant);
        var first = await CreateAsync(decision);
        var renamed = decision with { Cluster = decision.Cluster with { DisplayName = "other" } };

        var second = await CreateAsync(renamed);

        second.ShouldBeSame(first);
        (await CountAsync(Tenant.Environment.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Create_RepeatedTenTimesAtOnce_CreatesOneAndCountsOne()
    {
        var decision = Samples.Decision(Tenant);
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            10,
            i => (i % 2 == 0 ? World : other).Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None)
        );

        outcomes.ShouldAllBe(outcome => outcome == null);
        (await CountAsync(Tenant.Environment.Id)).ShouldBe(1);
        (await QuotaLeftAsync(of: 3)).ShouldBe(2);
    }

    [Fact]
    public async Task Create_RepeatedAfterRemoval_IsRefusedInsteadOfComingBack()
    {
        var decision = Samples.Decision(Tenant);
        await CreateAsync(decision);
        await Store.RemoveAsync(Tenant.Scope, decision.Cluster.Id, None);

        var refusal = await RefusalAsync(ErrorKind.Conflict, () => CreateAsync(decision));

        refusal.Faults.Single().Code.ShouldBe("resource_deleted");
        (await Store.FindAsync(Tenant.Scope, decision.Cluster.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Create_RepeatedWithFullQuota_StillReturnsWhatIsThere()
    {
        var decision = Samples.Decision(Tenant);
        await CreateAsync(decision, new ClusterQuota(1, 1));

        var again = await CreateAsync(decision, new ClusterQuota(1, 1));

        again.Value.Id.ShouldBe(decision.Cluster.Id);
    }

    [Theory]
    [InlineData(1, 400, "kafka_clusters_per_environment")]
    [InlineData(20, 1, "kafka_clusters_per_org")]
    public async Task Create_BeyondQuota_IsRefusedByItsName(int perEnvironment, int perOrganization, string name)
    {
        var quota = new ClusterQuota(perEnvironment, perOrganization);
        await CreateAsync(Samples.Decision(Tenant), quota);

        var refusal = await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAsync(Samples.Decision(Tenant), quota));

        refusal.Faults.Single().Detail.ShouldContain(name);
        (await CountAsync(Tenant.Environment.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Create_HundredAtOnceAtAQuota_ExactlyTheQuotaSucceeds()
    {
        const int quota = 17;
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            100,
            i =>
                (i % 2 == 0 ? World : other).Clusters.CreateAsync(
                    Tenant.Scope,
                    Samples.Decision(Tenant),
                    new ClusterQuota(quota, 400),
                    None
                )
        );

        outcomes.Count(outcome => outcome is null).ShouldBe(quota);
        outcomes
            .OfType<Exception>()
            .ShouldAllBe(failure => ((MothershipException)failure).Kind == ErrorKind.QuotaExceeded);
        (await CountAsync(Tenant.Environment.Id)).ShouldBe(quota);
    }

    [Fact]
    public async Task Create_InAnEnvironmentThatIsNotThere_IsRefused()
    {
        var decision = Samples.Decision(Tenant, new EnvironmentId("env-none00"));

        await RefusalAsync(ErrorKind.NotFound, () => CreateAsync(decision));
    }

    [Fact]
    public async Task Create_InAnotherOrganizationsEnvironment_IsRefused()
    {
        var foreign = await World.NewTenantAsync();

        await RefusalAsync(ErrorKind.NotFound, () => CreateAsync(Samples.Decision(Tenant, foreign.Environment.Id)));
    }

    [Fact]
    public async Task Create_OfAnotherOrganizationsCluster_IsAProgrammingError()
    {
        var foreign = await World.NewTenantAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => CreateAsync(Samples.Decision(foreign)));
    }

    [Fact]
    public async Task Find_InAnotherScope_FindsNothing()
    {
        var decision = Samples.Decision(Tenant);
        await CreateAsync(decision);
        var foreign = await World.NewTenantAsync();

        (await Store.FindAsync(foreign.Scope, decision.Cluster.Id, None)).ShouldBeNull();
        (await World.Operations.FindAsync(foreign.Scope, decision.Started!.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Save_WithTheTagThatWasRead_IsWritten()
    {
        var created = await CreateAsync(Samples.Decision(Tenant));
        var decision = ClusterDecider.Update(
            created.Value,
            new ClusterChange(DisplayName: "renamed"),
            "u-x",
            Samples.Now
        )!;

        var saved = await Store.SaveAsync(Tenant.Scope, decision, created.ETag, None);

        saved.ETag.ShouldNotBe(created.ETag);
        (await Store.FindAsync(Tenant.Scope, created.Value.Id, None)).ShouldBeSame(saved);
    }

    [Fact]
    public async Task Save_WithAnOldTag_IsRefusedAndWritesNothing()
    {
        var created = await CreateAsync(Samples.Decision(Tenant));
        var rename = ClusterDecider.Update(created.Value, new ClusterChange("first"), "u-x", Samples.Now)!;
        var saved = await Store.SaveAsync(Tenant.Scope, rename, created.ETag, None);
        var deletion = ClusterDecider.Delete(created.Value, "u-x", Samples.Now)!;

        await Should.ThrowAsync<StaleWriteException>(() => Store.SaveAsync(Tenant.Scope, deletion, created.ETag, None));

        (await Store.FindAsync(Tenant.Scope, created.Value.Id, None)).ShouldBeSame(saved);
        (await World.Operations.FindAsync(Tenant.Scope, deletion.Started!.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Save_TenAtOnceOnOneTag_ExactlyOneWins()
    {
        var created = await CreateAsync(Samples.Decision(Tenant));

        var outcomes = await RaceAsync(
            10,
            i =>
                Store.SaveAsync(
                    Tenant.Scope,
                    ClusterDecider.Update(created.Value, new ClusterChange($"name {i}"), "u-x", Samples.Now)!,
                    created.ETag,
                    None
                )
        );

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.OfType<Exception>().ShouldAllBe(failure => failure is StaleWriteException);
    }

    [Fact]
    public async Task Save_OfARemovedCluster_IsStale()
    {
        var created = await CreateAsync(Samples.Decision(Tenant));
        await Store.RemoveAsync(Tenant.Scope, created.Value.Id, None);
        var rename = ClusterDecider.Update(created.Value, new ClusterChange("late"), "u-x", Samples.Now)!;

        await Should.ThrowAsync<StaleWriteException>(() => Store.SaveAsync(Tenant.Scope, rename, created.ETag, None));

        (await Store.FindAsync(Tenant.Scope, created.Value.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Remove_Twice_GivesTheQuotaBackOnce()
    {
        var decision = Samples.Decision(Tenant);
        await CreateAsync(decision);
        await CreateAsync(Samples.Decision(Tenant));

        await Store.RemoveAsync(Tenant.Scope, decision.Cluster.Id, None);
        await Store.RemoveAsync(Tenant.Scope, decision.Cluster.Id, None);

        (await QuotaLeftAsync(of: 2)).ShouldBe(1);
    }

    [Fact]
    public async Task List_OfAnEnvironment_GivesAllOfItsClustersInOrderAndNoOthers()
    {
        var second = await NewEnvironmentAsync();
        var mine = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            mine.Add((await CreateAsync(Samples.Decision(Tenant))).Value.Id.Value);
            await CreateAsync(Samples.Decision(Tenant, second));
        }

        var listed = await Samples.AllPagesAsync(
            3,
            page => Store.ListAsync(Tenant.Scope, Tenant.Environment.Id, page, None)
        );

        listed.Select(c => c.Id.Value).ShouldBe(mine.Order(StringComparer.Ordinal));
        listed.ShouldAllBe(c => c.Environment == Tenant.Environment.Id);
    }

    [Fact]
    public async Task List_WhileRowsComeAndGo_SkipsAndRepeatsNoneThatStays()
    {
        var staying = new HashSet<string>();
        for (var i = 0; i < 6; i++)
            staying.Add((await CreateAsync(Samples.Decision(Tenant))).Value.Id.Value);
        var listed = new List<string>();
        string? token = null;
        do
        {
            var passing = await CreateAsync(Samples.Decision(Tenant));
            var page = await Store.ListAsync(Tenant.Scope, Tenant.Environment.Id, new PageRequest(2, token), None);
            listed.AddRange(page.Items.Select(c => c.Id.Value));
            token = page.Next;
            await Store.RemoveAsync(Tenant.Scope, passing.Value.Id, None);
        } while (token is not null);

        listed.Where(staying.Contains).ShouldBe(staying.Order(StringComparer.Ordinal));
        listed.ShouldBeUnique();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("!!!")]
    [InlineData("AAAAAAAAbGtjLTAwMDAwMA")]
    public async Task List_WithATokenOfNobody_IsRefused(string token)
    {
        var refusal = await RefusalAsync(
            ErrorKind.Malformed,
            () => Store.ListAsync(Tenant.Scope, Tenant.Environment.Id, new PageRequest(2, token), None)
        );

        refusal.Faults.Single().Parameter.ShouldBe("page_token");
    }

    [Fact]
    public async Task List_WithATokenOfAnotherList_IsRefused()
    {
        await CreateAsync(Samples.Decision(Tenant));
        await CreateAsync(Samples.Decision(Tenant));
        var page = await Store.ListAsync(Tenant.Scope, Tenant.Environment.Id, new PageRequest(1, null), None);
        var other = await NewEnvironmentAsync();

        await RefusalAsync(
            ErrorKind.Malformed,
            () => Store.ListAsync(Tenant.Scope, other, new PageRequest(1, page.Next), None)
        );
    }

    [Fact]
    public async Task InRegion_HasTheClustersOfThatRegionUntilTheyAreRemoved()
    {
        var region = Samples.NewRegion();
        var foreign = await World.NewTenantAsync();
        var mine = await CreateAsync(Samples.Decision(Tenant, region: region));
        var theirs = await World.Clusters.CreateAsync(
            foreign.Scope,
            Samples.Decision(foreign, region: region),
            Samples.Quota,
            None
        );
        await CreateAsync(Samples.Decision(Tenant));

        (await InRegionAsync(region)).ShouldBe(
            [new(Tenant.Id, mine.Value.Id), new(foreign.Id, theirs.Value.Id)],
            ignoreOrder: true
        );
        await Store.RemoveAsync(Tenant.Scope, mine.Value.Id, None);
        (await InRegionAsync(region)).ShouldBe([new ClusterAddress(foreign.Id, theirs.Value.Id)]);
    }

    [Fact]
    public async Task InRegion_CrashBeforeTheTransaction_LeavesNothingToBeSeen()
    {
        var region = Samples.NewRegion();
        var row = new TableEntity(region.Key, "lkc-neverwas") { ["Organization"] = Tenant.Id.Value };
        row["WrittenAt"] = World.Clock.GetUtcNow();
        var placements = World.Table("Placements");
        await placements.UpsertEntityAsync(row);

        (await InRegionAsync(region)).ShouldBeEmpty();
        (await placements.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey)).HasValue.ShouldBeTrue();

        World.Clock.Advance(TimeSpan.FromHours(2));
        (await InRegionAsync(region)).ShouldBeEmpty();
        (await placements.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey)).HasValue.ShouldBeFalse();
    }

    private Task<Stored<Cluster>> CreateAsync(ClusterDecision decision, ClusterQuota? quota = null) =>
        Store.CreateAsync(Tenant.Scope, decision, quota ?? Samples.Quota, None);

    private async Task<int> CountAsync(EnvironmentId environment) =>
        (await Samples.AllPagesAsync(100, page => Store.ListAsync(Tenant.Scope, environment, page, None))).Count;

    private async Task<int> QuotaLeftAsync(int of)
    {
        var quota = new ClusterQuota(of, 400);
        for (var created = 0; ; created++)
        {
            try
            {
                await CreateAsync(Samples.Decision(Tenant), quota);
            }
            catch (MothershipException refusal) when (refusal.Kind == ErrorKind.QuotaExceeded)
            {
                return created;
            }
        }
    }

    private async Task<EnvironmentId> NewEnvironmentAsync()
    {
        var environment = new EnvironmentRecord
        {
            Id = EnvironmentId.New(World.Random),
            Organization = Tenant.Id,
            DisplayName = "second",
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        };
        return (await World.Environments.CreateAsync(Tenant.Scope, environment, 25, None)).Value.Id;
    }

    private async Task<List<ClusterAddress>> InRegionAsync(RegionId region) =>
        await Store.InRegionAsync(region, None).ToListAsync();
}
