using Microsoft.DurableTask;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Steps;

/// <summary>Waits until a region has made of a desired state what it can.</summary>
internal static class RegionWait
{
    /// <summary>
    /// The event that wakes the operation which waits for a generation. Only a wake-up: the store has the truth.
    /// </summary>
    public static string EventOf(long generation) => $"observed-{generation}";

    /// <summary>
    /// The step: looks into the store after each wake-up, and tells the region again whenever an interval has passed.
    /// </summary>
    /// <param name="saga">Its patience is known: the desired state has been published.</param>
    public static async Task<StepResult> AwaitAsync(Saga saga)
    {
        var patience = saga.Patience ?? throw new InvalidOperationException("Nothing was published yet.");
        var context = saga.Context;
        var deadline = context.CurrentUtcDateTime + patience.RegionTimeout;
        var wakeUp = context.WaitForExternalEvent<string>(EventOf(saga.Input.Generation));
        for (var published = 1; ; )
        {
            var remaining = deadline - context.CurrentUtcDateTime;
            await WakeUpOrTimeAsync(saga, wakeUp, Shorter(patience.RepublishInterval, remaining));
            var observe = saga.Input.Service is null ? nameof(ObserveRegion) : nameof(ObserveService);
            var result = await saga.CallAsync(observe, StepNames.AwaitRegion);
            if (result.Verdict != StepVerdict.Waiting)
                return result;
            if (context.CurrentUtcDateTime >= deadline)
                return TimedOut(saga, patience);
            // A waiter that still waits is kept: one that is cancelled could swallow the next event.
            if (wakeUp.IsCompleted)
                wakeUp = context.WaitForExternalEvent<string>(EventOf(saga.Input.Generation));
            else if (await RepublishAsync(saga, ++published) is { Verdict: not StepVerdict.Done } over)
                return over;
        }
    }

    /// <summary>
    /// Of a deletion: what it takes over from would find out by itself at its next look; this only saves its customer
    /// the wait.
    /// </summary>
    public static void WakeWhatIsSuperseded(TaskOrchestrationContext context)
    {
        if (context.GetInput<OperationInput>() is not { Generation: > 1 } input)
            return;
        var before = input.Generation - 1;
        var operation = input.Service is { } service
            ? OperationId.For(new ServiceId(service), before)
            : OperationId.For(new ClusterId(input.Cluster), before);
        context.SendEvent(operation.Value, EventOf(before), "superseded");
    }

    private static async Task WakeUpOrTimeAsync(Saga saga, Task wakeUp, TimeSpan longest)
    {
        if (longest <= TimeSpan.Zero)
            return;
        using var stop = new CancellationTokenSource();
        var timer = saga.Context.CreateTimer(longest, stop.Token);
        await Task.WhenAny(wakeUp, timer);
        // A timer left open would keep the instance running until it fires. Cancelled on the orchestrator's own thread.
#pragma warning disable CA1849
        stop.Cancel();
#pragma warning restore CA1849
    }

    private static Task<StepResult> RepublishAsync(Saga saga, int times)
    {
        var publish = saga.Input.Service is null ? nameof(PublishDesiredState) : nameof(PublishService);
        return saga.CallAsync(publish, StepNames.AwaitRegion, failure: null, times);
    }

    private static StepResult TimedOut(Saga saga, Patience patience) =>
        StepResult.Failed(
            "region_timeout",
            $"The region did not confirm generation {saga.Input.Generation} of "
                + $"{saga.Input.Service ?? saga.Input.Cluster} within {patience.RegionTimeout:c}."
        );

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
