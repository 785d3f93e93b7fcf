using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Http;

/// <summary>Repeats a read, decide and write that somebody else got in between of.</summary>
internal static class Contention
{
    private const int Attempts = 8;

    /// <summary>
    /// Runs <paramref name="attempt"/>, which reads anew each time, until no other write comes in between. A caller's
    /// If-Match is checked within, so it then fails by itself.
    /// </summary>
    /// <exception cref="StaleWriteException">Others were faster each time.</exception>
    internal static async Task<T> RetryAsync<T>(Func<Task<T>> attempt)
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
