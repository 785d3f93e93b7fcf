namespace Mothership.Bus.Signing;

/// <summary>Signs messages. Pure.</summary>
public static class MessageSigner
{
    /// <summary>The message with its signature, which says when and with which key, in a header.</summary>
    public static BusMessage Sign(BusMessage message, BusKey key, DateTimeOffset issuedAt)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(key);
        var time = issuedAt.ToUnixTimeMilliseconds();
        Span<byte> digest = stackalloc byte[CanonicalForm.DigestLength];
        CanonicalForm.Sign(key, message, time, digest);
        return message with
        {
            Headers = [.. message.Headers, new(BusHeaders.Signature, SignatureText.Write(time, key.Number, digest))],
        };
    }
}
