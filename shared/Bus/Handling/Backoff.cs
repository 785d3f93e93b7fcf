namespace Mothership.Bus.Handling;

/// <summary>How often and how patiently something is tried.</summary>
/// <param name="Attempts">The most attempts, at least 1.</param>
/// <param name="First">The wait after the first failure; it doubles with each further one.</param>
/// <param name="Longest">The longest wait.</param>
public sealed record Backoff(int Attempts, TimeSpan First, TimeSpan Longest)
{
    /// <summary>
    /// For message handlers: gives a short outage a chance and stays far below the time after which a consumer is
    /// evicted.
    /// </summary>
    public static Backoff ForMessages { get; } = new(6, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3));

    /// <summary>Tries until it works, the failure is not worth another try, or the attempts are used up.</summary>
    /// <param name="attempt">Gets the number of the attempt, from 1.</param>
    /// <param name="isTransient">Whether another try may succeed.</param>
    /// <param name="time">For the waits.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>How many attempts it took, and the last failure; null when it worked.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<(int Attempts, Exception? Failure)> TryAsync(
        Func<int, Task> attempt,
        Func<Exception, bool> isTransient,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        for (var number = 1; ; number++)
        {
            try
            {
                await attempt(number).ConfigureAwait(false);
                return (number, null);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                if (number >= Attempts || !isTransient(e))
                    return (number, e);
            }
            await Task.Delay(WaitAfter(number), time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The wait after so many failures.</summary>
    public TimeSpan WaitAfter(int failures)
    {
        var doubled = First * (1L << Math.Min(failures - 1, 30));
        return doubled < Longest ? doubled : Longest;
    }
}
