using System.Globalization;

namespace Mothership.Local.Tables.Entities;

/// <summary>
/// One property value without boxing: numbers, times and GUIDs live in two words, text and bytes behind a reference.
/// </summary>
internal readonly struct EdmValue
{
    private readonly object? _reference;
    private readonly long _low;
    private readonly long _high;

    private EdmValue(EdmType type, long low, long high = 0, object? reference = null) =>
        (Type, _low, _high, _reference) = (type, low, high, reference);

    public EdmType Type { get; }

    public static EdmValue Of(string value) => new(EdmType.String, 0, 0, value);

    public static EdmValue Of(int value) => new(EdmType.Int32, value);

    public static EdmValue Of(long value) => new(EdmType.Int64, value);

    public static EdmValue Of(double value) => new(EdmType.Double, BitConverter.DoubleToInt64Bits(value));

    public static EdmValue Of(bool value) => new(EdmType.Boolean, value ? 1 : 0);

    public static EdmValue Of(byte[] value) => new(EdmType.Binary, 0, 0, value);

    public static EdmValue Of(DateTimeOffset value) => new(EdmType.DateTime, value.UtcTicks);

    /// <summary>Only UTC is accepted, as the official client does: any other kind would be moved silently.</summary>
    public static EdmValue Of(DateTime value) =>
        value.Kind == DateTimeKind.Utc
            ? new(EdmType.DateTime, value.Ticks)
            : throw new NotSupportedException(
                $"DateTime {value:O} has a Kind of {value.Kind}; the Table service takes UTC only. "
                    + "DateTime.SpecifyKind can state that it is UTC."
            );

    public static EdmValue Of(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        return new(EdmType.Guid, BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes[8..]));
    }

    public static EdmValue OfTicks(long utcTicks) => new(EdmType.DateTime, utcTicks);

    public string AsString() => (string)_reference!;

    public byte[] AsBinary() => (byte[])_reference!;

    public int AsInt32() => (int)_low;

    public long AsInt64() => _low;

    public double AsDouble() => BitConverter.Int64BitsToDouble(_low);

    public bool AsBoolean() => _low != 0;

    public DateTimeOffset AsDateTime() => new(_low, TimeSpan.Zero);

    public long AsTicks() => _low;

    public Guid AsGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, _low);
        BitConverter.TryWriteBytes(bytes[8..], _high);
        return new Guid(bytes);
    }

    /// <summary>
    /// A value of one of the supported .NET types, or false for null, which the service does not store.
    /// </summary>
    /// <exception cref="NotSupportedException">The type has no counterpart in the Table service.</exception>
    public static bool TryFrom(object? value, string property, out EdmValue edm)
    {
        edm = value switch
        {
            null => default,
            string x => Of(x),
            int x => Of(x),
            long x => Of(x),
            double x => Of(x),
            bool x => Of(x),
            DateTimeOffset x => Of(x),
            DateTime x => Of(x),
            Guid x => Of(x),
            byte[] x => Of(x),
            BinaryData x => Of(x.ToArray()),
            Enum => throw new NotSupportedException(
                "Enum values are only supported for custom model types implementing ITableEntity."
            ),
            _ => throw EdmConvert.Unsupported(value.GetType(), property),
        };
        return value is not null;
    }

    /// <summary>The value as a TableEntity holds it: times as DateTimeOffset, binary as a byte array.</summary>
    public object ToObject() =>
        Type switch
        {
            EdmType.String or EdmType.Binary => _reference!,
            EdmType.Int32 => AsInt32(),
            EdmType.Int64 => _low,
            EdmType.Double => AsDouble(),
            EdmType.Boolean => AsBoolean(),
            EdmType.DateTime => AsDateTime(),
            _ => AsGuid(),
        };

    /// <summary>
    /// The text that stands for the value on the wire, or null for those that are JSON numbers and booleans there.
    /// The official client binds models from the wire form, so a string property can take a stored GUID but not a
    /// stored Int32.
    /// </summary>
    public string? WireText() =>
        Type switch
        {
            EdmType.String => AsString(),
            EdmType.Int64 => _low.ToString(CultureInfo.InvariantCulture),
            EdmType.DateTime => EdmText.Time(_low),
            EdmType.Guid => AsGuid().ToString(),
            EdmType.Binary => Convert.ToBase64String(AsBinary()),
            _ => null,
        };
}
