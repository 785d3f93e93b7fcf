using Microsoft.Extensions.Logging;
using Mothership.Domain.Billing;
using Mothership.Domain.Metering;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Metering;

/// <summary>
/// Bills the hours that are over: one usage event for each hour and meter, and corrections for what comes later. What
/// is to be appended is written into the hour first, and appended again by whoever comes next: so it may run any number
/// of times, at the same time, and be killed anywhere.
/// </summary>
public sealed class MeteringRollUp(
    IMeteringStore metering,
    IBillingEventStore events,
    IPriceBook prices,
    TimeProvider time,
    ILogger<MeteringRollUp> logger
)
{
    /// <summary>How long an hour waits for minutes after its end, and after its last minute came.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>Bills all hours that are due.</summary>
    /// <returns>How many could not be billed this time.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var failed = 0;
        await foreach (var due in metering.DueAsync(time.GetUtcNow() - Grace, cancellation))
            try
            {
                await BillAsync(due, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++;
                logger.LogError(e, "{Hour} of {Resource} could not be billed this time", due.Start, due.Resource);
            }
        return failed;
    }

    private async Task BillAsync(DueHour due, CancellationToken cancellation)
    {
        var scope = SystemScope.For(due.Organization);
        if (await metering.FindAsync(scope, due.Resource, due.Start, cancellation) is { } stored)
        {
            var hour = stored.Value;
            // What a crash has left.
            await AppendAsync(scope, hour, cancellation);
            var billed = hour.Billed(prices);
            if (billed != hour)
            {
                await metering.SaveAsync(scope, billed, stored.ETag, cancellation);
                await AppendAsync(scope, billed, cancellation);
            }
        }
        await metering.SettleAsync(scope, due, cancellation);
    }

    private Task AppendAsync(TenantScope scope, MeteredHour hour, CancellationToken cancellation) =>
        hour.Tallies.Count == 0 ? Task.CompletedTask : events.AppendManyAsync(scope, hour.LastEvents(), cancellation);
}
