using Mothership.Domain.Fleet;

namespace Mothership.Bus.Signing;

/// <summary>
/// Signs what is published with the key of the region that it is for or from. Dead letters stay as they are: they carry
/// the signature that the message had.
/// </summary>
public sealed class SigningBus(IBus bus, BusKeys keys, TimeProvider time) : IBus
{
    /// <inheritdoc/>
    public async Task PublishAsync(BusMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        await bus.PublishAsync(
                message.Topic == Topics.DeadLetters
                    ? message
                    : await SignAsync(message, cancellation).ConfigureAwait(false),
                cancellation
            )
            .ConfigureAwait(false);
    }

    private async Task<BusMessage> SignAsync(BusMessage message, CancellationToken cancellation)
    {
        // What names no region is nobody's, and whoever reads it says so.
        if (!RegionId.TryParse($"{Find(message, BusHeaders.Cloud)}/{Find(message, BusHeaders.Region)}", out var region))
            return message;
        BusKey? key;
        try
        {
            key = await keys.ForSigningAsync(region, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new BusUnavailableException($"The key of {region} can't be had: {e.Message}", e);
        }
        return key is null
            ? throw new BusUnavailableException($"The vault has no key to sign messages of {region} with.")
            : MessageSigner.Sign(message, key, time.GetUtcNow());
    }

    private static string? Find(BusMessage message, string name)
    {
        foreach (var header in message.Headers)
            if (header.Key == name)
                return header.Value;
        return null;
    }
}
