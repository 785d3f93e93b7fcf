using System.Buffers.Binary;
using System.Text;

namespace Bus.Tests.Front;

/// <summary>Reads Kafka's wire format, the part of it without flexible versions.</summary>
internal sealed class WireReader(byte[] bytes, int position = 0)
{
    public int Position { get; private set; } = position;

    public ReadOnlySpan<byte> Rest => bytes.AsSpan(Position);

    public sbyte Int8() => (sbyte)Take(1)[0];

    public bool Bool() => Take(1)[0] != 0;

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public string? NullableText() => Int16() is var length && length < 0 ? null : Encoding.UTF8.GetString(Take(length));

    public string Text() => NullableText() ?? throw new InvalidDataException("A text is missing.");

    public byte[] Bytes() => Take(Int32()).ToArray();

    public void Skip(int count) => Take(count);

    /// <summary>The items of an array; none when it is null.</summary>
    public List<T> Array<T>(Func<T> item)
    {
        var items = new List<T>();
        for (var left = Int32(); left > 0; left--)
            items.Add(item());
        return items;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = bytes.AsSpan(Position, count);
        Position += count;
        return taken;
    }
}

/// <summary>Writes Kafka's wire format.</summary>
internal sealed class WireWriter
{
    private readonly MemoryStream _bytes = new();

    public WireWriter Int8(int value) => Raw([(byte)value]);

    public WireWriter Bool(bool value) => Int8(value ? 1 : 0);

    public WireWriter Int16(int value)
    {
        Span<byte> span = stackalloc byte[2];
        BinaryPrimitives.WriteInt16BigEndian(span, (short)value);
        return Raw(span);
    }

    public WireWriter Int32(int value)
    {
        Span<byte> span = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(span, value);
        return Raw(span);
    }

    public WireWriter Int64(long value)
    {
        Span<byte> span = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(span, value);
        return Raw(span);
    }

    public WireWriter Text(string? value)
    {
        if (value is null)
            return Int16(-1);
        var bytes = Encoding.UTF8.GetBytes(value);
        return Int16(bytes.Length).Raw(bytes);
    }

    public WireWriter Array<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Int32(items.Count);
        foreach (var item in items)
            write(item);
        return this;
    }

    public WireWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();
}
