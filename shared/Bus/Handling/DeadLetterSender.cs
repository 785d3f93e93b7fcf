using Microsoft.Extensions.Logging;
using Mothership.Bus.Records;

namespace Mothership.Bus.Handling;

/// <summary>
/// Puts what can't be handled on the dead letters. Never throws: a consumer must not be held up by it.
/// </summary>
public sealed class DeadLetterSender(IBus bus, TimeProvider time, ILogger<DeadLetterSender> logger)
{
    /// <summary>Sets a message aside.</summary>
    /// <returns>Whether the bus has it; if not, the log has it.</returns>
    public async Task<bool> TrySendAsync(
        BusRecord record,
        ParseFailure failure,
        int attempts,
        CancellationToken cancellation
    )
    {
        logger.LogWarning(
            "Dead letter: {Topic}/{Partition}@{Offset} key {Key}: {Reason}: {Detail} after {Attempts} attempts",
            record.Topic,
            record.Partition,
            record.Offset,
            record.KeyText,
            failure.Reason,
            failure.Detail,
            attempts
        );
        try
        {
            var (_, lost) = await Backoff
                .ForMessages.TryAsync(
                    _ => bus.PublishAsync(DeadLetter.Of(record, failure, attempts), cancellation),
                    e => e is BusUnavailableException,
                    time,
                    cancellation
                )
                .ConfigureAwait(false);
            if (lost is not null)
                logger.LogError(lost, "The dead letters did not take {Topic}@{Offset}", record.Topic, record.Offset);
            return lost is null;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
