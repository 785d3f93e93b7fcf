using Azure;
using Azure.Data.Tables;
using Mothership.Local.Tables;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;
using Mothership.Local.Tables.Sqlite;

namespace Mothership.Tables.Tests.Sqlite;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryDatabase _files = new();

    [Fact]
    public async Task Reopen_AfterClose_EverythingIsThere()
    {
        var table = new TableClient(_files.ConnectionString, "things");
        await table.CreateAsync();
        var etag = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;
        LocalTables.Close(_files.ConnectionString);
        var got = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        (got["A"], got.ETag).ShouldBe((1, etag));
    }

    [Fact]
    public async Task Clock_GoneBack_TagsStillNeverRepeat()
    {
        LocalTables.Open(_files.ConnectionString, new FixedClock(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var table = new TableClient(_files.ConnectionString, "things");
        await table.CreateAsync();
        var tags = new List<ETag?> { (await table.UpsertEntityAsync(new TableEntity("p", "r"))).Headers.ETag };
        LocalTables.Close(_files.ConnectionString);
        LocalTables.Open(_files.ConnectionString, new FixedClock(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        for (var i = 0; i < 3; i++)
            tags.Add((await table.UpsertEntityAsync(new TableEntity("p", "r"))).Headers.ETag);
        tags.Distinct().Count().ShouldBe(4);
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.Timestamp!.Value.Year.ShouldBe(2030);
    }

    [Fact]
    public async Task TwoProcesses_OnOneFile_SeeEachOther()
    {
        // Two databases in one process lock each other out exactly as those of two processes do.
        using var other = new SqliteDatabase(SqliteTarget.Parse(_files.ConnectionString)!, TimeProvider.System);
        var table = new TableClient(_files.ConnectionString, "things");
        await table.CreateAsync();
        Task Writer(Func<int, Task> write, int from) =>
            Task.Factory.StartNew(
                () => Enumerable.Range(from, 200).ToList().ForEach(i => write(i).Wait()),
                TaskCreationOptions.LongRunning
            );
        await Task.WhenAll(
            Writer(i => Write(other, $"{i:000}"), 0),
            Writer(i => table.AddEntityAsync(new TableEntity("p", $"{i}")), 200)
        );
        table.Query<TableEntity>().Count().ShouldBe(400);
    }

    [Fact]
    public async Task Table_MadeAnewByAnotherProcess_IsTheNewOne()
    {
        using var other = new SqliteDatabase(SqliteTarget.Parse(_files.ConnectionString)!, TimeProvider.System);
        var table = new TableClient(_files.ConnectionString, "things");
        await table.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = "old" });
        (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue.ShouldBeTrue();
        await other.Writer.Submit(new TableWriteRequest("things", true));
        (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).GetRawResponse().ToString().ShouldContain("404");
        await other.Writer.Submit(new TableWriteRequest("things", false));
        await Write(other, "r");
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("A").ShouldBeFalse();
    }

    [Fact]
    public async Task Merge_BeyondTheLimits_IsRefused()
    {
        var table = new TableClient(_files.ConnectionString, "things");
        await table.CreateAsync();
        TableEntity With(int from, int count)
        {
            var entity = new TableEntity("p", "r");
            for (var i = from; i < from + count; i++)
                entity[$"P{i}"] = i;
            return entity;
        }
        await table.AddEntityAsync(With(0, 200));
        var e = await Should.ThrowAsync<RequestFailedException>(() => table.UpsertEntityAsync(With(200, 53)));
        e.ErrorCode.ShouldBe("TooManyProperties");
        (await table.UpsertEntityAsync(With(200, 52))).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Transaction_BeyondFourMiB_IsRefused()
    {
        var table = new TableClient(_files.ConnectionString, "things");
        await table.CreateAsync();
        IEnumerable<TableTransactionAction> Actions(int count) =>
            Enumerable
                .Range(0, count)
                .Select(i => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    new TableEntity("p", $"{i}") { ["A"] = new string('x', 32_000), ["B"] = new string('x', 32_000) }
                ));
        var e = await Should.ThrowAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Actions(70)));
        (e.Status, e.ErrorCode).ShouldBe((413, "RequestBodyTooLarge"));
        (await table.SubmitTransactionAsync(Actions(60))).Value.Count.ShouldBe(60);
    }

    [Fact]
    public async Task CancelledBefore_AnyOperation_IsNotPerformed()
    {
        var table = new TableClient(_files.ConnectionString, "things");
        await table.CreateAsync();
        var cancelled = new CancellationToken(true);
        await Should.ThrowAsync<OperationCanceledException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r"), cancelled)
        );
        await Should.ThrowAsync<OperationCanceledException>(() =>
            table.GetEntityAsync<TableEntity>("p", "r", null, cancelled)
        );
        table.Query<TableEntity>().ShouldBeEmpty();
    }

    [Fact]
    public void Open_FolderThatCannotBe_SaysWhichFile()
    {
        File.WriteAllText(_files.File + ".txt", "");
        var table = new TableClient($"Sqlite={_files.File}.txt/tables.db", "things");
        Should.Throw<IOException>(() => table.Create());
    }

    public void Dispose() => _files.Dispose();

    private static Task Write(SqliteDatabase database, string row)
    {
        var write = new EntityWrite(
            TableTransactionActionType.UpsertReplace,
            new EntityKey("p", row),
            new List<EntityProperty>(),
            null
        );
        return database.Writer.Submit(new EntityWriteRequest("things", [write]));
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
