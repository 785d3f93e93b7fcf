using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Mothership.Local.Host;

/// <summary>When a failed invocation is repeated, by the retry attributes' rules.</summary>
internal static class Retries
{
    internal static bool Allow(RetryAttribute retry, int attempt) =>
        retry.MaxRetryCount == -1 || attempt < retry.MaxRetryCount;

    internal static async Task WaitAsync(RetryAttribute retry, int attempt, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            await Task.Delay(Delay(retry, attempt), clock, stop);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the next attempt is the last, and its outcome counts.
        }
    }

    /// <summary>The wait after an attempt, the first of which is 0.</summary>
    internal static TimeSpan Delay(RetryAttribute retry, int attempt)
    {
        if (retry is not ExponentialBackoffRetryAttribute growing)
            return Parse(((FixedDelayRetryAttribute)retry).DelayInterval);
        var (least, most) = (Parse(growing.MinimumInterval), Parse(growing.MaximumInterval));
        var doublings = Math.Min(attempt, 30);
        var grown = least.Ticks > most.Ticks >> doublings ? most.Ticks : least.Ticks << doublings;
        return TimeSpan.FromTicks(Math.Min(grown, most.Ticks));
    }

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
