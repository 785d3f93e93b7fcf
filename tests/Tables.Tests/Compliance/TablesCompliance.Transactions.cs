using Azure;
using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Compliance;

public abstract partial class TablesCompliance
{
    private static TableTransactionAction Act(
        TableTransactionActionType type,
        TableEntity entity,
        ETag etag = default
    ) => new(type, entity, etag);

    [Fact]
    public async Task SubmitTransaction_EveryKind_IsPerformed()
    {
        var table = await NewTable();
        foreach (var row in (string[])["m", "r", "d"])
            await table.AddEntityAsync(Entity("p", row, ("A", 1)));
        var response = await table.SubmitTransactionAsync([
            Act(TableTransactionActionType.Add, Entity("p", "a", ("B", 2))),
            Act(TableTransactionActionType.UpdateMerge, Entity("p", "m", ("B", 2)), ETag.All),
            Act(TableTransactionActionType.UpdateReplace, Entity("p", "r", ("B", 2)), ETag.All),
            Act(TableTransactionActionType.Delete, Entity("p", "d")),
            Act(TableTransactionActionType.UpsertMerge, Entity("p", "um", ("B", 2))),
            Act(TableTransactionActionType.UpsertReplace, Entity("p", "ur", ("B", 2))),
        ]);
        response.GetRawResponse().Status.ShouldBe(202);
        response.Value.Select(r => r.Status).ShouldAllBe(s => s == 204);
        response.Value[0].Headers.ETag.ShouldBe((await table.GetEntityAsync<TableEntity>("p", "a")).Value.ETag);
        var all = await All(table.QueryAsync<TableEntity>());
        all.Select(e => (e.RowKey, e.ContainsKey("A")))
            .ShouldBe([("a", false), ("m", true), ("r", false), ("um", false), ("ur", false)]);
    }

    [Theory]
    [InlineData(TableTransactionActionType.Add, "there", 409, "EntityAlreadyExists")]
    [InlineData(TableTransactionActionType.UpdateMerge, "none", 404, "ResourceNotFound")]
    [InlineData(TableTransactionActionType.UpdateReplace, "there", 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.Delete, "none", 404, "ResourceNotFound")]
    public async Task SubmitTransaction_OneActionRefused_ChangesNothingAndNamesIt(
        TableTransactionActionType type,
        string row,
        int status,
        string code
    )
    {
        var table = await NewTable();
        await table.AddEntityAsync(Entity("p", "there", ("A", 1)));
        var before = (await table.GetEntityAsync<TableEntity>("p", "there")).Value.ETag;
        var e = await Should.ThrowAsync<TableTransactionFailedException>(
            table.SubmitTransactionAsync([
                Act(TableTransactionActionType.Add, Entity("p", "new1")),
                Act(type, Entity("p", row, ("A", 2)), type == TableTransactionActionType.Add ? default : AnyOther),
                Act(TableTransactionActionType.Add, Entity("p", "new2")),
            ])
        );
        (e.Status, e.ErrorCode, e.FailedTransactionActionIndex).ShouldBe((status, code, 1), e.Message);
        var all = await All(table.QueryAsync<TableEntity>());
        all.Single().ETag.ShouldBe(before);
    }

    [Fact]
    public async Task SubmitTransaction_Empty_IsRefused() =>
        await Should.ThrowAsync<InvalidOperationException>(async () =>
            await (await NewTable()).SubmitTransactionAsync([])
        );

    [Fact]
    public async Task SubmitTransaction_HundredActions_AreTheMost()
    {
        var table = await NewTable();
        TableTransactionAction[] Actions(int count) =>
            [.. Enumerable.Range(0, count).Select(i => Act(TableTransactionActionType.Add, Entity("p", $"{i:000}")))];
        var e = await Should.ThrowAsync<RequestFailedException>(table.SubmitTransactionAsync(Actions(101)));
        e.Status.ShouldBe(400);
        if (!IsAzurite)
            e.ErrorCode.ShouldBe("InvalidInput");
        (await table.SubmitTransactionAsync(Actions(100))).Value.Count.ShouldBe(100);
    }

    [Fact]
    public async Task SubmitTransaction_TwoPartitions_IsRefused()
    {
        var table = await NewTable();
        var submit = table.SubmitTransactionAsync([
            Act(TableTransactionActionType.Add, Entity("p", "a")),
            Act(TableTransactionActionType.Add, Entity("q", "b")),
        ]);
        if (IsAzurite)
        {
            // Azurite takes transactions over several partitions.
            (await submit)
                .GetRawResponse()
                .Status.ShouldBe(202);
            return;
        }
        var e = await Should.ThrowAsync<TableTransactionFailedException>(submit);
        (e.Status, e.ErrorCode).ShouldBe((400, "CommandsInBatchActOnDifferentPartitions"));
        e.FailedTransactionActionIndex.ShouldBe(1);
        (await All(table.QueryAsync<TableEntity>())).ShouldBeEmpty();
    }

    [Fact]
    public async Task SubmitTransaction_SameEntityTwice_IsRefused()
    {
        var table = await NewTable();
        var e = await Should.ThrowAsync<RequestFailedException>(
            table.SubmitTransactionAsync([
                Act(TableTransactionActionType.UpsertMerge, Entity("p", "a")),
                Act(TableTransactionActionType.UpsertMerge, Entity("p", "a")),
            ])
        );
        (e.Status, e.ErrorCode).ShouldBe((400, "InvalidDuplicateRow"), e.Message);
        (await All(table.QueryAsync<TableEntity>())).ShouldBeEmpty();
    }

    [Fact]
    public async Task SubmitTransaction_TableMissing_SaysSo()
    {
        var table = Service.GetTableClient(NewName());
        var e = await Should.ThrowAsync<RequestFailedException>(
            table.SubmitTransactionAsync([Act(TableTransactionActionType.Add, Entity("p", "a"))])
        );
        (e.Status, e.ErrorCode).ShouldBe((404, "TableNotFound"), e.Message);
    }

    [Fact]
    public async Task SubmitTransaction_UpdateWithoutETag_ActsAsUpsert()
    {
        var table = await NewTable();
        await table.SubmitTransactionAsync([Act(TableTransactionActionType.UpdateMerge, Entity("p", "a", ("A", 1)))]);
        (await table.GetEntityAsync<TableEntity>("p", "a")).Value["A"].ShouldBe(1);
    }
}
