using System.Text;
using Mothership.Local.Tables.Entities;
using Mothership.Local.Tables.Filters;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// A filter made ready to be evaluated on stored rows, without building the entity: keys are compared as bytes, and
/// of the properties only those that the filter names are decoded. One instance serves one query on one thread.
/// </summary>
internal sealed class RowFilter
{
    private readonly List<byte[]> _names = [];
    private readonly EdmValue?[] _values;
    private readonly Func<bool> _test;
    private byte[] _partition = [];
    private byte[] _row = [];
    private long _ticks;

    public RowFilter(FilterNode filter)
    {
        _test = Compile(filter);
        _values = new EdmValue?[_names.Count];
    }

    public bool Matches(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> row, long ticks, ReadOnlySpan<byte> body)
    {
        Keep(ref _partition, partition);
        Keep(ref _row, row);
        _ticks = ticks;
        if (_names.Count > 0)
            Decode(body);
        return _test();
    }

    // The closures cannot hold spans, so keys are kept in arrays; neighbours mostly share the partition.
    private static void Keep(ref byte[] kept, ReadOnlySpan<byte> key)
    {
        if (!key.SequenceEqual(kept))
            kept = key.ToArray();
    }

    private void Decode(ReadOnlySpan<byte> body)
    {
        Array.Clear(_values);
        var reader = new EntityBlobReader(body);
        while (reader.Next())
        {
            for (var i = 0; i < _names.Count; i++)
            {
                if (reader.Name.SequenceEqual(_names[i]))
                    _values[i] = reader.Value();
            }
        }
    }

    private Func<bool> Compile(FilterNode node)
    {
        switch (node)
        {
            case AndNode and:
                var (a, b) = (Compile(and.Left), Compile(and.Right));
                return () => a() && b();
            case OrNode or:
                var (c, d) = (Compile(or.Left), Compile(or.Right));
                return () => c() || d();
            case NotNode not:
                var inner = Compile(not.Inner);
                return () => !inner();
            case ConstantNode constant:
                return () => constant.Value;
            default:
                return Compile((CompareNode)node);
        }
    }

    private Func<bool> Compile(CompareNode node)
    {
        var (op, literal) = (node.Operator, node.Literal);
        switch (node.Property)
        {
            case SystemNames.PartitionKey:
                var partition = KeyText.Encode(literal.AsString());
                return () => op.Holds(_partition.AsSpan().SequenceCompareTo(partition));
            case SystemNames.RowKey:
                var row = KeyText.Encode(literal.AsString());
                return () => op.Holds(_row.AsSpan().SequenceCompareTo(row));
            case SystemNames.Timestamp:
                return () => op.Holds(_ticks.CompareTo(literal.AsTicks()));
            default:
                var slot = Slot(node.Property);
                return () => _values[slot] is { } stored && ValueComparison.Holds(stored, op, literal);
        }
    }

    private int Slot(string property)
    {
        var name = Encoding.UTF8.GetBytes(property);
        var at = _names.FindIndex(n => n.AsSpan().SequenceEqual(name));
        if (at >= 0)
            return at;
        _names.Add(name);
        return _names.Count - 1;
    }
}
