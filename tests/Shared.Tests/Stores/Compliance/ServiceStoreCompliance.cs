using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Standing;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IServiceStore"/> does.</summary>
public abstract class ServiceStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private static readonly Price Hourly = new(0.01m, "USD", "book");

    private IServiceStore Store => World.Services;

    [Fact]
    public async Task Create_NewService_IsFoundAsWrittenWithItsOperation()
    {
        var decision = await NewAsync();

        var created = await CreateAsync(decision);

        (await Store.FindAsync(Tenant.Scope, decision.Service.Id, None)).ShouldBeSame(created);
        var operation = await World.Operations.FindAsync(Tenant.Scope, decision.Started!.Id, None);
        operation!.Value.ShouldBeSame(decision.Started);
        (await World.Operations.OpenAsync(None).ToListAsync())
            .Where(o => o.Organization == Tenant.Id)
            .ShouldContain(o => o.Operation == decision.Started.Id);
    }

    [Fact]
    public async Task Create_RepeatedTenTimesAtOnce_CreatesOneAndCountsOne()
    {
        var decision = await NewAsync();
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            10,
            i => (i % 2 == 0 ? World : other).Services.CreateAsync(Tenant.Scope, decision, quota: 1, None)
        );

        outcomes.ShouldAllBe(outcome => outcome == null);
        (await ListAsync(new ServiceFilter())).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Create_MoreAtOnceThanTheQuota_CreatesExactlyAsManyAsAllowed()
    {
        var cluster = await NewClusterAsync();
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            8,
            i =>
                (i % 2 == 0 ? World : other).Services.CreateAsync(
                    Tenant.Scope,
                    Connector(cluster, $"c-{i}"),
                    quota: 3,
                    None
                )
        );

        outcomes.Count(outcome => outcome is null).ShouldBe(3);
        outcomes
            .Where(outcome => outcome is not null)
            .ShouldAllBe(o => ((MothershipException)o!).Kind == ErrorKind.QuotaExceeded);
    }

    [Fact]
    public async Task Create_TwoConnectorsOfOneNameAtOnce_CreatesOne()
    {
        var cluster = await NewClusterAsync();
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            4,
            i => (i % 2 == 0 ? World : other).Services.CreateAsync(Tenant.Scope, Connector(cluster, "same"), 100, None)
        );

        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes
            .Where(outcome => outcome is not null)
            .ShouldAllBe(o => ((MothershipException)o!).Faults[0].Code == "resource_already_exists");
        (await Store.FindConnectorAsync(Tenant.Scope, cluster, "same", None)).ShouldNotBeNull();
        (await Store.FindConnectorAsync(Tenant.Scope, cluster, "other", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Create_OnAClusterThatIsGoing_IsRefused()
    {
        var cluster = await NewClusterAsync();
        var stored = (await World.Clusters.FindAsync(Tenant.Scope, cluster, None))!;
        var deletion = ClusterDecider.Delete(stored.Value, "u-1", Samples.Now)!;
        await World.Clusters.SaveAsync(Tenant.Scope, deletion, stored.ETag, None);

        var refusal = await RefusalAsync(ErrorKind.Conflict, () => CreateAsync(Connector(cluster, "late")));

        refusal.Faults[0].Code.ShouldBe("cluster_deleting");
        await RefusalAsync(ErrorKind.NotFound, () => CreateAsync(Connector(new ClusterId("lkc-other12345"), "none")));
    }

    [Fact]
    public async Task Create_BeyondASpendCap_IsRefusedAndNothingIsCounted()
    {
        var cap = Samples.Cap(Tenant, amount: 100m);
        await World.SpendCaps.CreateAsync(Tenant.Scope, cap, 10, None);
        var decision = Connector(await NewClusterAsync(), "dear", new Price(1m, "USD", "book"));

        var refusal = await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAsync(decision));

        refusal.Faults[0].Detail.ShouldContain("cap");
        (await ListAsync(new ServiceFilter())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_UnderAHold_IsRefusedButACredentialIsNot()
    {
        var cluster = await NewClusterAsync();
        await World.Holds.PlaceAsync(
            Tenant.Scope,
            new Hold("test", HoldLevel.RefuseNew, null, "Overdue.", Samples.Now),
            None
        );

        await RefusalAsync(ErrorKind.QuotaExceeded, () => CreateAsync(Connector(cluster, "held")));
        await CreateAsync(ServiceDecider.Create(Service(ServiceKind.Credential, cluster, "key"), price: null));

        (await ListAsync(new ServiceFilter())).ShouldHaveSingleItem().Kind.ShouldBe(ServiceKind.Credential);
    }

    [Fact]
    public async Task Save_OverAnotherState_IsStale()
    {
        var created = await CreateAsync(await NewAsync());
        var deletion = ServiceDecider.Delete(created.Value, "u-1", Samples.Now)!;
        await Store.SaveAsync(Tenant.Scope, deletion, created.ETag, None);

        await Should.ThrowAsync<StaleWriteException>(() => Store.SaveAsync(Tenant.Scope, deletion, created.ETag, None));
    }

    [Fact]
    public async Task Remove_Twice_GivesQuotaAndNameBackOnceAndRefusesARepeatOfTheCreation()
    {
        var cluster = await NewClusterAsync();
        var decision = Connector(cluster, "orders");
        await Store.CreateAsync(Tenant.Scope, decision, quota: 1, None);

        await Store.RemoveAsync(Tenant.Scope, decision.Service.Id, None);
        await Store.RemoveAsync(Tenant.Scope, decision.Service.Id, None);

        (await Store.WasRemovedAsync(Tenant.Scope, decision.Service.Id, None)).ShouldBeTrue();
        await RefusalAsync(ErrorKind.Conflict, () => CreateAsync(decision));
        await Store.CreateAsync(Tenant.Scope, Connector(cluster, "orders"), quota: 1, None);
        await RefusalAsync(
            ErrorKind.QuotaExceeded,
            () => Store.CreateAsync(Tenant.Scope, Connector(cluster, "more"), quota: 1, None)
        );
    }

    [Fact]
    public async Task List_WithFilters_GivesExactlyWhatFits()
    {
        var (one, other) = (await NewClusterAsync(), await NewClusterAsync());
        await CreateAsync(Connector(one, "a"));
        await CreateAsync(Connector(other, "b"));
        await CreateAsync(ServiceDecider.Create(Service(ServiceKind.Ksqldb, one, "k"), Hourly));

        (await ListAsync(new(Cluster: one))).Count.ShouldBe(2);
        (await ListAsync(new(ServiceKind.Connector))).Select(s => s.DisplayName).Order().ShouldBe(["a", "b"]);
        (await ListAsync(new(ServiceKind.Connector, Tenant.Environment.Id, one)))
            .ShouldHaveSingleItem()
            .DisplayName.ShouldBe("a");
        (await ListAsync(new(Environment: new EnvironmentId("env-other12345")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task AllOfIt_ByAnotherTenant_IsNotThere()
    {
        var created = (await CreateAsync(await NewAsync())).Value;
        var foreign = await World.NewTenantAsync();

        (await Store.FindAsync(foreign.Scope, created.Id, None)).ShouldBeNull();
        (await Store.ListAsync(foreign.Scope, new(), new(10, null), None)).Items.ShouldBeEmpty();
        await Store.RemoveAsync(foreign.Scope, created.Id, None);
        (await Store.FindAsync(Tenant.Scope, created.Id, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task InRegion_GivesWhatIsThere()
    {
        var region = Samples.NewRegion();
        var cluster = await NewClusterAsync();
        var service = Service(ServiceKind.Ksqldb, cluster, "k") with { Region = region };
        await CreateAsync(ServiceDecider.Create(service, Hourly));

        (await Store.InRegionAsync(region, None).ToListAsync()).ShouldBe([new(Tenant.Id, service.Id)]);
        await Store.RemoveAsync(Tenant.Scope, service.Id, None);
        (await Store.InRegionAsync(region, None).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Observation_OlderThanWhatIsKnown_IsNoNews()
    {
        var reports = World.ServiceObservations;
        var service = new ServiceId("lcc-0123456789");
        var late = Seen(service, 2, 1);

        (await reports.RecordAsync(Tenant.Scope, late, None)).ShouldBeTrue();
        (await reports.RecordAsync(Tenant.Scope, late, None)).ShouldBeFalse();
        (await reports.RecordAsync(Tenant.Scope, Seen(service, 1, 5), None)).ShouldBeFalse();
        (await reports.RecordAsync(Tenant.Scope, Seen(service, 2, 2), None)).ShouldBeTrue();

        var found = (await reports.FindAsync(Tenant.Scope, service, None))!;
        (found.Generation, found.ReportedAt, found.Details["state"]).ShouldBe(
            (2L, Samples.Now.AddMinutes(2), "RUNNING")
        );
        await reports.RemoveAsync(Tenant.Scope, service, None);
        (await reports.FindAsync(Tenant.Scope, service, None)).ShouldBeNull();
    }

    private static ServiceObservation Seen(ServiceId service, long generation, int minutes) =>
        new(
            service,
            generation,
            ObservedState.Ready,
            null,
            new Dictionary<string, string> { ["state"] = "RUNNING" },
            null,
            null,
            "i",
            Samples.Now.AddMinutes(minutes)
        );

    private Task<Stored<Service>> CreateAsync(ServiceDecision decision) =>
        Store.CreateAsync(Tenant.Scope, decision, quota: 100, None);

    private Task<List<Service>> ListAsync(ServiceFilter filter) =>
        Samples.AllPagesAsync(2, page => Store.ListAsync(Tenant.Scope, filter, page, None));

    private async Task<ServiceDecision> NewAsync() => Connector(await NewClusterAsync(), "orders");

    private async Task<ClusterId> NewClusterAsync()
    {
        var decision = Samples.Decision(Tenant);
        await World.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None);
        return decision.Cluster.Id;
    }

    private ServiceDecision Connector(ClusterId cluster, string name, Price? price = null) =>
        ServiceDecider.Create(Service(ServiceKind.Connector, cluster, name), price ?? Hourly);

    private Service Service(ServiceKind kind, ClusterId cluster, string name) =>
        new()
        {
            Id = ServiceIds.New(kind, World.Random),
            Kind = kind,
            Organization = Tenant.Id,
            Environment = Tenant.Environment.Id,
            Cluster = cluster,
            Region = new("aws", "us-west-2"),
            DisplayName = name,
            Spec = new(
                1,
                new Dictionary<string, string> { ["connector.class"] = "Datagen", ["topics"] = "a\"b" },
                new Dictionary<string, string> { ["kafka.api.secret"] = "svc-1" }
            ),
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
            Actor = "u-tester",
        };
}
