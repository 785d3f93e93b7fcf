using System.Globalization;

namespace Mothership.Local.Tables.Entities;

internal delegate bool EdmWriter<in P>(P value, out EdmValue edm);

internal delegate P EdmReader<out P>(in EdmValue value);

/// <summary>
/// How a model's property of type <typeparamref name="P"/> is written and read. Built once for each type; a type that
/// the service has no counterpart for gets delegates that throw, so that the model fails when it is used and not
/// silently.
/// </summary>
internal static class EdmConvert<P>
{
    public static readonly EdmWriter<P> Write;
    public static readonly EdmReader<P> Read;

    static EdmConvert()
    {
        var (write, read) = EdmConvert.For(typeof(P));
        Write = (EdmWriter<P>)write;
        Read = (EdmReader<P>)read;
    }
}

/// <summary>The conversions, by type of the model's property.</summary>
internal static class EdmConvert
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, (Delegate Write, Delegate Read)> Known = new()
    {
        [typeof(string)] = Reference<string>(EdmValue.Of, (in EdmValue v) => v.WireText()),
        [typeof(byte[])] = Reference<byte[]>(EdmValue.Of, ReadBinary),
        [typeof(BinaryData)] = Reference<BinaryData>(
            v => EdmValue.Of(v.ToArray()),
            (in EdmValue v) => BinaryData.FromBytes(ReadBinary(v))
        ),
    };

    static EdmConvert()
    {
        Add(EdmValue.Of, (in EdmValue v) => v.Type == EdmType.Int32 ? v.AsInt32() : throw Mismatch(v, typeof(int)));
        Add(EdmValue.Of, ReadInt64);
        Add(EdmValue.Of, ReadDouble);
        Add(
            EdmValue.Of,
            (in EdmValue v) => v.Type == EdmType.Boolean ? v.AsBoolean() : throw Mismatch(v, typeof(bool))
        );
        Add(EdmValue.Of, (in EdmValue v) => v.Type == EdmType.Guid ? v.AsGuid() : Guid.Parse(Text(v, typeof(Guid))));
        Add(EdmValue.Of, ReadTime);
        Add(EdmValue.Of, (in EdmValue v) => ReadTime(v).UtcDateTime);
    }

    public static (Delegate Write, Delegate Read) For(Type type)
    {
        if (Known.TryGetValue(type, out var known))
            return known;
        var method = (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } enumeration
            ? typeof(EdmConvert)
                .GetMethod(type.IsEnum ? nameof(EnumPair) : nameof(NullableEnumPair), PrivateStatic)!
                .MakeGenericMethod(enumeration)
            : typeof(EdmConvert).GetMethod(nameof(UnsupportedPair), PrivateStatic)!.MakeGenericMethod(type);
        return ((Delegate, Delegate))method.Invoke(null, null)!;
    }

    public static NotSupportedException Unsupported(Type type, string property) =>
        new($"The Table service has no type for {type} (property '{property}').");

    private const System.Reflection.BindingFlags PrivateStatic =
        System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic;

    private static void Add<P>(Func<P, EdmValue> write, EdmReader<P> read)
        where P : struct
    {
        EdmWriter<P> writer = (P v, out EdmValue edm) =>
        {
            edm = write(v);
            return true;
        };
        EdmWriter<P?> nullableWriter = (P? v, out EdmValue edm) =>
        {
            edm = v is { } some ? write(some) : default;
            return v is not null;
        };
        Known[typeof(P)] = (writer, read);
        Known[typeof(P?)] = (nullableWriter, (EdmReader<P?>)((in EdmValue v) => read(v)));
    }

    private static (Delegate, Delegate) Reference<P>(Func<P, EdmValue> write, EdmReader<P?> read)
        where P : class
    {
        EdmWriter<P?> writer = (P? v, out EdmValue edm) =>
        {
            edm = v is null ? default : write(v);
            return v is not null;
        };
        return (writer, read);
    }

    private static (Delegate, Delegate) EnumPair<P>()
        where P : struct, Enum
    {
        EdmWriter<P> write = (P v, out EdmValue edm) =>
        {
            edm = EdmValue.Of(v.ToString());
            return true;
        };
        return (write, (EdmReader<P>)((in EdmValue v) => Enum.Parse<P>(Text(v, typeof(P)))));
    }

    private static (Delegate, Delegate) NullableEnumPair<P>()
        where P : struct, Enum
    {
        EdmWriter<P?> write = (P? v, out EdmValue edm) =>
        {
            edm = v is { } some ? EdmValue.Of(some.ToString()) : default;
            return v is not null;
        };
        return (write, (EdmReader<P?>)((in EdmValue v) => Enum.Parse<P>(Text(v, typeof(P)))));
    }

    private static (Delegate, Delegate) UnsupportedPair<P>()
    {
        EdmWriter<P> write = (P v, out EdmValue edm) =>
        {
            edm = default;
            return v is null ? false : throw Unsupported(typeof(P), typeof(P).Name);
        };
        return (write, (EdmReader<P>)((in EdmValue _) => throw Unsupported(typeof(P), typeof(P).Name)));
    }

    private static byte[] ReadBinary(in EdmValue v) =>
        v.Type == EdmType.Binary ? v.AsBinary() : Convert.FromBase64String(Text(v, typeof(byte[])));

    private static long ReadInt64(in EdmValue v) =>
        v.Type == EdmType.Int64 ? v.AsInt64() : long.Parse(Text(v, typeof(long)), Invariant);

    private static double ReadDouble(in EdmValue v) =>
        v.Type switch
        {
            EdmType.Double => v.AsDouble(),
            EdmType.Int32 => v.AsInt32(),
            _ => double.Parse(Text(v, typeof(double)), Invariant),
        };

    private static DateTimeOffset ReadTime(in EdmValue v) =>
        v.Type == EdmType.DateTime ? v.AsDateTime() : EdmText.ParseTime(Text(v, typeof(DateTimeOffset)));

    private static string Text(in EdmValue v, Type target) => v.WireText() ?? throw Mismatch(v, target);

    private static InvalidCastException Mismatch(in EdmValue v, Type target) =>
        new($"A stored {v.Type} cannot be read into a property of type {target}.");
}
