using FsCheck.Xunit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Local.Durable.Dispatch;
using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Replay;
using Mothership.Local.Durable.Store;

namespace Durable.Tests;

/// <summary>
/// Random orchestrators, written as lists of instructions, are lived through in memory, replayed for every work item,
/// and
/// replayed over kills. Each history that comes out of it must lead a fresh session to the same end.
/// </summary>
public sealed class ReplayEquivalenceTests
{
    [Property(MaxTest = 25)]
    public void Session_LivedOrReplayed_ComesToTheSameEnd(byte[] program, byte capacity)
    {
        var live = Run(program, hub => hub.Options = hub.Options with { MaxCachedInstances = 1 + capacity % 4 });
        var replayed = Run(program, hub => hub.Options = hub.Options with { CacheSessions = false });
        var killed = Run(program, _ => { }, kills: 2);
        live.ShouldBe(replayed);
        live.ShouldBe(killed);
    }

    /// <summary>Runs the program to its end and returns the output without what depends on the moment.</summary>
    private static string Run(byte[] program, Action<Hub> configure, int kills = 0) =>
        RunAsync(program, configure, kills).GetAwaiter().GetResult();

    private static async Task<string> RunAsync(byte[] program, Action<Hub> configure, int kills)
    {
        await using var hub = new Hub();
        configure(hub);
        hub.Activity<int>("add", n => n + 1).Activity<int>("bad", n => throw new IOException($"bad {n}"));
        hub.Orchestrator("program", Interpret);
        await hub.Start();
        await hub.Schedule("program", program, "main");
        await hub.Client.RaiseEventAsync("main", "early", 7);
        var finished = hub.Finished("main");
        for (var kill = 0; kill < kills && !finished.IsCompleted; kill++)
        {
            await hub.KillAndRestart();
            finished = hub.Finished("main");
            hub.Clock.Advance(TimeSpan.FromHours(1));
        }
        await hub.LetTimePass(finished, TimeSpan.FromHours(1));
        var output = (await finished).ReadOutputAs<string>();
        var main = hub.Engine.Store.Read(db => db.FindInstance("main"))!;
        foreach (var row in hub.Engine.Store.Read(db => db.Children(main.Id)).Append(main))
            ReplaysToItsEnd(hub, row);
        return output ?? (await finished).ToString();
    }

    private static void ReplaysToItsEnd(Hub hub, InstanceRow row)
    {
        var history = hub.Engine.Store.Read(db => db.History(row.Id));
        var sessions = new SessionFactory(
            hub.Tasks.Orchestrators,
            JsonDataConverter.Default,
            NullLoggerFactory.Instance,
            ""
        );
        var session = sessions.Create(row, () => throw new InvalidOperationException("left its thread"));
        session.Replay(history.Where(e => e.Kind != EventKind.ExecutionCompleted));
        var decision = session.Process([]);
        decision.Actions.ShouldBeEmpty();
        decision.Completion.ShouldBe(new Completed(row.Output));
    }

    private static async Task<object?> Interpret(TaskOrchestrationContext context)
    {
        var log = new List<string>();
        foreach (var instruction in context.GetInput<byte[]>()!)
        {
            context.SetCustomStatus(log.Count);
            log.Add($"{instruction}={await Step(context, instruction)}");
        }
        return string.Join(' ', log);
    }

    private static async Task<string> Step(TaskOrchestrationContext context, int n) =>
        (n % 9) switch
        {
            0 => $"{await context.CallActivityAsync<int>("add", n)}",
            1 => string.Join(',', await Task.WhenAll(Many(context, n % 7))),
            2 => await Timer(context, n % 5),
            3 => await FirstOf(context),
            4 => (await Caught.By<TaskFailedException>(context.CallActivityAsync("bad", n)))!
                .FailureDetails
                .ErrorMessage,
            5 => await context.CallSubOrchestratorAsync<string>("program", new byte[] { 0, 2, 4 }),
            6 => $"{await Caught.By<TaskCanceledException>(Early(context)) is null}",
            7 => $"{context.NewGuid() == context.NewGuid()}",
            _ => await Retry(context, n),
        };

    private static IEnumerable<Task<int>> Many(TaskOrchestrationContext context, int count) =>
        Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("add", i));

    private static async Task<string> Timer(TaskOrchestrationContext context, int hours)
    {
        await context.CreateTimer(TimeSpan.FromHours(hours), CancellationToken.None);
        return "fired";
    }

    /// <summary>A timer that loses to an activity, and is given up.</summary>
    private static async Task<string> FirstOf(TaskOrchestrationContext context)
    {
        using var stop = new CancellationTokenSource();
        var timer = context.CreateTimer(TimeSpan.FromDays(400), stop.Token);
        var work = context.CallActivityAsync<int>("add", 1);
        var winner = await Task.WhenAny(timer, work);
        stop.Cancel();
        return winner == work ? "work" : "timer";
    }

    private static Task<int> Early(TaskOrchestrationContext context) =>
        context.WaitForExternalEvent<int>("early", TimeSpan.FromHours(2));

    private static async Task<string> Retry(TaskOrchestrationContext context, int n)
    {
        var policy = new RetryPolicy(3, TimeSpan.FromMinutes(10), 2);
        var call = context.CallActivityAsync("bad", n, TaskOptions.FromRetryPolicy(policy));
        return (await Caught.By<TaskFailedException>(call))!.Message.Contains("bad") ? "gave up" : "?";
    }
}
