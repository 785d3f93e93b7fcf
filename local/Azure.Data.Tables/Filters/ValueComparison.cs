using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Filters;

/// <summary>How a stored value compares with a literal.</summary>
internal static class ValueComparison
{
    /// <summary>
    /// Numbers compare across their types; any other two types do not compare, and no comparison of them holds.
    /// </summary>
    public static bool Holds(in EdmValue stored, FilterOperator op, in EdmValue literal)
    {
        if (stored.Type != literal.Type)
            return IsNumber(stored.Type) && IsNumber(literal.Type) && Numbers(stored, op, literal);
        return stored.Type switch
        {
            EdmType.Double => Doubles(stored.AsDouble(), op, literal.AsDouble()),
            EdmType.String => op.Holds(string.CompareOrdinal(stored.AsString(), literal.AsString())),
            EdmType.Binary => op.Holds(stored.AsBinary().AsSpan().SequenceCompareTo(literal.AsBinary())),
            EdmType.Guid => op.Holds(stored.AsGuid().CompareTo(literal.AsGuid())),
            _ => op.Holds(stored.AsInt64().CompareTo(literal.AsInt64())),
        };
    }

    private static bool IsNumber(EdmType type) => type is EdmType.Int32 or EdmType.Int64 or EdmType.Double;

    private static bool Numbers(in EdmValue a, FilterOperator op, in EdmValue b) =>
        a.Type == EdmType.Double || b.Type == EdmType.Double
            ? Doubles(ToDouble(a), op, ToDouble(b))
            : op.Holds(a.AsInt64().CompareTo(b.AsInt64()));

    private static double ToDouble(in EdmValue v) => v.Type == EdmType.Double ? v.AsDouble() : v.AsInt64();

    // IEEE comparison: NaN is unequal to everything and neither greater nor less.
    private static bool Doubles(double a, FilterOperator op, double b) =>
        op switch
        {
            FilterOperator.Equal => a == b,
            FilterOperator.NotEqual => a != b,
            FilterOperator.Greater => a > b,
            FilterOperator.GreaterOrEqual => a >= b,
            FilterOperator.Less => a < b,
            _ => a <= b,
        };
}
