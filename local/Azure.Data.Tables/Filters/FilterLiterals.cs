using System.Globalization;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Filters;

/// <summary>Values as literals of a filter.</summary>
internal static class FilterLiterals
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <exception cref="NotSupportedException">There is no literal of that type.</exception>
    public static string Of(object? value) =>
        value switch
        {
            null => "null",
            string x => Quote(x),
            char x => Quote(x.ToString()),
            bool x => x ? "true" : "false",
            sbyte or byte or short or ushort or int or uint => Convert.ToString(value, Invariant)!,
            long or ulong => Convert.ToString(value, Invariant) + "L",
            double x => Number(x),
            Guid x => $"guid'{x}'",
            DateTimeOffset x => $"datetime'{EdmText.Time(x.UtcTicks)}'",
            DateTime x => $"datetime'{EdmText.Time(x.ToUniversalTime().Ticks)}'",
            byte[] x => $"X'{Convert.ToHexString(x)}'",
            BinaryData x => $"X'{Convert.ToHexString(x.ToMemory().Span)}'",
            _ => throw new NotSupportedException($"A value of type {value.GetType()} cannot be in a filter."),
        };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // Without a mark of its type a whole number would be read back as an Int32.
    private static string Number(double value)
    {
        var text = value switch
        {
            double.PositiveInfinity => "INF",
            double.NegativeInfinity => "-INF",
            _ => value.ToString("R", Invariant),
        };
        return text.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0 ? text + ".0" : text;
    }
}

/// <summary>Interpolated filters.</summary>
internal static class InterpolatedFilter
{
    public static string? ToText(FormattableString? filter)
    {
        if (filter is null)
            return null;
        var arguments = filter.GetArguments();
        var literals = new object[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            literals[i] = Literal(arguments[i], i);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value, int index)
    {
        try
        {
            return FilterLiterals.Of(value is System.Text.StringBuilder text ? text.ToString() : value);
        }
        catch (NotSupportedException)
        {
            throw new ArgumentException(
                $"Unable to convert argument {index} from type {value?.GetType()} to an OData literal."
            );
        }
    }
}
