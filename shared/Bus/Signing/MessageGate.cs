using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;

namespace Mothership.Bus.Signing;

/// <summary>
/// Lets genuine messages through to their handlers. What is refused goes to the dead letters and is counted
/// (<c>mothership.bus.refused</c>, by topic and reason); a command that is only stale is ignored, because the
/// compacted topic is full of them and what is still wanted is published again.
/// </summary>
public sealed class MessageGate(
    SigningSettings settings,
    BusKeys keys,
    DeadLetterSender deadLetters,
    TimeProvider time,
    ILogger<MessageGate> logger
)
{
    /// <summary>The name under which refusals are counted.</summary>
    public const string MeterName = "Mothership.Bus";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("mothership.bus.refused");

    /// <summary>Hands a message to its handler if it is genuine. Throws only what the handler throws.</summary>
    public async Task PassAsync(
        BusRecord record,
        Func<BusRecord, CancellationToken, Task> handle,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(handle);
        var (attempts, refusal) = await CheckAsync(record, cancellation).ConfigureAwait(false);
        if (refusal is null)
            await handle(record, cancellation).ConfigureAwait(false);
        else
            await RefuseAsync(record, refusal, attempts, cancellation).ConfigureAwait(false);
    }

    private ValueTask<(int Attempts, ParseFailure? Refusal)> CheckAsync(
        BusRecord record,
        CancellationToken cancellation
    )
    {
        if (!settings.Required)
            return new((1, null));
        return MessageVerifier.ClaimOf(record) is { } claim
            ? CheckAsync(record, claim, cancellation)
            : new((1, new ParseFailure(RefusalReasons.Unsigned, "It has no signature of a region's key.")));
    }

    // Nearly always the key is remembered: then there is nothing to wait for, and nothing to allocate for waiting.
    private async ValueTask<(int Attempts, ParseFailure? Refusal)> CheckAsync(
        BusRecord record,
        SignatureClaim claim,
        CancellationToken cancellation
    )
    {
        var asked = keys.ForCheckingAsync(claim.Region, claim.Number, cancellation);
        return asked.IsCompletedSuccessfully
            ? (1, Verify(record, claim, await asked.ConfigureAwait(false)))
            : await AwaitKeyAsync(record, claim, asked.AsTask(), cancellation).ConfigureAwait(false);
    }

    private async ValueTask<(int Attempts, ParseFailure? Refusal)> AwaitKeyAsync(
        BusRecord record,
        SignatureClaim claim,
        Task<BusKey?> asked,
        CancellationToken cancellation
    )
    {
        BusKey? key = null;
        var (attempts, failed) = await Backoff
            .ForMessages.TryAsync(
                async number =>
                    key = await (
                        number == 1 ? asked : keys.ForCheckingAsync(claim.Region, claim.Number, cancellation).AsTask()
                    ).ConfigureAwait(false),
                _ => true,
                time,
                cancellation
            )
            .ConfigureAwait(false);
        return failed is null
            ? (1, Verify(record, claim, key))
            : (attempts, new(RefusalReasons.KeysUnavailable, failed.Message));
    }

    private ParseFailure? Verify(BusRecord record, SignatureClaim claim, BusKey? key) =>
        MessageVerifier.Check(record, claim, key, time.GetUtcNow(), settings.ToleranceOf(record.Topic));

    private async Task RefuseAsync(BusRecord record, ParseFailure refusal, int attempts, CancellationToken cancellation)
    {
        Refused.Add(1, new("topic", record.Topic), new KeyValuePair<string, object?>("reason", refusal.Reason));
        if (refusal.Reason == RefusalReasons.Stale && record.Topic == Topics.Commands)
            logger.LogDebug("{Topic}@{Offset} is ignored: {Why}", record.Topic, record.Offset, refusal.Detail);
        else
            await deadLetters.TrySendAsync(record, refusal, attempts, cancellation).ConfigureAwait(false);
    }
}
