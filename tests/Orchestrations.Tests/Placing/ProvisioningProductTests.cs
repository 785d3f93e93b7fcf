using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Orchestrations.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.Orchestrations.Tests.Placing;

/// <summary>
/// Promise P4: every call of every activity of every saga of provisioning, undos included, fails before and after its
/// work, runs twice, and has its process killed before it and between its work and the checkpoint. Always the saga ends
/// as it would have, and nothing is left that no cluster accounts for, room included.
/// </summary>
public sealed class ProvisioningProductTests(ITestOutputHelper output)
{
    public enum Trouble
    {
        FailsBefore,
        FailsAfter,
        RunsTwice,
        KilledBefore,
        KilledAfter,
    }

    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Saga_EachCallInEachTrouble_EndsReadyOrAsIfNothingHadBeen(string name)
    {
        var scenario = Scenario.All.Single(s => s.Name == name);
        var options = new CloudOptions
        {
            Pools = Scenario.Pools,
            MayBeKilled = true,
            Settings = { ["Provisioning:RegionTimeout"] = "00:00:11" },
        };
        await using var cloud = await Cloud.StartAsync(options);
        var calls = await UndisturbedAsync(cloud, scenario);
        calls.ShouldBeGreaterThan(3);
        var (runs, kills) = (0, 0);
        cloud.Died += () => kills++;
        for (var call = 1; call <= calls; call++)
            foreach (var trouble in Enum.GetValues<Trouble>())
            {
                await RunAsync(cloud, scenario, call, trouble);
                runs++;
            }
        // Twice as many, but for the one after all is done, which comes or not. On a slow machine a run may lack a call
        // that another had, which asked the region once more: then there is nothing to die in.
        kills.ShouldBeGreaterThan(calls / 2);
        output.WriteLine($"{name}: {calls} calls, {runs} troubles, {kills} of them deaths; nothing orphaned");
    }

    // On a busy machine the clock may be moved while the region is at work, and it is asked once more. Not always.
    private static async Task<int> UndisturbedAsync(Cloud cloud, Scenario scenario)
    {
        var least = int.MaxValue;
        for (var run = 0; run < 3; run++)
            least = Math.Min(least, await RunAsync(cloud, scenario, call: 0, trouble: null));
        return least;
    }

    private static async Task<int> RunAsync(Cloud cloud, Scenario scenario, int call, Trouble? trouble)
    {
        var id = await scenario.PrepareAsync(cloud);
        scenario.Begin(cloud);
        var first = cloud.Faults.Calls;
        var death = Plan(cloud, first + call, trouble);
        var asked = await scenario.Ask(cloud, id);
        var killed = death is null ? Task.CompletedTask : KillAsync(cloud, death);
        var operation = await cloud.FinishedAsync(asked);
        var state = $"{scenario}, call {call} {trouble}: {operation}";
        operation.Status.ShouldBe(scenario.Succeeds ? OperationStatus.Succeeded : OperationStatus.Failed, state);
        // Death may only come when all is done: between the last work and its checkpoint.
        if (death is not null && await Task.WhenAny(death.Task, Task.Delay(TimeSpan.FromSeconds(2))) == death.Task)
            await killed;
        await EndedAsync(cloud, operation);
        var calls = cloud.Faults.Calls - first;
        cloud.Faults.AtBoundary = static _ => Task.CompletedTask;
        await cloud.Region.ComeUpAsync();
        await CleanSlate.ReachedAsync(cloud);
        await ClearAsync(cloud, operation.Cluster!.Value);
        return calls;
    }

    // A call may have failed after it had ended the operation; its next attempt takes time.
    private static Task EndedAsync(Cloud cloud, Operation operation) =>
        cloud.UntilAsync(
            async () => await cloud.Client.GetInstanceAsync($"{operation.Id}") is { IsCompleted: true },
            async () => $"{await cloud.Client.GetInstanceAsync($"{operation.Id}")}"
        );

    // What the next run begins with is what the first began with: nothing.
    private static async Task ClearAsync(Cloud cloud, ClusterId id)
    {
        cloud.Region.Operator.Refusal = static _ => null;
        if (await cloud.FindAsync(id) is not null)
            (await cloud.FinishedAsync(await cloud.DeleteAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);
        await CleanSlate.ReachedAsync(cloud);
        (await cloud.FindAsync(id)).ShouldBeNull();
    }

    private static TaskCompletionSource? Plan(Cloud cloud, int call, Trouble? trouble)
    {
        if (trouble is not (Trouble.KilledBefore or Trouble.KilledAfter))
        {
            if (trouble is { } mishap)
                cloud.Faults.PlanCall(call, (Mishap)mishap);
            return null;
        }
        var death = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Each call has two boundaries, and one call follows the other.
        var at = cloud.Faults.Boundaries + 2 * (call - cloud.Faults.Calls) - (trouble == Trouble.KilledBefore ? 1 : 0);
        cloud.Faults.AtBoundary = number =>
        {
            if (number != at)
                return Task.CompletedTask;
            death.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        return death;
    }

    private static async Task KillAsync(Cloud cloud, TaskCompletionSource death)
    {
        await death.Task;
        await cloud.KillAndRestartAsync();
    }
}
