using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Mothership.Bus.Signing;

/// <summary>
/// The header <see cref="BusHeaders.Signature"/>: <c>t=TIME,k=KEY,v1=DIGEST</c> with the time in milliseconds since
/// 1970, the key's number (both decimal, from 1) and the digest of <see cref="CanonicalForm"/>. One header for all
/// three, because every region pays for each header of each message.
/// </summary>
internal readonly ref struct SignatureText
{
    private const int MostKeys = 999_999;

    // The whole range of a DateTimeOffset in milliseconds, but for a day at its ends.
    private const long LatestTime = 253_402_200_000_000;

    private SignatureText(long issuedAt, int keyNumber, ReadOnlySpan<byte> digest)
    {
        (IssuedAt, KeyNumber) = (issuedAt, keyNumber);
        Digest = digest;
    }

    /// <summary>Milliseconds since 1970.</summary>
    public long IssuedAt { get; }

    /// <summary>The number of the region's key.</summary>
    public int KeyNumber { get; }

    /// <summary>As it came: whether it is a digest is found out by comparing it.</summary>
    public ReadOnlySpan<byte> Digest { get; }

    /// <summary>The header's value.</summary>
    public static string Write(long issuedAt, int keyNumber, ReadOnlySpan<byte> digest) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"t={issuedAt},k={keyNumber},v1={Encoding.ASCII.GetString(digest)}"
        );

    /// <summary>
    /// Takes a header's value apart: as <see cref="Write"/> writes it and in no other way, so that one message has one
    /// form.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SignatureText parsed)
    {
        parsed = default;
        if (
            !TryTake(ref text, "t="u8, LatestTime, out var issuedAt)
            || !TryTake(ref text, ",k="u8, MostKeys, out var number)
            || !text.StartsWith(",v1="u8)
        )
            return false;
        parsed = new(issuedAt, (int)number, text[",v1="u8.Length..]);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> label, long most, out long number)
    {
        number = 0;
        if (!text.StartsWith(label))
            return false;
        var digits = text[label.Length..];
        // A sign, a zero or a space in front would be another way to write it.
        if (
            digits.IsEmpty
            || digits[0] is < (byte)'1' or > (byte)'9'
            || !Utf8Parser.TryParse(digits, out number, out var length)
            || number > most
        )
            return false;
        text = digits[length..];
        return true;
    }
}
