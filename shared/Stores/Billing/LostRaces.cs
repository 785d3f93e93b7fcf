using Azure;
using Mothership.Domain.Errors;

namespace Mothership.Stores.Billing;

/// <summary>Repeats what lost a race against another writer, each time from what is there by then.</summary>
internal static class LostRaces
{
    // Whoever loses does so because somebody else won, so the whole makes progress; the bound only catches what can
    // never win.
    private const int MaxAttempts = 200;

    /// <summary>Repeats until an attempt gets through.</summary>
    /// <exception cref="MothershipException">Unavailable: none did.</exception>
    public static Task<T> RetryAsync<T>(string what, Func<Task<T>> attempt) => RetryAsync(what, _ => attempt());

    /// <summary>Repeats until an attempt gets through; attempts are counted from 1.</summary>
    /// <exception cref="MothershipException">Unavailable: none did.</exception>
    public static async Task<T> RetryAsync<T>(string what, Func<int, Task<T>> attempt)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await attempt(tried);
            }
            catch (RequestFailedException lost) when (BillingTables.IsLostRace(lost))
            {
                if (tried == MaxAttempts)
                    throw new MothershipException(
                        ErrorKind.Unavailable,
                        [new Fault("busy", "Too many changes at the same time. Repeat the request in a moment.")],
                        $"Gave up {what}: lost {MaxAttempts} races in a row.",
                        lost
                    );
            }
            await Task.Yield();
        }
    }
}
