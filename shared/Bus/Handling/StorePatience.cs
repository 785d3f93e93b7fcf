namespace Mothership.Bus.Handling;

/// <summary>
/// How patiently a message's handler waits for a store that is away: an outage of a minute costs time and no message. A
/// message that fails while others succeed is not waited for any longer than <see cref="Backoff.ForMessages"/> says.
/// </summary>
public sealed class StorePatience(TimeProvider time)
{
    // All messages wait this long together, and the rest of a batch then goes quickly: far below the time after which a
    // consumer is evicted.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private long _successes;
    private long? _awaySince;

    /// <summary>Tries until it works, or waiting has no point any more.</summary>
    /// <param name="attempt">What is tried.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>How many attempts it took, and the last failure; null when it worked.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<(int Attempts, Exception? Failure)> TryAsync(Func<Task> attempt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var before = Interlocked.Read(ref _successes);
        for (var number = 1; ; number++)
        {
            try
            {
                await attempt().ConfigureAwait(false);
                Worked();
                return (number, null);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                if (!IsWorthWaiting(number, before))
                    return (number, e);
            }
            await Task.Delay(Backoff.ForMessages.WaitAfter(number), time, cancellation).ConfigureAwait(false);
        }
    }

    private void Worked()
    {
        lock (_gate)
            (_successes, _awaySince) = (_successes + 1, null);
    }

    private bool IsWorthWaiting(int number, long before)
    {
        lock (_gate)
        {
            _awaySince ??= time.GetTimestamp();
            if (number < Backoff.ForMessages.Attempts)
                return true;
            return _successes == before && time.GetElapsedTime(_awaySince.Value) < Bound;
        }
    }
}
