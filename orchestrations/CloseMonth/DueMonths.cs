using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>
/// Looks which months are over and not closed, and starts closing them. What is due comes from the table alone, so it
/// makes no difference whether this runs late, twice, too early or at the same time somewhere else.
/// </summary>
public sealed class DueMonths(IOpenMonths open, BillingOptions options, TimeProvider clock, ILogger<DueMonths> logger)
{
    /// <summary>Starts what is due.</summary>
    /// <returns>The months that are due, in order.</returns>
    public async Task<IReadOnlyList<BillingMonth>> StartAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var past = await open.BeforeAsync(BillingMonth.Of(now), cancellation);
        var due = past.Where(month => options.DueAt(month) <= now).ToList();
        foreach (var month in due)
            await StartAsync(client, month, cancellation);
        return due;
    }

    private async Task StartAsync(DurableTaskClient client, BillingMonth month, CancellationToken cancellation)
    {
        // A finished instance is replaced on purpose: what is still open then has failed before or has become due
        // again.
        var options = new StartOrchestrationOptions(CloseMonthInput.InstanceIdOf(month));
        try
        {
            var input = new CloseMonthInput(month.ToString());
            await client.ScheduleNewOrchestrationInstanceAsync(
                CloseMonthOrchestrator.Name,
                input,
                options,
                cancellation
            );
            logger.LogInformation("Closing {Month}", month);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is being closed.
        }
    }
}
