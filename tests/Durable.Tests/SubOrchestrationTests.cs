using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Durable.Tests;

public sealed class SubOrchestrationTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Child_WithAnId_KnowsItsParentAndReturns()
    {
        _hub.Orchestrator(
            "child",
            c => Task.FromResult<object?>($"{c.InstanceId} of {c.Parent!.InstanceId} ({c.Parent.Name})")
        );
        _hub.Orchestrator(
            "parent",
            async c => await c.CallSubOrchestratorAsync<string>("child", new SubOrchestrationOptions(instanceId: "kid"))
        );
        await _hub.Start();
        (await _hub.Run("parent", null, "p")).ReadOutputAs<string>().ShouldBe("kid of p (parent)");
        (await _hub.Client.GetInstanceAsync("kid"))!.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Child_Fails_ReachesTheParentAsTaskFailedException()
    {
        _hub.Orchestrator("child", _ => throw new InvalidDataException("broken"));
        _hub.Orchestrator(
            "parent",
            async c =>
            {
                var e = await Caught.By<TaskFailedException>(c.CallSubOrchestratorAsync("child"));
                var failure = e!.FailureDetails;
                return $"{e.TaskName}: {failure.ErrorMessage} {failure.IsCausedBy<InvalidDataException>()}";
            }
        );
        await _hub.Start();
        (await _hub.Run("parent")).ReadOutputAs<string>().ShouldBe("child: broken True");
    }

    [Fact]
    public async Task Child_FailsTwice_IsRetriedByThePolicy()
    {
        var runs = 0;
        _hub.Activity<int>("count", _ => Interlocked.Increment(ref runs));
        _hub.Orchestrator(
            "child",
            async c => await c.CallActivityAsync<int>("count", 0) is var n && n > 2 ? n : throw new IOException()
        );
        var options = TaskOptions.FromRetryHandler((RetryContext _) => true);
        _hub.Orchestrator("parent", async c => await c.CallSubOrchestratorAsync<int>("child", null, options));
        await _hub.Start();
        (await _hub.Run("parent")).ReadOutputAs<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Child_IdOfARunningInstance_FailsTheCall()
    {
        _hub.Orchestrator("child", async c => await c.WaitForExternalEvent<int>("n"));
        _hub.Orchestrator(
            "parent",
            async c =>
                await c.CallSubOrchestratorAsync<int>("child", null, new SubOrchestrationOptions(instanceId: "kid"))
        );
        await _hub.Start();
        await _hub.Schedule("child", null, "kid");
        var failure = (await _hub.Run("parent")).FailureDetails!.InnerFailure!;
        failure.ErrorType.ShouldBe("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException");
    }

    [Fact]
    public async Task Child_Terminated_FailsTheCall()
    {
        _hub.Orchestrator("child", async c => await c.WaitForExternalEvent<int>("never"));
        _hub.Orchestrator(
            "parent",
            async c =>
                await c.CallSubOrchestratorAsync<int>("child", null, new SubOrchestrationOptions(instanceId: "kid"))
        );
        await _hub.Start();
        var id = await _hub.Schedule("parent");
        await _hub.Until("kid", s => s.IsRunning);
        await _hub.Client.TerminateInstanceAsync("kid", "enough");
        (await _hub.Finished(id)).FailureDetails!.InnerFailure!.ErrorMessage.ShouldContain("enough");
    }

    [Fact]
    public async Task Children_Fifty_AllReturnToTheirParent()
    {
        _hub.Activity<int>("double", n => n * 2);
        _hub.Orchestrator("child", async c => await c.CallActivityAsync<int>("double", c.GetInput<int>()));
        _hub.Orchestrator(
            "parent",
            async c =>
                (
                    await Task.WhenAll(Enumerable.Range(0, 50).Select(n => c.CallSubOrchestratorAsync<int>("child", n)))
                ).Sum()
        );
        await _hub.Start();
        (await _hub.Run("parent")).ReadOutputAs<int>().ShouldBe(2450);
    }

    [Fact]
    public async Task Child_ContinuesAsNew_StillReturnsToItsParent()
    {
        _hub.Orchestrator(
            "child",
            c =>
            {
                if (c.GetInput<int>() < 5)
                    c.ContinueAsNew(c.GetInput<int>() + 1);
                return Task.FromResult<object?>(c.GetInput<int>());
            }
        );
        _hub.Orchestrator("parent", async c => await c.CallSubOrchestratorAsync<int>("child", 1));
        await _hub.Start();
        (await _hub.Run("parent")).ReadOutputAs<int>().ShouldBe(5);
    }

    [Fact]
    public async Task Termination_Recursive_ReachesTheGrandchildren()
    {
        _hub.Orchestrator("leaf", async c => await c.WaitForExternalEvent<int>("never"));
        _hub.Orchestrator(
            "middle",
            async c => await c.CallSubOrchestratorAsync<int>("leaf", new SubOrchestrationOptions(instanceId: "leaf"))
        );
        _hub.Orchestrator(
            "top",
            async c =>
                await c.CallSubOrchestratorAsync<int>("middle", new SubOrchestrationOptions(instanceId: "middle"))
        );
        await _hub.Start();
        var id = await _hub.Schedule("top");
        await _hub.Until("leaf", s => s.IsRunning);
        await _hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", Recursive: true));
        foreach (var each in new[] { id, "middle", "leaf" })
            (await _hub.Finished(each)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await _hub.Client.GetInstanceAsync(id, true))!.ReadOutputAs<string>().ShouldBe("stop");
    }

    [Fact]
    public async Task Purge_Recursive_RemovesTheChildren()
    {
        _hub.Orchestrator("child", _ => Task.FromResult<object?>(1));
        _hub.Orchestrator(
            "parent",
            async c => await c.CallSubOrchestratorAsync<int>("child", new SubOrchestrationOptions(instanceId: "kid"))
        );
        await _hub.Start();
        var id = (await _hub.Run("parent")).InstanceId;
        var result = await _hub.Client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true));
        result.PurgedInstanceCount.ShouldBe(2);
        (await _hub.Client.GetInstanceAsync("kid")).ShouldBeNull();
    }
}
