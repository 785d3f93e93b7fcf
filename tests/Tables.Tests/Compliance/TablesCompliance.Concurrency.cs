using Azure;
using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Compliance;

public abstract partial class TablesCompliance
{
    private const int Writers = 16;

    [Fact]
    public async Task Concurrency_OptimisticIncrements_LoseNone()
    {
        const int each = 10;
        var table = await NewTable();
        await table.AddEntityAsync(new Item { PartitionKey = "p", RowKey = "counter" });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Increments(table, each)));
        (await table.GetEntityAsync<Item>("p", "counter")).Value.Number.ShouldBe(Writers * each);
    }

    [Fact]
    public async Task Concurrency_AddsOfOneEntity_OnlyOneSucceeds()
    {
        var table = await NewTable();
        for (var round = 0; round < 5; round++)
        {
            var row = $"{round}";
            var results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => TryAdd(table, row, i)));
            var winner = results.Where(r => r is not null).ShouldHaveSingleItem();
            (await table.GetEntityAsync<Item>("p", row)).Value.Number.ShouldBe(winner!.Value);
        }
    }

    [Fact]
    public async Task Concurrency_TransactionsOnTheSameRows_StayWhole()
    {
        var table = await NewTable();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => PutAll(table, i)));
        (await All(table.QueryAsync<TableEntity>())).Select(e => e["By"]).Distinct().Count().ShouldBe(1);
    }

    private static async Task PutAll(TableClient table, int by)
    {
        await Task.Yield();
        var rows = Enumerable.Range(0, 5).Select(row => Entity("p", $"{row}", ("By", by)));
        await table.SubmitTransactionAsync(rows.Select(row => Act(TableTransactionActionType.UpsertReplace, row)));
    }

    private static async Task Increments(TableClient table, int count)
    {
        while (count > 0)
        {
            var item = (await table.GetEntityAsync<Item>("p", "counter")).Value;
            item.Number++;
            // SQLite answers at once: without this no other writer would come between reading and writing.
            await Task.Yield();
            try
            {
                await table.UpdateEntityAsync(item, item.ETag, TableUpdateMode.Replace);
                count--;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Another writer was faster: read again.
            }
        }
    }

    private static async Task<int?> TryAdd(TableClient table, string row, int number)
    {
        await Task.Yield();
        try
        {
            await table.AddEntityAsync(
                new Item
                {
                    PartitionKey = "p",
                    RowKey = row,
                    Number = number,
                }
            );
            return number;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return null;
        }
    }
}
