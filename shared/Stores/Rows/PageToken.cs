using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Errors;

namespace Mothership.Stores.Rows;

/// <summary>
/// Where the next page of a list begins: the last key of the page before, with a checksum over it and the list that it
/// is for. So a list goes on rightly whatever was inserted or removed in between, and a token of another list or of
/// nobody is refused.
/// </summary>
internal static class PageToken
{
    private const int ChecksumBytes = 6;
    private const int MaxLength = 255;

    public static string Write(string list, string lastKey)
    {
        var key = Encoding.UTF8.GetBytes(lastKey);
        return Base64Url.EncodeToString([.. Checksum(list, key), .. key]);
    }

    /// <exception cref="MothershipException">Malformed: it is no token of this list.</exception>
    public static string Read(string list, string prefix, string token)
    {
        if (token.Length <= MaxLength && Base64Url.IsValid(token))
        {
            var bytes = Base64Url.DecodeFromChars(token).AsSpan();
            if (bytes.Length > ChecksumBytes && IsGenuine(list, bytes))
            {
                var key = Encoding.UTF8.GetString(bytes[ChecksumBytes..]);
                if (key.StartsWith(prefix, StringComparison.Ordinal))
                    return key;
            }
        }
        throw new MothershipException(
            ErrorKind.Malformed,
            "invalid_page_token",
            "page_token is not one that this list has given out. Begin again without it.",
            parameter: "page_token"
        );
    }

    private static bool IsGenuine(string list, ReadOnlySpan<byte> bytes) =>
        bytes[..ChecksumBytes].SequenceEqual(Checksum(list, bytes[ChecksumBytes..]));

    private static ReadOnlySpan<byte> Checksum(string list, ReadOnlySpan<byte> key) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. key]).AsSpan(0, ChecksumBytes);
}
