using System.Text;
using Mothership.Local.Tables.Backend;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>Where a query goes on: the keys of the next entity, in a form like the service's.</summary>
internal static class Continuation
{
    private const string Prefix = "1!";

    public static string Format(EntityKey next) => $"{Encode(next.PartitionKey)} {Encode(next.RowKey)}";

    /// <exception cref="Filters.FilterException">The token is none of ours.</exception>
    public static EntityKey Parse(string token)
    {
        var parts = token.Split(' ');
        return parts.Length == 2
            ? new(Decode(parts[0], token), Decode(parts[1], token))
            : throw new Filters.FilterException($"the continuation token '{token}' is invalid");
    }

    private static string Encode(string key) => Prefix + Convert.ToBase64String(Encoding.Unicode.GetBytes(key));

    private static string Decode(string part, string token)
    {
        var bytes = new byte[part.Length];
        return
            part.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64Chars(part.AsSpan(Prefix.Length), bytes, out var length)
            ? Encoding.Unicode.GetString(bytes, 0, length)
            : throw new Filters.FilterException($"the continuation token '{token}' is invalid");
    }
}
