using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Identity;

/// <summary>
/// The secret half of an API key: <c>msk_</c>, 54 letters and digits that carry 256 random bits, and a checksum of six
/// more, so that a scanner of leaked texts can tell a real one from a look-alike without asking us. 64 characters in
/// all.
/// </summary>
public static class ApiKeySecret
{
    /// <summary>What every secret begins with.</summary>
    public const string Prefix = "msk_";

    /// <summary>Characters of a secret.</summary>
    public const int Length = 64;

    /// <summary>Random bytes that a secret is made from.</summary>
    public const int SeedBytes = 32;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int ChecksumLength = 6;
    private const int BodyLength = Length - ChecksumLength - 4;

    /// <summary>A new random one.</summary>
    public static string New(IIdSource source)
    {
        Span<byte> seed = stackalloc byte[SeedBytes];
        source.Fill(seed);
        return FromSeed(seed);
    }

    /// <summary>The secret of a seed: always the same one, so that a repeated request can show it again.</summary>
    /// <param name="seed"><see cref="SeedBytes"/> bytes that nobody can guess.</param>
    public static string FromSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedBytes);
        // 54 digits of base 62 hold 321 bits, so 40 bytes always fit.
        Span<byte> expanded = stackalloc byte[40];
        HKDF.Expand(HashAlgorithmName.SHA256, seed, expanded, "mothership api key secret"u8);
        var text = Prefix + ToDigits(expanded, BodyLength);
        return text + Checksum(text);
    }

    /// <summary>
    /// Whether a text has the form and the checksum of a secret. Says nothing about whether it opens anything.
    /// </summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: Length }
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Digits) < 0
        && text.EndsWith(Checksum(text[..^ChecksumLength]), StringComparison.Ordinal);

    /// <summary>
    /// What is stored instead of a secret: SHA-256, keyed by the key's id. Secrets of 256 random bits need no slow
    /// hash.
    /// </summary>
    public static byte[] Hash(ApiKeyId key, string secret) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Value), Encoding.UTF8.GetBytes(secret));

    private static string Checksum(string text) =>
        ToDigits(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4), ChecksumLength);

    private static string ToDigits(ReadOnlySpan<byte> bytes, int length)
    {
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var text = new char[length];
        for (var i = length - 1; i >= 0; i--)
        {
            number = BigInteger.DivRem(number, Digits.Length, out var digit);
            text[i] = Digits[(int)digit];
        }
        return new string(text);
    }
}
