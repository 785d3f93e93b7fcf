using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mothership.Bus.Signing;

/// <summary>
/// What is signed of a message: the text <c>mothership-bus-1</c>, then topic, key, each of <see cref="Headers"/> in
/// that order, and the value, each as its length (4 bytes, big-endian; -1 when it is not there) and its bytes. Lengths
/// come first, so that nothing can move from one part into its neighbour. Headers that are not in the list are not
/// signed, and nobody reads them.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>The headers that are signed.</summary>
    public static readonly string[] Headers =
    [
        BusHeaders.Version,
        BusHeaders.Kind,
        BusHeaders.Cloud,
        BusHeaders.Region,
        BusHeaders.Generation,
        BusHeaders.TraceParent,
        BusHeaders.IssuedAt,
        BusHeaders.KeyNumber,
    ];

    private static readonly byte[] Purpose = "mothership-bus-1"u8.ToArray();

    /// <summary>The signature of what is signed, 64 hexadecimal digits in lower case.</summary>
    /// <param name="key">The key.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="messageKey">The message's key; null when it has none.</param>
    /// <param name="header">Gives the bytes of a header; null when it is not there.</param>
    /// <param name="value">The value; null for a tombstone.</param>
    public static byte[] Sign(BusKey key, string topic, byte[]? messageKey, Func<string, byte[]?> header, byte[]? value)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Material);
        hash.AppendData(Purpose);
        Append(hash, Encoding.UTF8.GetBytes(topic));
        Append(hash, messageKey);
        foreach (var name in Headers)
            Append(hash, header(name));
        Append(hash, value);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest));
    }

    private static void Append(IncrementalHash hash, byte[]? part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part?.Length ?? -1);
        hash.AppendData(length);
        if (part is not null)
            hash.AppendData(part);
    }
}
