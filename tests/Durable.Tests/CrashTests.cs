using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Mothership.Local.Durable;
using Mothership.Local.Durable.Store;

namespace Durable.Tests;

public sealed class CrashTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Engine_KilledAtRandomMoments_LosesAndDoublesNothing(int seed)
    {
        var random = new Random(seed);
        var calls = 0;
        var killAt = new TaskCompletionSource();
        var budget = 40;
        _hub.Activity<int>(
            "add",
            n =>
            {
                if (Interlocked.Increment(ref calls) == Volatile.Read(ref budget))
                    Volatile.Read(ref killAt).TrySetResult();
                return n + 1;
            }
        );
        _hub.Orchestrator("inner", async c => await c.CallActivityAsync<int>("add", c.GetInput<int>()));
        _hub.Orchestrator("outer", Outer);
        _hub.Orchestrator("counter", Counter);
        await _hub.Start();
        await _hub.Schedule("counter", null, "counter");
        var ids = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => _hub.Schedule("outer", i, $"outer-{i}")));
        for (var kill = 0; kill < 8; kill++)
        {
            await Task.WhenAny(Volatile.Read(ref killAt).Task, Task.WhenAll(ids.Select(_hub.Finished)));
            _hub.Kill();
            Volatile.Write(ref killAt, new TaskCompletionSource());
            Volatile.Write(ref budget, Volatile.Read(ref calls) + random.Next(5, 60));
            await _hub.Start();
        }
        foreach (var id in ids)
            (await _hub.Finished(id)).ReadOutputAs<int>().ShouldBe(int.Parse(id[6..]) + 6, id);
        // Every instance has sent one event, and the counter has counted each of them once.
        (await _hub.Finished("counter"))
            .ReadOutputAs<int[]>()!
            .ShouldBe(Enumerable.Range(0, 30));
        _hub.Engine.Store.Read(Reads.Activities).ShouldBeEmpty();
        _hub.Engine.Store.Read(Reads.Messages).ShouldBeEmpty();
    }

    private static async Task<object?> Outer(TaskOrchestrationContext context)
    {
        var n = context.GetInput<int>();
        context.SendEvent("counter", "count", n);
        for (var i = 0; i < 3; i++)
            n = await context.CallActivityAsync<int>("add", n);
        n = await context.CallSubOrchestratorAsync<int>("inner", n);
        await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
        for (var i = 0; i < 2; i++)
            n = await context.CallActivityAsync<int>("add", n);
        return n;
    }

    private static async Task<object?> Counter(TaskOrchestrationContext context)
    {
        var seen = new List<int>();
        while (seen.Count < 30)
            seen.Add(await context.WaitForExternalEvent<int>("count"));
        return seen.Order();
    }

    [Fact]
    public async Task Activity_UnderWayAtTheKill_RunsAgain()
    {
        var (runs, begun) = (0, new SemaphoreSlim(0));
        _hub.Activity<int>(
            "slow",
            async (_, ct) =>
            {
                begun.Release();
                if (Interlocked.Increment(ref runs) == 1)
                    await Task.Delay(Timeout.Infinite, ct);
                return runs;
            }
        );
        _hub.Orchestrator("call", async c => await c.CallActivityAsync<int>("slow", 0));
        await _hub.Start();
        var id = await _hub.Schedule("call");
        await begun.WaitAsync();
        await _hub.KillAndRestart();
        (await _hub.Finished(id)).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Activity_UnderWayAtTheStop_IsCancelledAfterTheBoundAndRunsAgain()
    {
        var (runs, begun, cancelled) = (0, new SemaphoreSlim(0), false);
        _hub.Activity<int>(
            "slow",
            async (_, ct) =>
            {
                begun.Release();
                if (Interlocked.Increment(ref runs) > 1)
                    return "done";
                await Task.Delay(Timeout.Infinite, ct).ContinueWith(t => cancelled = t.IsCanceled);
                throw new OperationCanceledException(ct);
            }
        );
        _hub.Orchestrator("call", async c => await c.CallActivityAsync<string>("slow", 0));
        await _hub.Start();
        var id = await _hub.Schedule("call");
        await begun.WaitAsync();
        var stopping = _hub.Stop();
        await _hub.LetTimePass(stopping, TimeSpan.FromSeconds(11));
        cancelled.ShouldBeTrue();
        await _hub.Start();
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task Client_BeforeTheStart_IsServedByTheStart()
    {
        _hub.Orchestrator("wait", async c => await c.WaitForExternalEvent<int>("n"));
        _hub.Open();
        var id = await _hub.Schedule("wait");
        await _hub.Client.RaiseEventAsync(id, "n", 3);
        await _hub.Engine.StartAsync(CancellationToken.None);
        (await _hub.Finished(id)).ReadOutputAs<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Engine_SecondOneOnTheSameFile_IsRefused()
    {
        await _hub.Start();
        var error = Should.Throw<InvalidOperationException>(() => new DurableStore(_hub.DatabasePath, false));
        error.Message.ShouldContain("Another engine");
    }

    [Fact]
    public async Task Engine_FileOfALaterFormat_IsRefused()
    {
        await _hub.Start();
        await _hub.Stop();
        Execute("PRAGMA user_version = 99");
        Should
            .Throw<InvalidOperationException>(() => new DurableStore(_hub.DatabasePath, false))
            .Message.ShouldContain("99");
    }

    [Fact]
    public async Task Engine_InMemory_RunsAsWell()
    {
        _hub.Options = new DurableEngineOptions { DatabasePath = ":memory:" };
        _hub.Activity<int>("add", n => n + 1);
        _hub.Orchestrator("one", async c => await c.CallActivityAsync<int>("add", 1));
        await _hub.Start();
        (await _hub.Run("one")).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task WorkItem_CommitFails_IsTriedAgainFromTheHistory()
    {
        _hub.Activity<int>("add", n => n + 1);
        _hub.Orchestrator(
            "flow",
            async c =>
            {
                var n = await c.CallActivityAsync<int>("add", 1);
                n += await c.WaitForExternalEvent<int>("n");
                return await c.CallActivityAsync<int>("add", n);
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("flow");
        await _hub.Until(id, s => s.IsRunning && _hub.Engine.Store.Read(Reads.Activities).Count == 0);
        Execute("CREATE TRIGGER broken BEFORE INSERT ON activities BEGIN SELECT RAISE(ABORT, 'no room'); END");
        await _hub.Client.RaiseEventAsync(id, "n", 10);
        // Other work goes on meanwhile, in the same groups of commits.
        (await _hub.Run("missing")).IsCompleted.ShouldBeTrue();
        Execute("DROP TRIGGER broken");
        var finished = _hub.Finished(id);
        await _hub.LetTimePass(finished, TimeSpan.FromSeconds(1));
        (await finished).ReadOutputAs<int>().ShouldBe(13);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_hub.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
