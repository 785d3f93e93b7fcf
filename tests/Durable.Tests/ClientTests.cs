using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace Durable.Tests;

public sealed class ClientTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ClientTests()
    {
        _hub.Orchestrator("wait", async c => await c.WaitForExternalEvent<string>("go"));
        _hub.Orchestrator("noop", c => Task.FromResult<object?>(c.GetInput<string>()));
        _hub.Orchestrator("fail", _ => throw new IOException());
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task<string> Schedule(string name, string id, params Status[] dedupe) =>
        _hub.Client.ScheduleNewOrchestrationInstanceAsync(
            name,
            "second",
            new StartOrchestrationOptions(id).WithDedupeStatuses(dedupe)
        );

    [Fact]
    public async Task Schedule_IdOfARunningInstance_IsRefused()
    {
        await _hub.Start();
        var id = await _hub.Schedule("wait", null, "one");
        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => _hub.Schedule("wait", null, "one"));
        await _hub.Client.SuspendInstanceAsync(id);
        await _hub.Until(id, s => s.RuntimeStatus == Status.Suspended);
        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => _hub.Schedule("wait", null, "one"));
    }

    [Fact]
    public async Task Schedule_IdOfAFinishedInstance_ReplacesIt()
    {
        await _hub.Start();
        await _hub.Run("noop", "first", "one");
        (await _hub.Run("noop", "second", "one")).ReadOutputAs<string>().ShouldBe("second");
    }

    [Fact]
    public async Task Schedule_DedupeNamesTheFinishedStatus_IsRefused()
    {
        await _hub.Start();
        await _hub.Run("noop", "first", "one");
        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() =>
            Schedule("noop", "one", Status.Completed, Status.Running, Status.Pending, Status.Suspended)
        );
        await _hub.Run("fail", "first", "two");
        await _hub.Finished(await Schedule("noop", "two", Status.Completed));
    }

    [Fact]
    public async Task Schedule_DedupeAllowsARunningInstance_TerminatesAndReplacesIt()
    {
        await _hub.Start();
        await _hub.Schedule("wait", "first", "one");
        await Schedule("noop", "one", Status.Completed);
        (await _hub.Finished("one")).ReadOutputAs<string>().ShouldBe("second");
    }

    [Fact]
    public async Task Schedule_DedupeOfTerminatedAlone_IsRefusedAsContradictory()
    {
        await _hub.Start();
        await Should.ThrowAsync<ArgumentException>(() => Schedule("noop", "one", Status.Terminated));
        var options = new StartOrchestrationOptions("one") { DedupeStatuses = ["Sleeping"] };
        await Should.ThrowAsync<ArgumentException>(() =>
            _hub.Client.ScheduleNewOrchestrationInstanceAsync("noop", options)
        );
    }

    [Fact]
    public async Task Schedule_SameIdFromManySides_StartsOneInstance()
    {
        await _hub.Start();
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Try()));
        tries.Count(started => started).ShouldBe(1);
        async Task<bool> Try() =>
            await Caught.By<OrchestrationAlreadyExistsException>(_hub.Schedule("wait", null, "one")) is null;
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    public async Task Schedule_IdThatAzureRefuses_IsRefused(string id)
    {
        await _hub.Start();
        await Should.ThrowAsync<ArgumentException>(() => _hub.Schedule("noop", null, id));
        await Should.ThrowAsync<ArgumentException>(() => _hub.Schedule("noop", null, new string('x', 257)));
        await Should.ThrowAsync<NotSupportedException>(() => _hub.Schedule("noop", null, "@entity@1"));
    }

    [Fact]
    public async Task Terminate_RunningInstance_EndsItWithTheOutput()
    {
        await _hub.Start();
        var id = await _hub.Schedule("wait");
        await _hub.Client.TerminateInstanceAsync(id, "enough");
        var state = await _hub.Finished(id);
        (state.RuntimeStatus, state.ReadOutputAs<string>()).ShouldBe((Status.Terminated, "enough"));
        await _hub.Client.TerminateInstanceAsync(id, "again");
        (await _hub.Client.GetInstanceAsync(id, true))!.ReadOutputAs<string>().ShouldBe("enough");
    }

    [Fact]
    public async Task Terminate_PendingInstance_NeverStartsIt()
    {
        await _hub.Start();
        var later = new StartOrchestrationOptions("later", _hub.Clock.GetUtcNow().AddDays(1));
        await _hub.Client.ScheduleNewOrchestrationInstanceAsync("noop", later);
        await _hub.Client.TerminateInstanceAsync("later");
        (await _hub.Finished("later")).RuntimeStatus.ShouldBe(Status.Terminated);
        _hub.Clock.Advance(TimeSpan.FromDays(2));
        (await _hub.Client.GetInstanceAsync("later"))!.RuntimeStatus.ShouldBe(Status.Terminated);
    }

    [Fact]
    public async Task Suspend_EventMeanwhile_IsTakenInAfterTheResumption()
    {
        await _hub.Start();
        var id = await _hub.Schedule("wait");
        await _hub.Client.SuspendInstanceAsync(id, "hold");
        await _hub.Until(id, s => s.RuntimeStatus == Status.Suspended);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        await _hub.KillAndRestart();
        (await _hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(Status.Suspended);
        await _hub.Client.ResumeInstanceAsync(id);
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("x");
    }

    [Fact]
    public async Task Suspend_Twice_NeedsOneResumption()
    {
        await _hub.Start();
        var id = await _hub.Schedule("wait");
        await _hub.Client.SuspendInstanceAsync(id);
        await _hub.Client.SuspendInstanceAsync(id);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        await _hub.Client.ResumeInstanceAsync(id);
        (await _hub.Finished(id)).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Query_Pages_CoverEveryInstanceOnce()
    {
        await _hub.Start();
        for (var i = 0; i < 25; i++)
            await _hub.Run("noop", null, $"{(i % 2 == 0 ? "even" : "odd")}-{i:00}");
        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in _hub.Client.GetAllInstancesAsync(new() { PageSize = 4 }).AsPages())
            pages.Add(page);
        pages.Select(p => p.Values.Count).ShouldBe([4, 4, 4, 4, 4, 4, 1]);
        pages.SelectMany(p => p.Values).Select(v => v.InstanceId).Distinct().Count().ShouldBe(25);
        var rest = new OrchestrationQuery { PageSize = 4, ContinuationToken = pages[4].ContinuationToken };
        (await Count(rest)).ShouldBe(5);
    }

    [Fact]
    public async Task Query_Filters_AreAllApplied()
    {
        await _hub.Start();
        await _hub.Run("noop", "in", "a_1");
        await _hub.Run("fail", null, "a_2");
        _hub.Clock.Advance(TimeSpan.FromDays(1));
        await _hub.Run("noop", null, "ab3");
        (await Count(new() { InstanceIdPrefix = "a_" })).ShouldBe(2);
        (await Count(new() { Statuses = [Status.Failed, Status.Running] })).ShouldBe(1);
        (await Count(new() { CreatedFrom = _hub.Clock.GetUtcNow() })).ShouldBe(1);
        (await Count(new() { CreatedTo = _hub.Clock.GetUtcNow().AddHours(-1) })).ShouldBe(2);
        (await Count(new() { TaskHubNames = ["elsewhere"] })).ShouldBe(0);
    }

    private async Task<int> Count(OrchestrationQuery query)
    {
        var count = 0;
        await foreach (var _ in _hub.Client.GetAllInstancesAsync(query))
            count++;
        return count;
    }

    [Fact]
    public async Task Purge_FinishedInstance_RemovesItsHistory()
    {
        await _hub.Start();
        var id = (await _hub.Run("noop")).InstanceId;
        (await _hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(1);
        (await _hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
        (await _hub.Client.GetInstanceAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task Purge_RunningInstance_LeavesIt()
    {
        await _hub.Start();
        var id = await _hub.Schedule("wait");
        (await _hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        (await _hub.Finished(id)).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task PurgeAll_ByStatusAndTime_RemovesThoseOnly()
    {
        await _hub.Start();
        for (var i = 0; i < 120; i++)
            await _hub.Run("noop", null, $"old-{i}");
        await _hub.Run("fail", null, "failed");
        await _hub.Schedule("wait", null, "running");
        var until = _hub.Clock.GetUtcNow();
        _hub.Clock.Advance(TimeSpan.FromDays(1));
        await _hub.Run("noop", null, "new");
        var result = await _hub.Client.PurgeAllInstancesAsync(new(CreatedTo: until, Statuses: [Status.Completed]));
        (result.PurgedInstanceCount, result.IsComplete).ShouldBe((120, true));
        (await Count(new())).ShouldBe(3);
    }

    [Fact]
    public async Task Metadata_PayloadsNotAskedFor_CannotBeRead()
    {
        await _hub.Start();
        var id = (await _hub.Run("noop", "x")).InstanceId;
        var state = (await _hub.Client.GetInstanceAsync(id))!;
        Should.Throw<InvalidOperationException>(() => state.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_ForAnInstanceThatComesLater_Ends()
    {
        await _hub.Start();
        var started = _hub.Client.WaitForInstanceStartAsync("future", CancellationToken.None);
        var finished = _hub.Finished("future");
        await _hub.Schedule("noop", null, "future");
        (await started).InstanceId.ShouldBe("future");
        (await finished).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Wait_EngineStops_Ends()
    {
        await _hub.Start();
        var waiting = _hub.Client.WaitForInstanceCompletionAsync(await _hub.Schedule("wait"), CancellationToken.None);
        await _hub.Stop();
        await Should.ThrowAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task Unsupported_Members_SayTheirName()
    {
        await _hub.Start();
        (await Should.ThrowAsync<NotSupportedException>(() => _hub.Client.RestartAsync("x"))).Message.ShouldContain(
            "Restart"
        );
        (
            await Should.ThrowAsync<NotSupportedException>(() => _hub.Client.RewindInstanceAsync("x", "y"))
        ).Message.ShouldContain("Rewind");
    }
}
