using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Reconcile;

/// <summary>
/// Once an hour: removes the answers of idempotency keys that have expired. A missed run only costs space.
/// </summary>
public sealed class IdempotencySweepFunction(IIdempotencyStore answers)
{
    /// <summary>Looks for expired answers.</summary>
    [Function("SweepIdempotencyKeys")]
    public Task RunAsync([TimerTrigger("0 20 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        answers.SweepAsync(cancellation);
}
