namespace Stripe;

/// <summary>A value of one of several types.</summary>
public abstract class AnyOf : IAnyOf
{
    public abstract object Value { get; }

    public abstract Type Type { get; }

    public override string ToString() => Value?.ToString() ?? "AnyOf(null)";
}

/// <summary>A value of one of two types.</summary>
public class AnyOf<T1, T2> : AnyOf
{
    public AnyOf(T1 value)
    {
        Value = value;
        Type = typeof(T1);
    }

    public AnyOf(T2 value)
    {
        Value = value;
        Type = typeof(T2);
    }

    public override object Value { get; }

    public override Type Type { get; }

    public static implicit operator AnyOf<T1, T2>(T1 value) => value is null ? null : new(value);

    public static implicit operator AnyOf<T1, T2>(T2 value) => value is null ? null : new(value);

    public static implicit operator T1(AnyOf<T1, T2> anyOf) => (T1)anyOf.Value;

    public static implicit operator T2(AnyOf<T1, T2> anyOf) => (T2)anyOf.Value;
}
