using Azure;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Writing;

/// <summary>
/// Tries a conditional write again after a lost race, each time from what is there by then. Whoever loses does so
/// because somebody else won, so the whole makes progress; the bound only keeps one caller from waiting for ever.
/// </summary>
internal sealed class RaceRetry(TimeProvider clock, IIdSource random)
{
    private const int MaxAttempts = 40;
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromMilliseconds(250);

    /// <param name="what">For the error, such as <c>creating cluster lkc-…</c>.</param>
    /// <param name="attempt">Reads, decides and writes; gets how often it was tried before.</param>
    /// <param name="cancellation">Stops trying.</param>
    /// <exception cref="MothershipException">Unavailable: every attempt lost.</exception>
    public async Task<T> RunAsync<T>(
        string what,
        Func<int, CancellationToken, Task<T>> attempt,
        CancellationToken cancellation
    )
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await attempt(tried, cancellation);
            }
            catch (RequestFailedException failure) when (LostRace.Is(failure))
            {
                if (tried + 1 >= MaxAttempts)
                    throw GaveUp(what, failure);
            }
            await Task.Delay(DelayAfter(tried), clock, cancellation);
        }
    }

    private TimeSpan DelayAfter(int tried)
    {
        var longest = Math.Min(_longestDelay.Ticks, _firstDelay.Ticks << Math.Min(tried, 10));
        Span<byte> jitter = stackalloc byte[1];
        random.Fill(jitter);
        return TimeSpan.FromTicks(longest * (jitter[0] + 1) / 256);
    }

    private static MothershipException GaveUp(string what, Exception last) =>
        new(
            ErrorKind.Unavailable,
            [new Fault("busy", "Too many changes at the same time. Repeat the request in a moment.")],
            $"Gave up {what}: lost {MaxAttempts} races in a row.",
            last
        );
}
