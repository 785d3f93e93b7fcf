namespace Mothership.Domain.Ids;

/// <summary>
/// Ids of the form <c>prefix-</c> + ten characters of [0-9a-z] without the easily confused i, l, o, u: 50 random bits.
/// </summary>
public static class PrefixedId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 10;

    /// <summary>A new random id that begins with <paramref name="prefix"/>.</summary>
    public static string New(string prefix, IIdSource source)
    {
        Span<byte> random = stackalloc byte[Length];
        source.Fill(random);
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
            text[i] = Alphabet[random[i] & 31];
        return string.Concat(prefix, text);
    }
}
