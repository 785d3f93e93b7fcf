using Microsoft.Azure.Functions.Worker;
using Mothership.Orchestrations.Metering;

namespace Mothership.ControlPlane.Billing;

/// <summary>Has hours billed that are over. It only says «look»; see <see cref="MeteringRollUp"/>.</summary>
public sealed class MeteringTimer(MeteringRollUp rollUp)
{
    /// <summary>Every five minutes, two minutes past, and at the start.</summary>
    [Function("RollUpMetering")]
    public Task RunAsync(
        [TimerTrigger("0 2-59/5 * * * *", RunOnStartup = true)] TimerInfo timer,
        CancellationToken cancellation
    ) => rollUp.RunAsync(cancellation);
}
