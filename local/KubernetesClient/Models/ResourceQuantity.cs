using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>An amount with a unit, such as 500m, 4Gi or 1e3; written in its shortest exact form.</summary>
[JsonConverter(typeof(QuantityConverter))]
public class ResourceQuantity
{
    public static readonly decimal MaxAllowed = long.MaxValue;

    private static readonly (string Suffix, decimal Factor)[] Decimals =
    [
        ("n", 0.000000001m),
        ("u", 0.000001m),
        ("m", 0.001m),
        ("", 1m),
        ("k", 1e3m),
        ("M", 1e6m),
        ("G", 1e9m),
        ("T", 1e12m),
        ("P", 1e15m),
        ("E", 1e18m),
    ];

    private static readonly (string Suffix, decimal Factor)[] Binaries =
    [
        ("", 1m),
        ("Ki", 1L << 10),
        ("Mi", 1L << 20),
        ("Gi", 1L << 30),
        ("Ti", 1L << 40),
        ("Pi", 1L << 50),
        ("Ei", 1L << 60),
    ];

    private readonly decimal amount;

    public ResourceQuantity(decimal n, int exp, SuffixFormat format) => (amount, Format) = (n * Power(exp), format);

    public ResourceQuantity(string v)
    {
        if (v is null)
        {
            Format = SuffixFormat.BinarySI;
            return;
        }
        var text = v.Trim();
        var end = text.IndexOfAny([.. "eEinumkKMGTP"]) is var i and >= 0 ? i : text.Length;
        var number = decimal.Parse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture);
        (var factor, Format) = Unit(text[end..]);
        amount = number * factor;
        if (Format == SuffixFormat.BinarySI)
            amount = Math.Min(amount, MaxAllowed);
    }

    /// <summary>The family that a unit belongs to.</summary>
    public enum SuffixFormat
    {
        DecimalExponent,
        BinarySI,
        DecimalSI,
    }

    public SuffixFormat Format { get; private set; }

    public static implicit operator ResourceQuantity(string v) => new(v);

    public static implicit operator ResourceQuantity(decimal v) => new(v, 0, SuffixFormat.DecimalExponent);

    public static implicit operator decimal(ResourceQuantity v) => v.ToDecimal();

    public static bool operator ==(ResourceQuantity left, ResourceQuantity right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(ResourceQuantity left, ResourceQuantity right) => !(left == right);

    public bool Equals(ResourceQuantity other) => other is not null && amount == other.amount;

    public override bool Equals(object obj) => Equals(obj as ResourceQuantity);

    public override int GetHashCode() => amount.GetHashCode();

    public override string ToString() => CanonicalizeString();

    /// <summary>The shortest exact form in the quantity's own family of units.</summary>
    public string CanonicalizeString() => CanonicalizeString(Format);

    /// <summary>The shortest exact form in a family; binary units serve only whole amounts of 1024 and more.</summary>
    public string CanonicalizeString(SuffixFormat suffixFormat)
    {
        if (amount == 0)
            return "0";
        var isBinary = suffixFormat == SuffixFormat.BinarySI && Math.Abs(amount) >= 1024 && amount % 1 == 0;
        return suffixFormat == SuffixFormat.DecimalExponent ? WithExponent() : WithUnit(isBinary ? Binaries : Decimals);
    }

    public decimal ToDecimal() => amount;

    public int ToInt32() => (int)amount;

    public long ToInt64() => (long)amount;

    public uint ToUInt32() => (uint)amount;

    public ulong ToUInt64() => (ulong)amount;

    public BigInteger ToBigInteger() => (BigInteger)amount;

    public double ToDouble() => (double)amount;

    private static (decimal Factor, SuffixFormat Format) Unit(string suffix)
    {
        foreach (var (name, factor) in Decimals)
            if (name == suffix)
                return (factor, SuffixFormat.DecimalSI);
        foreach (var (name, factor) in Binaries)
            if (name == suffix)
                return (factor, SuffixFormat.BinarySI);
        if (suffix[0] is 'e' or 'E')
            return (Power(int.Parse(suffix.AsSpan(1), CultureInfo.InvariantCulture)), SuffixFormat.DecimalExponent);
        throw new ArgumentException($"'{suffix}' is no unit of a quantity.", nameof(suffix));
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
            power *= 10;
        return exponent < 0 ? 1 / power : power;
    }

    private static string Text(decimal whole) => whole.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>
    /// In the largest unit of which it is a whole number; what is smaller than the smallest is rounded up.
    /// </summary>
    private string WithUnit((string Suffix, decimal Factor)[] units)
    {
        var best = $"{Text(Math.Ceiling(amount / units[0].Factor))}{units[0].Suffix}";
        foreach (var (suffix, factor) in units.Skip(1))
        {
            if (amount / factor % 1 != 0)
                break;
            best = $"{Text(amount / factor)}{suffix}";
        }
        return best;
    }

    private string WithExponent()
    {
        var (exponent, best) = (-9, Math.Ceiling(amount * Power(9)));
        while (best % 1000 == 0)
            (exponent, best) = (exponent + 3, best / 1000);
        return exponent == 0 ? Text(best) : $"{Text(best)}e{exponent}";
    }

    internal sealed class QuantityConverter : JsonConverter<ResourceQuantity>
    {
        public override ResourceQuantity Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.Number => reader.GetDecimal().ToString(CultureInfo.InvariantCulture),
                _ => reader.GetString(),
            };

        public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
