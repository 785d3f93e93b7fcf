using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>
/// Looks which months are over and not closed, and has them closed one after another, the oldest first: an
/// organisation's months can only be closed in order, so months side by side would only get into each other's way. What
/// is due comes from the table alone, so it makes no difference whether this runs late, twice, too early or at the same
/// time somewhere else.
/// </summary>
public sealed class DueMonths(IOpenMonths open, BillingOptions options, TimeProvider clock, ILogger<DueMonths> logger)
{
    /// <summary>Starts the oldest month that is due, unless one that is due is under way.</summary>
    /// <returns>The months that are due, in order.</returns>
    public async Task<IReadOnlyList<BillingMonth>> StartAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var due = await DueAsync(cancellation);
        if (due.Count > 0 && !await IsUnderWayAsync(client, due, cancellation))
            await StartAsync(client, due[0], cancellation);
        return due;
    }

    /// <summary>Starts the first month after another that is due. What that one has left open does not matter: it is
    /// tried again at the next look, and nobody else has to wait for it.</summary>
    /// <returns>The month that is under way now; null when none is due.</returns>
    public async Task<BillingMonth?> StartNextAsync(
        DurableTaskClient client,
        BillingMonth after,
        CancellationToken cancellation
    )
    {
        foreach (var month in await DueAsync(cancellation))
        {
            if (month <= after)
                continue;
            await StartAsync(client, month, cancellation);
            return month;
        }
        return null;
    }

    private async Task<List<BillingMonth>> DueAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var past = await open.BeforeAsync(BillingMonth.Of(now), cancellation);
        return [.. past.Where(month => options.DueAt(month) <= now)];
    }

    private static async Task<bool> IsUnderWayAsync(
        DurableTaskClient client,
        List<BillingMonth> due,
        CancellationToken cancellation
    )
    {
        foreach (var month in due)
            if (
                await client.GetInstanceAsync(CloseMonthInput.InstanceIdOf(month), cancellation) is
                { IsCompleted: false }
            )
                return true;
        return false;
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
