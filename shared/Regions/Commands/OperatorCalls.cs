using Microsoft.Extensions.Logging;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;

namespace Mothership.Regions.Commands;

/// <summary>
/// Lets an operator carry out a command: attempt by attempt, each bounded, never two at a time for one resource. What
/// never comes out goes to the dead letters.
/// </summary>
internal sealed class OperatorCalls(
    RegionSettings settings,
    DeadLetterSender deadLetters,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Calls until there is an outcome.</summary>
    /// <param name="record">The command, for the dead letters.</param>
    /// <param name="apply">One attempt.</param>
    /// <param name="refused">The outcome when the operator can't do what is wanted.</param>
    /// <param name="cancellation">The app stops.</param>
    /// <returns>Null when there is nothing to report.</returns>
    public async Task<T?> CarryOutAsync<T>(
        BusRecord record,
        Func<CancellationToken, Task<T?>> apply,
        Func<OperatorException, T> refused,
        CancellationToken cancellation
    )
        where T : class
    {
        T? outcome = null;
        var (attempts, failed) = await Backoff
            .ForMessages.TryAsync(
                async _ => outcome = await AttemptAsync(apply, cancellation).ConfigureAwait(false),
                e => e is not OperatorException { IsTransient: false },
                time,
                cancellation
            )
            .ConfigureAwait(false);
        if (failed is OperatorException { IsTransient: false } refusal)
            return refused(refusal);
        if (failed is not null)
            await SetAsideAsync(record, failed, attempts, cancellation).ConfigureAwait(false);
        return outcome;
    }

    private async Task<T?> AttemptAsync<T>(Func<CancellationToken, Task<T?>> apply, CancellationToken cancellation)
        where T : class
    {
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var applying = apply(givingUp.Token);
        // Most operators have the answer at once; only for the others a timer is worth its while.
        if (applying.IsCompleted)
            return await applying.ConfigureAwait(false);
        try
        {
            return await applying.WaitAsync(settings.AttemptTimeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (!applying.IsCompleted)
        {
            await givingUp.CancelAsync().ConfigureAwait(false);
            // It has to be over before the next attempt: two at a time could build and tear down the same resource.
            await ((Task)applying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new TimeoutException($"The operator took longer than {settings.AttemptTimeout}.", e);
        }
    }

    private Task SetAsideAsync(BusRecord record, Exception failed, int attempts, CancellationToken cancellation)
    {
        logger.LogError(failed, "The operator failed {Attempts} times on {Resource}", attempts, record.KeyText);
        var reason = failed is OperatorException known ? known.Reason : "operator_error";
        return deadLetters.TrySendAsync(record, new(reason, failed.Message), attempts, cancellation);
    }
}
