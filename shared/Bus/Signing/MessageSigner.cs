using System.Globalization;
using System.Text;

namespace Mothership.Bus.Signing;

/// <summary>Signs messages. Pure.</summary>
public static class MessageSigner
{
    /// <summary>The message with the time, the key's number and the signature in its headers.</summary>
    public static BusMessage Sign(BusMessage message, BusKey key, DateTimeOffset issuedAt)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(key);
        List<KeyValuePair<string, string>> headers =
        [
            .. message.Headers,
            new(BusHeaders.IssuedAt, Text(issuedAt.ToUnixTimeMilliseconds())),
            new(BusHeaders.KeyNumber, Text(key.Number)),
        ];
        Span<byte> signature = stackalloc byte[CanonicalForm.SignatureLength];
        CanonicalForm.Sign(key, message, headers, signature);
        headers.Add(new(BusHeaders.Signature, Encoding.ASCII.GetString(signature)));
        return message with { Headers = headers };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
