using System.Text;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Backend;

/// <summary>Which properties a read returns.</summary>
internal sealed class Projection
{
    public static readonly Projection All = new(null);

    private readonly string[]? _names;
    private readonly byte[][]? _utf8Names;

    private Projection(string[]? names)
    {
        _names = names;
        _utf8Names = names?.Select(Encoding.UTF8.GetBytes).ToArray();
    }

    /// <summary>The names as in $select, or null for all.</summary>
    public string? Text => _names is null ? null : string.Join(',', _names);

    public static Projection Of(IEnumerable<string>? select)
    {
        var names = select
            ?.SelectMany(s => s.Split(',', StringSplitOptions.TrimEntries))
            .Where(s => s.Length > 0)
            .ToArray();
        return names is null or { Length: 0 } or ["*"] ? All : new(names);
    }

    public bool Has(string name) => _names is null || _names.Contains(name, StringComparer.Ordinal);

    public bool Has(ReadOnlySpan<byte> utf8Name)
    {
        if (_utf8Names is null)
            return true;
        foreach (var name in _utf8Names)
        {
            if (utf8Name.SequenceEqual(name))
                return true;
        }
        return false;
    }

    /// <summary>The head without the parts that were not asked for. The tag always comes along.</summary>
    public EntityHead Apply(in EntityHead head) =>
        _names is null
            ? head
            : new EntityHead(
                Has(SystemNames.PartitionKey) ? head.PartitionKey : null,
                Has(SystemNames.RowKey) ? head.RowKey : null,
                Has(SystemNames.Timestamp) ? head.Timestamp : null,
                head.ETag
            );
}
