using System.Text;

namespace Mothership.Local.Tables.Entities;

/// <summary>
/// Property names repeat from entity to entity: a small lossy cache saves most of the strings. Entries are replaced
/// without a lock, which is safe because each one is immutable.
/// </summary>
internal static class NamePool
{
    private const int Size = 1024;
    private static readonly Entry?[] Entries = new Entry?[Size];

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref Entries[hash.ToHashCode() & (Size - 1)];
        if (slot is { } found && utf8.SequenceEqual(found.Utf8))
            return found.Name;
        var entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        slot = entry;
        return entry.Name;
    }

    private sealed record Entry(byte[] Utf8, string Name);
}
