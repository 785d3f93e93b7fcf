using System.Buffers.Binary;
using System.Text;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>Goes through a stored entity property by property; values are decoded only when asked for.</summary>
internal ref struct EntityBlobReader
{
    private readonly ReadOnlySpan<byte> _blob;
    private ReadOnlySpan<byte> _value;
    private EdmType _type;
    private int _at;
    private int _column = -1;

    public EntityBlobReader(ReadOnlySpan<byte> blob)
    {
        if (blob.Length == 0 || blob[0] != EntityBlob.Version)
            throw new InvalidDataException("A stored entity has an unknown version.");
        _blob = blob;
        _at = 1;
    }

    public ReadOnlySpan<byte> Name { get; private set; }

    public bool Next()
    {
        if (_at == _blob.Length)
            return false;
        _column++;
        Name = Take(Length());
        _type = (EdmType)_blob[_at++];
        _value = Take(
            _type switch
            {
                EdmType.String or EdmType.Binary => Length(),
                EdmType.Int32 => 4,
                EdmType.Boolean => 1,
                EdmType.Guid => 16,
                EdmType.Int64 or EdmType.Double or EdmType.DateTime => 8,
                _ => throw new InvalidDataException($"A stored entity has a property of unknown type {(int)_type}."),
            }
        );
        return true;
    }

    public readonly EdmValue Value() =>
        _type switch
        {
            EdmType.String => EdmValue.Of(Encoding.UTF8.GetString(_value)),
            EdmType.Binary => EdmValue.Of(_value.ToArray()),
            EdmType.Int32 => EdmValue.Of(BinaryPrimitives.ReadInt32LittleEndian(_value)),
            EdmType.Boolean => EdmValue.Of(_value[0] != 0),
            EdmType.Guid => EdmValue.Of(new Guid(_value)),
            EdmType.Double => EdmValue.Of(BinaryPrimitives.ReadDoubleLittleEndian(_value)),
            EdmType.DateTime => EdmValue.OfTicks(BinaryPrimitives.ReadInt64LittleEndian(_value)),
            _ => EdmValue.Of(BinaryPrimitives.ReadInt64LittleEndian(_value)),
        };

    /// <summary>The value, which may share its text with the row before.</summary>
    public readonly EdmValue Value(RecentTexts recent) =>
        _type == EdmType.String ? EdmValue.Of(recent.Column(_column, _value)) : Value();

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _blob.Slice(_at, length);
        _at += length;
        return taken;
    }

    private int Length()
    {
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = _blob[_at++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                return length;
        }
    }
}
