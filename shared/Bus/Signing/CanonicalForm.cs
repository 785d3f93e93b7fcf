using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mothership.Bus.Records;

namespace Mothership.Bus.Signing;

/// <summary>
/// What is signed of a message: the text <c>mothership-bus-1</c>, then topic, key, the headers version, kind, cloud,
/// region, generation and trace in that order, the time and the key's number as decimal digits, and the value, each as
/// its length (4 bytes, big-endian; -1 when it is not there) and its bytes. Lengths come first, so that nothing can
/// move from one part into its neighbour. Of headers with the same name the first one counts. Other headers are not
/// signed, and nobody reads them.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>Bytes of a digest (HMAC-SHA256): hexadecimal digits in lower case.</summary>
    public const int DigestLength = 2 * SHA256.HashSizeInBytes;

    private const int SignedHeaders = 6;
    private const int MostDigits = 20;

    // Each message of a region goes through here twice, so nothing is allocated for it.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _form;

    /// <summary>Computes the digest of a message that is to be sent.</summary>
    public static void Sign(BusKey key, BusMessage message, long time, Span<byte> digest)
    {
        var parts = new Parts<string>();
        for (var i = 0; i < message.Headers.Count; i++)
            if (PlaceOf(message.Headers[i].Key) is var place and >= 0)
                parts[place] ??= message.Headers[i].Value;
        var form = Begin();
        Append(form, message.Topic);
        Append(form, message.Key);
        for (var i = 0; i < SignedHeaders; i++)
            Append(form, parts[i]);
        Append(form, time, key);
        Append(form, message.Value, message.Value is not null);
        Finish(key, form, digest);
    }

    /// <summary>Computes the digest that a message which has come would have to have.</summary>
    public static void Sign(BusKey key, BusRecord record, long time, Span<byte> digest)
    {
        var parts = new Parts<byte[]>();
        var seen = 0;
        for (var i = 0; i < record.Headers.Count; i++)
        {
            var place = PlaceOf(record.Headers[i].Key);
            if (place < 0 || (seen & (1 << place)) != 0)
                continue;
            seen |= 1 << place;
            parts[place] = record.Headers[i].Value;
        }
        var form = Begin();
        Append(form, record.Topic);
        Append(form, record.Key, record.Key is not null);
        for (var i = 0; i < SignedHeaders; i++)
            Append(form, parts[i], parts[i] is not null);
        Append(form, time, key);
        Append(form, record.Value, record.Value is not null);
        Finish(key, form, digest);
    }

    private static int PlaceOf(string header) =>
        header switch
        {
            BusHeaders.Version => 0,
            BusHeaders.Kind => 1,
            BusHeaders.Cloud => 2,
            BusHeaders.Region => 3,
            BusHeaders.Generation => 4,
            BusHeaders.TraceParent => 5,
            _ => -1,
        };

    private static ArrayBufferWriter<byte> Begin()
    {
        var form = _form ??= new ArrayBufferWriter<byte>(1024);
        form.ResetWrittenCount();
        form.Write("mothership-bus-1"u8);
        return form;
    }

    private static void Append(ArrayBufferWriter<byte> form, string? text)
    {
        if (text is null)
        {
            Append(form, default, isThere: false);
            return;
        }
        var length = Encoding.UTF8.GetByteCount(text);
        AppendLength(form, length);
        Encoding.UTF8.GetBytes(text, form.GetSpan(length));
        form.Advance(length);
    }

    private static void Append(ArrayBufferWriter<byte> form, ReadOnlySpan<byte> part, bool isThere)
    {
        AppendLength(form, isThere ? part.Length : -1);
        form.Write(part);
    }

    private static void Append(ArrayBufferWriter<byte> form, long time, BusKey key)
    {
        Append(form, time);
        Append(form, key.Number);
    }

    private static void Append(ArrayBufferWriter<byte> form, long number)
    {
        Span<byte> digits = stackalloc byte[MostDigits];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Append(form, digits[..length], isThere: true);
    }

    private static void AppendLength(ArrayBufferWriter<byte> form, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(form.GetSpan(sizeof(int)), length);
        form.Advance(sizeof(int));
    }

    private static void Finish(BusKey key, ArrayBufferWriter<byte> form, Span<byte> hexadecimal)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Material, form.WrittenSpan, digest);
        for (var i = 0; i < digest.Length; i++)
        {
            hexadecimal[2 * i] = "0123456789abcdef"u8[digest[i] >> 4];
            hexadecimal[(2 * i) + 1] = "0123456789abcdef"u8[digest[i] & 15];
        }
    }

    [System.Runtime.CompilerServices.InlineArray(SignedHeaders)]
    private struct Parts<T>
        where T : class
    {
        private T? _first;
    }
}
