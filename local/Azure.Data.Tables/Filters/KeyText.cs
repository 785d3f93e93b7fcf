using System.Text;

namespace Mothership.Local.Tables.Filters;

/// <summary>
/// Keys as bytes whose order is the service's, that of UTF-16 code units. That is UTF-8, except that characters
/// beyond the basic plane are written as two surrogates of three bytes each (CESU-8): in plain UTF-8 they would sort
/// after U+E000-U+FFFF.
/// </summary>
internal static class KeyText
{
    public static byte[] Encode(string key)
    {
        if (!HasSurrogates(key))
            return Encoding.UTF8.GetBytes(key);
        var bytes = new List<byte>(key.Length * 3);
        foreach (var c in key)
            Append(bytes, c);
        return [.. bytes];
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // 0xED begins the surrogates' range (and U+D000-U+D7FF, which both forms write alike).
        if (!bytes.Contains((byte)0xED))
            return Encoding.UTF8.GetString(bytes);
        var chars = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; )
            chars.Append(Read(bytes, ref i));
        return chars.ToString();
    }

    private static bool HasSurrogates(string key) => key.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    private static void Append(List<byte> bytes, char c)
    {
        if (c < 0x80)
            bytes.Add((byte)c);
        else if (c < 0x800)
            bytes.AddRange([(byte)(0xC0 | (c >> 6)), (byte)(0x80 | (c & 0x3F))]);
        else
            bytes.AddRange([(byte)(0xE0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))]);
    }

    private static char Read(ReadOnlySpan<byte> bytes, ref int i)
    {
        int first = bytes[i++];
        if (first < 0x80)
            return (char)first;
        if (first < 0xE0)
            return (char)(((first & 0x1F) << 6) | (bytes[i++] & 0x3F));
        var high = ((first & 0x0F) << 12) | ((bytes[i++] & 0x3F) << 6);
        return (char)(high | (bytes[i++] & 0x3F));
    }
}
