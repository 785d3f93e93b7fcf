using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Filters;

/// <summary>A parsed filter.</summary>
internal abstract record FilterNode;

/// <summary>Both hold.</summary>
internal sealed record AndNode(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>One holds.</summary>
internal sealed record OrNode(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>It does not hold; true also for an entity without the property, as in the service.</summary>
internal sealed record NotNode(FilterNode Inner) : FilterNode;

/// <summary>
/// A property compared with a literal. An entity without the property satisfies no comparison, not even "ne".
/// </summary>
internal sealed record CompareNode(string Property, FilterOperator Operator, EdmValue Literal) : FilterNode;

/// <summary>A literal true or false.</summary>
internal sealed record ConstantNode(bool Value) : FilterNode;

/// <summary>The comparisons.</summary>
internal enum FilterOperator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// <summary>What the comparisons mean.</summary>
internal static class FilterOperators
{
    /// <summary>Whether the operator holds for the sign that a comparison of left with right gave.</summary>
    public static bool Holds(this FilterOperator op, int sign) =>
        op switch
        {
            FilterOperator.Equal => sign == 0,
            FilterOperator.NotEqual => sign != 0,
            FilterOperator.Greater => sign > 0,
            FilterOperator.GreaterOrEqual => sign >= 0,
            FilterOperator.Less => sign < 0,
            _ => sign <= 0,
        };

    /// <summary>The operator for exchanged sides.</summary>
    public static FilterOperator Mirrored(this FilterOperator op) =>
        op switch
        {
            FilterOperator.Greater => FilterOperator.Less,
            FilterOperator.GreaterOrEqual => FilterOperator.LessOrEqual,
            FilterOperator.Less => FilterOperator.Greater,
            FilterOperator.LessOrEqual => FilterOperator.GreaterOrEqual,
            _ => op,
        };
}
