using System.Buffers.Binary;
using System.Text;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// The stored form of an entity's properties. One byte of version, then for each property: length and UTF-8 of the
/// name, one byte of type, the value (8, 4, 1 or 16 bytes little-endian, or length and bytes). Lengths are
/// variable-length integers.
/// </summary>
internal static class EntityBlob
{
    public const byte Version = 1;

    public static byte[] Write(List<EntityProperty> properties)
    {
        var size = 1;
        foreach (var property in properties)
            size += SizeOf(property);
        var blob = new byte[size];
        blob[0] = Version;
        var at = 1;
        foreach (var property in properties)
            at = Write(blob, at, property);
        return at == size ? blob : throw new InvalidOperationException("The size of an entity was miscounted.");
    }

    /// <summary>The stored properties with the new ones put over them.</summary>
    public static byte[] Merge(ReadOnlySpan<byte> stored, List<EntityProperty> changes)
    {
        var merged = Read(stored);
        foreach (var change in changes)
        {
            var at = merged.FindIndex(p => p.Name == change.Name);
            if (at < 0)
                merged.Add(change);
            else
                merged[at] = change;
        }
        return Write(merged);
    }

    public static List<EntityProperty> Read(ReadOnlySpan<byte> blob)
    {
        var properties = new List<EntityProperty>();
        var reader = new EntityBlobReader(blob);
        while (reader.Next())
            properties.Add(new(NamePool.Get(reader.Name), reader.Value()));
        return properties;
    }

    private static int SizeOf(in EntityProperty property) =>
        Prefixed(Encoding.UTF8.GetByteCount(property.Name))
        + 1
        + property.Value.Type switch
        {
            EdmType.String => Prefixed(Encoding.UTF8.GetByteCount(property.Value.AsString())),
            EdmType.Binary => Prefixed(property.Value.AsBinary().Length),
            EdmType.Int32 => 4,
            EdmType.Boolean => 1,
            EdmType.Guid => 16,
            _ => 8,
        };

    private static int Prefixed(int length) =>
        length
        + (
            length < 0x80 ? 1
            : length < 0x4000 ? 2
            : length < 0x200000 ? 3
            : 4
        );

    private static int Write(byte[] blob, int at, in EntityProperty property)
    {
        at = WriteText(blob, at, property.Name);
        var value = property.Value;
        blob[at++] = (byte)value.Type;
        var target = blob.AsSpan(at);
        switch (value.Type)
        {
            case EdmType.String:
                return WriteText(blob, at, value.AsString());
            case EdmType.Binary:
                at = WriteLength(blob, at, value.AsBinary().Length);
                value.AsBinary().CopyTo(blob, at);
                return at + value.AsBinary().Length;
            case EdmType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(target, value.AsInt32());
                return at + 4;
            case EdmType.Boolean:
                blob[at] = value.AsBoolean() ? (byte)1 : (byte)0;
                return at + 1;
            case EdmType.Guid:
                value.AsGuid().TryWriteBytes(target);
                return at + 16;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(target, value.AsInt64());
                return at + 8;
        }
    }

    private static int WriteText(byte[] blob, int at, string text)
    {
        at = WriteLength(blob, at, Encoding.UTF8.GetByteCount(text));
        return at + Encoding.UTF8.GetBytes(text, blob.AsSpan(at));
    }

    private static int WriteLength(byte[] blob, int at, int length)
    {
        for (; length >= 0x80; length >>= 7)
            blob[at++] = (byte)(length | 0x80);
        blob[at++] = (byte)length;
        return at;
    }
}
