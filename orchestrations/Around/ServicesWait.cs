using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Around;

/// <summary>Waits until the services of a cluster that goes are gone.</summary>
internal static class ServicesWait
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    /// <summary>The step: looks again and again, ever less often.</summary>
    public static async Task<StepResult> AwaitAsync(Saga saga)
    {
        var context = saga.Context;
        var begun = context.CurrentUtcDateTime;
        for (var wait = FirstWait; ; wait *= 2)
        {
            var result = await saga.CallAsync(nameof(RetireServices), StepNames.RetireServices);
            if (result.Verdict != StepVerdict.Waiting)
                return result;
            var patience = result.Patience!;
            if (context.CurrentUtcDateTime - begun >= patience.RegionTimeout)
                return StepResult.Failed(
                    "region_timeout",
                    $"The services of {saga.Input.Cluster} were not gone within {patience.RegionTimeout:c}."
                );
            wait = wait < patience.RepublishInterval ? wait : patience.RepublishInterval;
            await context.CreateTimer(wait, CancellationToken.None);
        }
    }
}
