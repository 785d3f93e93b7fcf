using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Durable.Tests;

public sealed class BasicsTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private sealed record Order(string Name, int Count);

    [Fact]
    public async Task Orchestrator_InputAndOutputRecords_AreConverted()
    {
        _hub.Orchestrator("echo", c => Task.FromResult<object?>(c.GetInput<Order>()! with { Count = 2 }));
        await _hub.Start();
        var state = await _hub.Run("echo", new Order("a", 1));
        state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        state.ReadInputAs<Order>().ShouldBe(new Order("a", 1));
        state.ReadOutputAs<Order>().ShouldBe(new Order("a", 2));
    }

    [Fact]
    public async Task Orchestrator_NameInOtherCase_IsFound()
    {
        _hub.Orchestrator("Echo", c => Task.FromResult<object?>(c.Name.Name));
        await _hub.Start();
        (await _hub.Run("eCHO")).ReadOutputAs<string>().ShouldBe("eCHO");
    }

    [Fact]
    public async Task Orchestrator_Missing_FailsTheInstance()
    {
        await _hub.Start();
        var state = await _hub.Run("nobody");
        state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        state.FailureDetails!.ErrorMessage.ShouldContain("nobody");
    }

    [Fact]
    public async Task Orchestrator_Throws_FailsWithTheExceptionsDetails()
    {
        _hub.Orchestrator("bad", _ => throw new InvalidDataException("no", new FormatException("inner")));
        await _hub.Start();
        var failure = (await _hub.Run("bad")).FailureDetails!;
        failure.IsCausedBy<IOException>().ShouldBeFalse();
        failure.IsCausedBy<InvalidDataException>().ShouldBeTrue();
        failure.ErrorMessage.ShouldBe("no");
        failure.InnerFailure!.ErrorMessage.ShouldBe("inner");
    }

    [Fact]
    public async Task Activity_Throws_ReachesTheOrchestratorAsTaskFailedException()
    {
        _hub.Activity<int>("bad", _ => throw new ArgumentException("seven"));
        _hub.Orchestrator(
            "catch",
            async c =>
            {
                var e = (await Caught.By<TaskFailedException>(c.CallActivityAsync("bad", 1)))!;
                return $"{e.TaskName} {e.TaskId} {e.FailureDetails.IsCausedBy<ArgumentException>()} {e.Message}";
            }
        );
        await _hub.Start();
        var output = (await _hub.Run("catch")).ReadOutputAs<string>();
        output.ShouldBe("bad 0 True Task 'bad' (#0) failed with an unhandled exception: seven");
    }

    [Fact]
    public async Task Activity_FailureNotCaught_FailsTheInstanceWithTheCauseInside()
    {
        _hub.Activity<int>("bad", _ => throw new ArgumentException("seven"));
        _hub.Orchestrator("pass", async c => await c.CallActivityAsync<int>("bad", 1));
        await _hub.Start();
        var failure = (await _hub.Run("pass")).FailureDetails!;
        failure.ErrorType.ShouldBe("Microsoft.DurableTask.TaskFailedException");
        failure.InnerFailure!.ErrorType.ShouldBe("System.ArgumentException");
    }

    [Fact]
    public async Task Activity_Missing_FailsOnceHoweverManyRetries()
    {
        _hub.Orchestrator(
            "call",
            async c =>
            {
                var options = TaskOptions.FromRetryPolicy(new RetryPolicy(9, TimeSpan.FromHours(1)));
                await c.CallActivityAsync("nobody", options);
                return null;
            }
        );
        await _hub.Start();
        (await _hub.Run("call")).FailureDetails!.ErrorMessage.ShouldContain("nobody");
    }

    [Fact]
    public async Task Activity_Context_NamesInstanceAndVersion()
    {
        _hub.Tasks.AddActivity(
            "who",
            null,
            (c, input, _) => Task.FromResult<object?>($"{c.Name.Name} {c.InstanceId} {c.Version} {input is null}")
        );
        _hub.Orchestrator("ask", async c => await c.CallActivityAsync<string>("who", 5));
        await _hub.Start();
        var options = new StartOrchestrationOptions("i-1") { Version = "2.1" };
        var id = await _hub.Client.ScheduleNewOrchestrationInstanceAsync("ask", null, options);
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("who i-1 2.1 True");
    }

    [Fact]
    public async Task Activities_HundredAtOnce_AllCountAndRunSideBySide()
    {
        using var both = new Barrier(2);
        _hub.Activity<int>(
            "square",
            n =>
            {
                if (n is 1 or 2)
                    both.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
                return n * n;
            }
        );
        _hub.Orchestrator(
            "fan",
            async c =>
                (await Task.WhenAll(Enumerable.Range(1, 100).Select(n => c.CallActivityAsync<int>("square", n)))).Sum()
        );
        await _hub.Start();
        (await _hub.Run("fan")).ReadOutputAs<int>().ShouldBe(338_350);
    }

    [Fact]
    public async Task CustomStatus_WhileRunning_IsSeenByTheClient()
    {
        _hub.Orchestrator(
            "status",
            async c =>
            {
                c.SetCustomStatus(new Order("half", 1));
                await c.WaitForExternalEvent<string>("go");
                c.SetCustomStatus("done");
                return null;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("status");
        var state = await _hub.Until(id, s => s.SerializedCustomStatus is not null);
        state.ReadCustomStatusAs<Order>().ShouldBe(new Order("half", 1));
        state.IsRunning.ShouldBeTrue();
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        (await _hub.Finished(id)).ReadCustomStatusAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task Tags_OfTheStart_AreReturned()
    {
        _hub.Orchestrator("noop", _ => Task.FromResult<object?>(null));
        await _hub.Start();
        var options = new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["org"] = "o-1" } };
        var id = await _hub.Client.ScheduleNewOrchestrationInstanceAsync("noop", options);
        (await _hub.Finished(id)).Tags.ShouldBe(options.Tags);
    }

    [Fact]
    public async Task Version_OfTheStart_IsComparedInTheOrchestrator()
    {
        _hub.Orchestrator(
            "v",
            c =>
                Task.FromResult<object?>(
                    new[] { c.CompareVersionTo("1.9"), c.CompareVersionTo("1.10"), c.CompareVersionTo("2") }
                )
        );
        await _hub.Start();
        var options = new StartOrchestrationOptions { Version = "1.10" };
        var id = await _hub.Client.ScheduleNewOrchestrationInstanceAsync("v", options);
        (await _hub.Finished(id)).ReadOutputAs<int[]>()!.Select(Math.Sign).ShouldBe([1, 0, -1]);
    }

    [Fact]
    public async Task NewGuid_FirstOfAnInstance_IsTheOfficialOne()
    {
        _hub.Orchestrator("guid", c => Task.FromResult<object?>(new[] { c.NewGuid(), c.NewGuid() }));
        await _hub.Start();
        var guids = (await _hub.Run("guid", null, "known")).ReadOutputAs<Guid[]>()!;
        // SHA-1 of the namespace 9e952958-5e33-4daf-827f-2fa12937b875 and "known_2026-03-15T12:00:00.0000000Z_0", as
        // version 5.
        guids[0].ShouldBe(Expected("known_2026-03-15T12:00:00.0000000Z_0"));
        guids[1].ShouldBe(Expected("known_2026-03-15T12:00:00.0000000Z_1"));
    }

    private static Guid Expected(string name)
    {
        var space = Convert.FromHexString("9e9529585e334daf827f2fa12937b875");
        var hash = System.Security.Cryptography.SHA1.HashData([.. space, .. System.Text.Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return Guid.ParseExact(Convert.ToHexString(hash.AsSpan(0, 16)), "N");
    }

    [Fact]
    public async Task Activity_UntypedResult_IsJson()
    {
        _hub.Activity<int>("pair", n => new { n });
        _hub.Orchestrator("raw", async c => ((JsonElement)await c.CallActivityAsync<object>("pair", 3)).GetRawText());
        await _hub.Start();
        (await _hub.Run("raw")).ReadOutputAs<string>().ShouldBe("""{"n":3}""");
    }

    [Fact]
    public async Task Activity_OptionsGivenAsInput_AreRefused()
    {
        _hub.Orchestrator("oops", async c => await c.CallActivityAsync<int>("x", (object)new TaskOptions()));
        await _hub.Start();
        (await _hub.Run("oops")).FailureDetails!.IsCausedBy<ArgumentException>().ShouldBeTrue();
    }
}
