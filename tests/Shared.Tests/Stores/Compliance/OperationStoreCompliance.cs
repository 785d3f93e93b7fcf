using Azure.Data.Tables;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IOperationStore"/> does.</summary>
public abstract class OperationStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private IOperationStore Store => World.Operations;

    [Fact]
    public async Task Open_AfterCreate_HasTheOperationUntilItIsFinal()
    {
        var operation = await StartAsync();
        (await OpenAsync()).ShouldBe([operation.Value.Id]);

        var running = await Store.SaveAsync(
            Tenant.Scope,
            operation.Value with
            {
                Status = OperationStatus.Running,
            },
            operation.ETag,
            None
        );
        (await OpenAsync()).ShouldBe([operation.Value.Id]);

        await Store.SaveAsync(Tenant.Scope, Ended(running.Value), running.ETag, None);
        (await OpenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_OperationsOfSeveralOrganizations_HasThemAll()
    {
        var mine = await StartAsync();
        var foreign = await World.NewTenantAsync();
        var theirs = Samples.Decision(foreign);
        await World.Clusters.CreateAsync(foreign.Scope, theirs, Samples.Quota, None);

        var open = await Store.OpenAsync(None).ToListAsync();

        open.ShouldContain(new OpenOperation(Tenant.Id, mine.Value.Id));
        open.ShouldContain(new OpenOperation(foreign.Id, theirs.Started!.Id));
    }

    [Fact]
    public async Task Open_CrashAfterTheFinalStatus_IsCleanedUp()
    {
        var operation = await StartAsync();
        var entry = await EntryAsync(operation.Value.Id);
        await Store.SaveAsync(Tenant.Scope, Ended(operation.Value), operation.ETag, None);
        await World.Table("OpenOperations").UpsertEntityAsync(entry, TableUpdateMode.Replace);

        (await OpenAsync()).ShouldBeEmpty();

        (await EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_CrashBeforeTheTransaction_IsLeftOutAndDroppedOnlyWhenOld()
    {
        var operation = await StartAsync();
        var entry = await EntryAsync(operation.Value.Id);
        entry.RowKey += "0";
        entry["Operation"] = entry.GetString("Operation") + "0";
        await World.Table("OpenOperations").UpsertEntityAsync(entry, TableUpdateMode.Replace);

        (await OpenAsync()).ShouldBe([operation.Value.Id]);
        // Its writer may be just about to write the operation: dropping the entry now would hide that for ever.
        (await EntriesAsync()).Count.ShouldBe(2);

        World.Clock.Advance(TimeSpan.FromHours(2));
        (await OpenAsync()).ShouldBe([operation.Value.Id]);
        (await EntriesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Open_UpdateThatLostItsRace_DoesNotShow()
    {
        var operation = await StartAsync();
        var cluster = (await World.Clusters.FindAsync(Tenant.Scope, operation.Value.Cluster!.Value, None))!;
        var rename = ClusterDecider.Update(cluster.Value, new ClusterChange("winner"), "u-x", Samples.Now)!;
        await World.Clusters.SaveAsync(Tenant.Scope, rename, cluster.ETag, None);
        var loser = ClusterDecider.Delete(cluster.Value, "u-x", Samples.Now)!;

        await Should.ThrowAsync<StaleWriteException>(() =>
            World.Clusters.SaveAsync(Tenant.Scope, loser, cluster.ETag, None)
        );

        (await OpenAsync()).ShouldBe([operation.Value.Id]);
    }

    [Fact]
    public async Task Save_WithAnOldTag_IsRefused()
    {
        var operation = await StartAsync();
        await Store.SaveAsync(Tenant.Scope, Ended(operation.Value), operation.ETag, None);
        var late = operation.Value with { Status = OperationStatus.Running };

        await Should.ThrowAsync<StaleWriteException>(() => Store.SaveAsync(Tenant.Scope, late, operation.ETag, None));

        var found = await Store.FindAsync(Tenant.Scope, operation.Value.Id, None);
        found!.Value.Status.ShouldBe(OperationStatus.Succeeded);
    }

    [Fact]
    public async Task Save_WithSteps_IsFoundAsWritten()
    {
        var operation = await StartAsync();
        var step = new OperationStep(
            "publish",
            StepStatus.Failed,
            Samples.Now,
            Samples.Now.AddTicks(1),
            3,
            "why \"so\""
        )
        {
            Progress = "halfway",
        };
        var next = operation.Value with { Steps = [step, step with { Name = "wait", EndedAt = null }] };

        var saved = await Store.SaveAsync(Tenant.Scope, next, operation.ETag, None);

        (await Store.FindAsync(Tenant.Scope, next.Id, None)).ShouldBeSame(saved);
    }

    [Fact]
    public async Task List_InPages_IsNewestFirst()
    {
        var expected = new List<OperationId>();
        foreach (var minute in new[] { 3, 1, 4, 0, 5, 9, 2, 6 })
            expected.Add((await StartAsync(Samples.Now.AddMinutes(minute))).Value.Id);
        int[] order = [5, 7, 4, 2, 0, 6, 1, 3];

        var listed = await Samples.AllPagesAsync(3, page => Store.ListAsync(Tenant.Scope, null, page, None));

        listed.Select(o => o.Id).ShouldBe(order.Select(i => expected[i]));
    }

    [Fact]
    public async Task List_OfOneCluster_HasItsOperationsOnly()
    {
        var first = await StartAsync();
        await StartAsync();
        var cluster = (await World.Clusters.FindAsync(Tenant.Scope, first.Value.Cluster!.Value, None))!;
        var deletion = ClusterDecider.Delete(cluster.Value, "u-x", Samples.Now.AddMinutes(1))!;
        await World.Clusters.SaveAsync(Tenant.Scope, deletion, cluster.ETag, None);

        var listed = await Samples.AllPagesAsync(
            1,
            page => Store.ListAsync(Tenant.Scope, first.Value.Resource, page, None)
        );

        listed.Select(o => o.Id).ShouldBe([deletion.Started!.Id, first.Value.Id]);
    }

    [Fact]
    public async Task List_WhileNewOnesBegin_GoesOnWhereItWas()
    {
        for (var i = 0; i < 4; i++)
            await StartAsync(Samples.Now.AddMinutes(i));
        var first = await Store.ListAsync(Tenant.Scope, null, new PageRequest(2, null), None);

        await StartAsync(Samples.Now.AddMinutes(9));
        var second = await Store.ListAsync(Tenant.Scope, null, new PageRequest(2, first.Next), None);

        second.Next.ShouldBeNull();
        int[] minutes = [.. first.Items.Concat(second.Items).Select(o => (o.CreatedAt - Samples.Now).Minutes)];
        minutes.ShouldBe([3, 2, 1, 0]);
    }

    [Fact]
    public async Task List_WithATokenOfAnotherOrganization_IsRefused()
    {
        await StartAsync();
        await StartAsync();
        var page = await Store.ListAsync(Tenant.Scope, null, new PageRequest(1, null), None);
        var foreign = await World.NewTenantAsync();

        await RefusalAsync(
            ErrorKind.Malformed,
            () => Store.ListAsync(foreign.Scope, null, new PageRequest(1, page.Next), None)
        );
    }

    private static Operation Ended(Operation operation) =>
        operation with
        {
            Status = OperationStatus.Succeeded,
            CompletedAt = Samples.Now,
        };

    private async Task<Stored<Operation>> StartAsync(DateTimeOffset? at = null)
    {
        var decision = Samples.Decision(Tenant, at ?? Samples.Now);
        await World.Clusters.CreateAsync(Tenant.Scope, decision, Samples.Quota, None);
        return (await Store.FindAsync(Tenant.Scope, decision.Started!.Id, None))!;
    }

    private async Task<List<OperationId>> OpenAsync() =>
        await Store.OpenAsync(None).Where(o => o.Organization == Tenant.Id).Select(o => o.Operation).ToListAsync();

    private async Task<TableEntity> EntryAsync(OperationId id) =>
        (await EntriesAsync()).Single(entry => entry.GetString("Operation") == id.Value);

    private async Task<List<TableEntity>> EntriesAsync() =>
        await World
            .Table("OpenOperations")
            .QueryAsync<TableEntity>()
            .Where(entry => entry.GetString("Organization") == Tenant.Id.Value)
            .ToListAsync();
}
