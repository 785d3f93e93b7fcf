using System.Text;
using Mothership.Local.Tables.Filters;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// The texts of the row before. Neighbours in a table agree in most of their columns, and to see that costs less than
/// to decode a text once more. One instance serves one query on one thread.
/// </summary>
internal sealed class RecentTexts
{
    private const int Columns = 32;
    private readonly string?[] _columns = new string?[Columns];
    private string _partition = "";

    /// <summary>A partition key.</summary>
    public string Partition(ReadOnlySpan<byte> bytes) =>
        Ascii.Equals(bytes, _partition) ? _partition : _partition = KeyText.Decode(bytes);

    /// <summary>The text of the property at a place in the row.</summary>
    public string Column(int at, ReadOnlySpan<byte> utf8)
    {
        if (at >= Columns)
            return Encoding.UTF8.GetString(utf8);
        ref var last = ref _columns[at];
        // What is not ASCII is never equal, and decoded anew.
        return last is not null && Ascii.Equals(utf8, last) ? last : last = Encoding.UTF8.GetString(utf8);
    }
}
