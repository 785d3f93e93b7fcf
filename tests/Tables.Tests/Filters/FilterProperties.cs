using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mothership.Local.Tables;

namespace Mothership.Tables.Tests.Filters;

/// <summary>
/// Queries of the SQLite backend against the plain meaning of the filter, on made-up tables and filters.
/// </summary>
public sealed class FilterProperties : IDisposable
{
    private const string Connection = "Sqlite=:memory:filter-properties";
    private static int _last;

    // Few keys, so that bounds meet; among them the empty one, prefixes of others, and both sides of the surrogates'
    // order.
    private static readonly string[] Keys = ["", "a", "aa", "b", "B", "b'", "\uE000", "😀", "\uFFFD"];
    private static readonly string[] Operators = ["eq", "ne", "gt", "ge", "lt", "le"];
    private static readonly object[] Values =
    [
        -1,
        0,
        1,
        0L,
        1L,
        5_000_000_000L,
        0.5,
        1.0,
        true,
        false,
        "",
        "x",
        "it's",
    ];

    public static Arbitrary<Case> Cases() =>
        (
            from rows in Rows
            from filter in Filter(4)
            from page in Gen.Choose(1, 7)
            select new Case(rows, filter, page)
        ).ToArbitrary();

    [Property(Arbitrary = [typeof(FilterProperties)], MaxTest = 400)]
    public void Query_AnyFilter_FindsWhatItMeans(Case made)
    {
        var table = new TableClient(Connection, $"t{Interlocked.Increment(ref _last):000}");
        table.Create();
        foreach (var row in made.Rows)
            table.UpsertEntity(row, TableUpdateMode.Replace);
        var expected = made
            .Rows.Where(made.Filter.Holds)
            .OrderBy(r => r.PartitionKey, StringComparer.Ordinal)
            .ThenBy(r => r.RowKey, StringComparer.Ordinal)
            .Select(r => (r.PartitionKey, r.RowKey));
        var pages = table.Query<TableEntity>(made.Filter.Text, made.PageSize).AsPages().ToList();
        pages.SelectMany(p => p.Values).Select(r => (r.PartitionKey, r.RowKey)).ShouldBe(expected, made.Filter.Text);
        pages.SkipLast(1).ShouldAllBe(p => p.Values.Count == made.PageSize);
        table.Delete();
    }

    public void Dispose() => LocalTables.Close(Connection);

    private static Gen<TableEntity[]> Rows =>
        from entities in Gen.ListOf(Row, 25)
        select entities.DistinctBy(e => (e.PartitionKey, e.RowKey)).ToArray();

    private static Gen<TableEntity> Row =>
        from partition in Gen.Elements(Keys)
        from row in Gen.Elements(Keys)
        from a in Gen.Elements(Values)
        from b in Gen.Elements(Values)
        from hasB in Gen.Elements(true, false)
        select hasB
            ? new TableEntity(partition, row) { ["A"] = a, ["B"] = b }
            : new TableEntity(partition, row) { ["A"] = a };

    private static Gen<Predicate> Filter(int depth) =>
        depth == 0
            ? Leaf
            : Gen.Frequency((3, Leaf), (3, Node(depth, And)), (2, Node(depth, Or)), (1, Filter(depth - 1).Select(Not)));

    private static Gen<Predicate> Node(int depth, Func<Predicate, Predicate, Predicate> combine) =>
        from left in Filter(depth / 2)
        from right in Filter(depth / 2)
        select combine(left, right);

    private static Predicate And(Predicate left, Predicate right) => new Both(left, right);

    private static Predicate Or(Predicate left, Predicate right) => new Either(left, right);

    private static Predicate Not(Predicate inner) => new Neither(inner);

    private static Gen<Predicate> Leaf => Gen.Frequency((3, OnKey), (2, OnProperty));

    private static Gen<Predicate> OnKey =>
        from name in Gen.Elements("PartitionKey", "RowKey")
        from op in Gen.Elements(Operators)
        from key in Gen.Elements(Keys)
        select (Predicate)new Comparison(name, op, key);

    private static Gen<Predicate> OnProperty =>
        from name in Gen.Elements("A", "B")
        from op in Gen.Elements(Operators)
        from value in Gen.Elements(Values)
        select (Predicate)new Comparison(name, op, value);

    /// <summary>A table, a filter and a size of pages.</summary>
    public sealed record Case(TableEntity[] Rows, Predicate Filter, int PageSize)
    {
        public override string ToString() =>
            $"{Filter.Text} by {PageSize} on "
            + string.Join(' ', Rows.Select(r => $"[{r.PartitionKey}|{r.RowKey}|{r["A"]}|{r["B"]}]"));
    }
}
