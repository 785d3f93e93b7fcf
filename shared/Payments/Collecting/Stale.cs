using Mothership.Domain.Ports;

namespace Mothership.Payments.Collecting;

/// <summary>Repeats a read, decide and write that somebody else got in between of.</summary>
internal static class Stale
{
    private const int Attempts = 20;

    /// <summary>
    /// Runs <paramref name="attempt"/>, which reads anew each time, until no other write comes between.
    /// </summary>
    /// <exception cref="StaleWriteException">Others were faster each time.</exception>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> attempt)
    {
        for (var left = Attempts; ; left--)
        {
            try
            {
                return await attempt();
            }
            catch (StaleWriteException) when (left > 1)
            {
                // Read it again and decide anew.
            }
        }
    }
}
