using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Local.Durable;

namespace Durable.Tests;

public sealed class DeterminismTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static Task<int> Add(TaskOrchestrationContext context) => context.CallActivityAsync<int>("add", 1);

    /// <summary>
    /// Runs the first code up to its wait for "go", then goes on with the second code, as after a deployment.
    /// </summary>
    private async Task<OrchestrationMetadata> Deploy(
        Func<TaskOrchestrationContext, Task<object?>> first,
        Func<TaskOrchestrationContext, Task<object?>> second
    )
    {
        Use(first);
        await _hub.Start();
        var id = await _hub.Schedule("flow");
        await _hub.Until(id, s => s.SerializedCustomStatus == "\"waiting\"");
        _hub.Kill();
        Use(second);
        await _hub.Start();
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        return await _hub.Finished(id);
    }

    private void Use(Func<TaskOrchestrationContext, Task<object?>> code)
    {
        _hub.Tasks = new DurableTaskRegistrations();
        _hub.Activity<int>("add", n => n + 1).Activity<int>("sub", n => n - 1);
        _hub.Orchestrator("flow", code).Orchestrator("other", _ => Task.FromResult<object?>(0));
    }

    private static async Task<object?> AddThenWait(TaskOrchestrationContext context)
    {
        var n = await Add(context);
        return await Wait(context, n);
    }

    private static async Task<object?> Wait(TaskOrchestrationContext context, int n)
    {
        context.SetCustomStatus("waiting");
        await context.WaitForExternalEvent<string>("go");
        return n;
    }

    [Fact]
    public async Task Replay_SameCode_GoesOn()
    {
        (await Deploy(AddThenWait, AddThenWait)).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Replay_StepAddedAtTheEnd_GoesOn()
    {
        var state = await Deploy(AddThenWait, async c => (int)(await AddThenWait(c))! + await Add(c));
        state.ReadOutputAs<int>().ShouldBe(4);
    }

    [Theory]
    [InlineData("rename", "step 0: TaskScheduled 'add'", "step 0: TaskScheduled 'sub'")]
    [InlineData("timer", "step 0: TaskScheduled 'add'", "step 0: TimerCreated")]
    [InlineData("child", "step 0: TaskScheduled 'add'", "step 0: SubOrchestrationCreated 'other'")]
    [InlineData("send", "step 0: TaskScheduled 'add'", "step 0: EventSent 'hello'")]
    [InlineData("gone", "step 0: TaskScheduled 'add'", "has not come to such a step")]
    public async Task Replay_CodeChanged_FailsAndNamesBothSteps(string change, string expected, string found)
    {
        var state = await Deploy(AddThenWait, c => Changed(c, change));
        state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        var failure = state.FailureDetails!;
        failure.ErrorType.ShouldBe("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException");
        failure.ErrorMessage.ShouldContain(expected);
        failure.ErrorMessage.ShouldContain(found);
    }

    private static async Task<object?> Changed(TaskOrchestrationContext context, string change)
    {
        switch (change)
        {
            case "rename":
                await context.CallActivityAsync<int>("sub", 1);
                break;
            case "timer":
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                break;
            case "child":
                await context.CallSubOrchestratorAsync("other");
                break;
            case "send":
                context.SendEvent("someone", "hello", 1);
                break;
        }
        return await Wait(context, 0);
    }

    [Fact]
    public async Task Orchestrator_AwaitsADelay_FailsWithAdvice()
    {
        await ShouldBeIllegal(async _ =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan);
            return null;
        });
    }

    [Fact]
    public async Task Orchestrator_AwaitsAnotherThread_BesideADurableWait_FailsWithAdvice()
    {
        using var release = new ManualResetEventSlim();
        await ShouldBeIllegal(
            async c =>
            {
                var never = c.WaitForExternalEvent<int>("never");
                await Task.WhenAny(never, Task.Factory.StartNew(release.Wait, TaskCreationOptions.LongRunning));
                return null;
            },
            release.Set
        );
    }

    [Fact]
    public async Task Orchestrator_ConfigureAwaitFalse_FailsWithAdvice()
    {
        await ShouldBeIllegal(async c =>
        {
            await c.CallActivityAsync<int>("add", 1).ConfigureAwait(false);
            return await c.CallActivityAsync<int>("add", 2);
        });
    }

    [Fact]
    public async Task Orchestrator_AwaitsWhatNobodyCompletes_FailsWithAdvice()
    {
        await ShouldBeIllegal(c => new TaskCompletionSource<object?>().Task);
    }

    private async Task ShouldBeIllegal(Func<TaskOrchestrationContext, Task<object?>> code, Action? release = null)
    {
        Use(code);
        await _hub.Start();
        var id = await _hub.Schedule("flow");
        await _hub.Until(id, s => s.RuntimeStatus != OrchestrationRuntimeStatus.Pending);
        release?.Invoke();
        var failure = (await _hub.Finished(id)).FailureDetails!;
        failure.ErrorMessage.ShouldContain("may only await tasks of its TaskOrchestrationContext");
    }

    [Fact]
    public async Task Orchestrator_YieldsToItself_GoesOn()
    {
        Use(async c =>
        {
            await Task.Yield();
            return await Add(c);
        });
        await _hub.Start();
        (await _hub.Run("flow")).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task IsReplaying_AfterARestart_IsTrueForThePastOnly()
    {
        var seen = new List<bool>();
        async Task<object?> Code(TaskOrchestrationContext context)
        {
            seen.Add(context.IsReplaying);
            await Add(context);
            seen.Add(context.IsReplaying);
            await Wait(context, 0);
            seen.Add(context.IsReplaying);
            return null;
        }
        await Deploy(Code, Code);
        seen.ShouldBe([false, false, true, true, false]);
    }
}
