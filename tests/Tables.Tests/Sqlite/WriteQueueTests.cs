using Azure;
using Mothership.Local.Tables.Sqlite;

namespace Mothership.Tables.Tests.Sqlite;

public sealed class WriteQueueTests : IDisposable
{
    private readonly TemporaryDatabase _files = new();
    private readonly SqliteDatabase _database;

    public WriteQueueTests() =>
        _database = new SqliteDatabase(SqliteTarget.Parse(_files.ConnectionString)!, TimeProvider.System);

    [Fact]
    public async Task Submit_OneOfManyFails_OnlyItFails()
    {
        using var gate = new ManualResetEventSlim();
        var first = Task.Factory.StartNew(
            () => _database.Writer.Submit(new Act(_ => gate.Wait())),
            TaskCreationOptions.LongRunning
        );
        // The writer is busy now, or will be with one of these: in both cases what follows shares a transaction.
        var good = new Act(s => Insert(s, "good"));
        var bad = new Act(s =>
        {
            Insert(s, "bad");
            throw new InvalidDataException("broken");
        });
        var alsoGood = new Act(s => Insert(s, "alsogood"));
        await first.WaitForStart(() => !_database.Writer.IsIdle, "the first write runs");
        Task[] submitted =
        [
            _database.Writer.Submit(good),
            _database.Writer.Submit(bad),
            _database.Writer.Submit(alsoGood),
        ];
        gate.Set();
        await submitted[0];
        await submitted[2];
        await Should.ThrowAsync<InvalidDataException>(submitted[1]);
        Names().ShouldBe(["alsogood", "good"]);
    }

    [Fact]
    public async Task Submit_SqliteRefuses_IsAnInternalErrorOfTheService()
    {
        var e = await Should.ThrowAsync<RequestFailedException>(
            _database.Writer.Submit(new Act(s => s.Prepare("no sql").Run()))
        );
        (e.Status, e.ErrorCode).ShouldBe((500, "InternalError"));
        await _database.Writer.Submit(new Act(s => Insert(s, "after")));
        Names().ShouldBe(["after"]);
    }

    [Fact]
    public async Task Dispose_WritesWaiting_AreDoneFirst()
    {
        using var gate = new ManualResetEventSlim();
        var first = Task.Factory.StartNew(
            () => _database.Writer.Submit(new Act(_ => gate.Wait())),
            TaskCreationOptions.LongRunning
        );
        await first.WaitForStart(() => !_database.Writer.IsIdle, "the first write runs");
        var waiting = _database.Writer.Submit(new Act(s => Insert(s, "waiting")));
        var closing = Task.Factory.StartNew(_database.Dispose, TaskCreationOptions.LongRunning);
        gate.Set();
        await waiting;
        await closing;
        await Should.ThrowAsync<ObjectDisposedException>(async () => await _database.Writer.Submit(new Act(_ => { })));
    }

    public void Dispose()
    {
        _database.Dispose();
        _files.Dispose();
    }

    private static void Insert(SqliteSession session, string name) =>
        session.Prepare("INSERT INTO tables(name) VALUES(?1)").BindText(1, name).Run();

    private List<string> Names() =>
        _database.Read(
            0,
            static (session, _) =>
            {
                var statement = session.Prepare("SELECT name FROM tables ORDER BY name");
                var names = new List<string>();
                while (statement.Step())
                    names.Add(statement.Text(0));
                statement.Reset();
                return names;
            }
        );

    private sealed class Act(Action<SqliteSession> act) : WriteRequest
    {
        public override void Run(SqliteSession session, WriteClock clock) => act(session);
    }
}

/// <summary>A bounded wait for a state that nothing announces.</summary>
internal static class Polling
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public static async Task WaitForStart(this Task work, Func<bool> isReached, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isReached())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
                throw new TimeoutException($"It was not reached that {what}; the task is {work.Status}.");
            await Task.Delay(5);
        }
    }
}
