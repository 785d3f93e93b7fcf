using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Filters;

/// <summary>A stretch of the primary key to scan. Row bounds count only within a single partition.</summary>
internal sealed record KeyRange(Interval Partitions, Interval Rows)
{
    private const int MaxRanges = 32;

    public static readonly KeyRange Everything = new(Interval.Everything, Interval.Everything);

    public bool IsEmpty => Partitions.IsEmpty || Rows.IsEmpty;

    /// <summary>
    /// Disjoint ranges, in order, that together hold every entity which can satisfy the filter (and perhaps others).
    /// </summary>
    public static IReadOnlyList<KeyRange> Of(FilterNode? filter) =>
        filter is null ? [Everything] : Merge(Candidates(filter));

    /// <summary>Whether the ranges of this filter hold nothing but entities that satisfy it.</summary>
    public static bool IsExact(FilterNode? filter, IReadOnlyList<KeyRange> ranges) =>
        filter is null || (IsKeysOnly(filter) && ranges.All(r => r.Partitions.Single is not null || r.HasAllRows));

    private bool HasAllRows => Rows == Interval.Everything;

    // A conjunction only: with "or", ranges may have been merged into one that is wider than the filter.
    private static bool IsKeysOnly(FilterNode node) =>
        node switch
        {
            AndNode and => IsKeysOnly(and.Left) && IsKeysOnly(and.Right),
            CompareNode c => IsKey(c.Property) && c.Operator != FilterOperator.NotEqual,
            _ => false,
        };

    private static bool IsKey(string property) => property is SystemNames.PartitionKey or SystemNames.RowKey;

    private static List<KeyRange> Candidates(FilterNode node) =>
        node switch
        {
            AndNode and => Product(Candidates(and.Left), Candidates(and.Right)),
            OrNode or => Bounded([.. Candidates(or.Left), .. Candidates(or.Right)]),
            CompareNode { Property: SystemNames.PartitionKey } c =>
            [
                new(Interval.Of(c.Operator, c.Literal.AsString()), Interval.Everything),
            ],
            CompareNode { Property: SystemNames.RowKey } c =>
            [
                new(Interval.Everything, Interval.Of(c.Operator, c.Literal.AsString())),
            ],
            ConstantNode { Value: false } => [],
            _ => [Everything],
        };

    private static List<KeyRange> Product(List<KeyRange> left, List<KeyRange> right)
    {
        var product = new List<KeyRange>();
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                var both = new KeyRange(a.Partitions.Intersect(b.Partitions), a.Rows.Intersect(b.Rows));
                if (!both.IsEmpty)
                    product.Add(both);
            }
        }
        return Bounded(product);
    }

    private static List<KeyRange> Bounded(List<KeyRange> ranges) =>
        ranges.Count <= MaxRanges
            ? ranges
            : [ranges.Aggregate((a, b) => new(a.Partitions.Hull(b.Partitions), a.Rows.Hull(b.Rows)))];

    private static List<KeyRange> Merge(List<KeyRange> ranges)
    {
        var merged = new List<KeyRange>();
        var ordered = ranges.Where(r => !r.IsEmpty).Order(Comparer<KeyRange>.Create(CompareStart));
        foreach (var range in ordered)
        {
            if (merged.Count == 0 || merged[^1].IsBefore(range))
                merged.Add(range);
            else
                merged[^1] = merged[^1].Hull(range);
        }
        return merged;
    }

    private static int CompareStart(KeyRange a, KeyRange b) =>
        a.Partitions.CompareLow(b.Partitions) is not 0 and var sign ? sign : a.Rows.CompareLow(b.Rows);

    private bool IsBefore(KeyRange other) =>
        Partitions.Single is { } partition && partition == other.Partitions.Single
            ? Rows.IsBefore(other.Rows)
            : Partitions.IsBefore(other.Partitions);

    private KeyRange Hull(KeyRange other) => new(Partitions.Hull(other.Partitions), Rows.Hull(other.Rows));
}
