using Azure.Data.Tables;
using Mothership.Domain.Errors;

namespace Mothership.Stores.Rows;

/// <summary>Parts of queries.</summary>
internal static class Filters
{
    // The table service takes 15 comparisons in a query, and the keys and another filter need some of them.
    private const int MaxValues = 6;

    /// <summary>A column has one of the values; null, that is no filter, when none are given.</summary>
    /// <exception cref="MothershipException">Malformed: they are too many.</exception>
    public static string? AnyOf(string column, IReadOnlyCollection<string> values)
    {
        if (values.Count > MaxValues)
            throw new MothershipException(
                ErrorKind.Malformed,
                "invalid_filter",
                $"A list can be filtered by at most {MaxValues} values at a time; there are {values.Count}."
            );
        // The column's name is ours; the values may be a customer's, and are quoted.
        var parts = values.Select(value => $"{column} eq {TableClient.CreateQueryFilter($"{value}")}");
        return values.Count == 0 ? null : string.Join(" or ", parts);
    }

    /// <summary>All of the filters that are not null; null when all are.</summary>
    public static string? AllOf(params string?[] filters)
    {
        var parts = filters.Where(filter => filter is not null).Select(filter => $"({filter})").ToList();
        return parts.Count == 0 ? null : string.Join(" and ", parts);
    }
}
