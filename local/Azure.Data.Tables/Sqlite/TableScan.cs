using Azure;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;
using Mothership.Local.Tables.Filters;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>One page of the list of tables. There are few, so the filter is evaluated on all of them.</summary>
internal static class TableScan
{
    private const string Property = "TableName";

    public static Page<string> Run(SqliteSession session, TableQuery query)
    {
        var filter = string.IsNullOrWhiteSpace(query.Filter) ? null : FilterParser.Parse(query.Filter);
        var start = query.Continuation is null ? null : Continuation.Parse(query.Continuation).PartitionKey;
        var names = Names(session)
            .Where(n => start is null || string.CompareOrdinal(n, start) >= 0)
            .Where(n => filter is null || Matches(filter, n))
            .Take((query.Top ?? EntityRules.MaxPage) + 1)
            .ToList();
        if (names.Count <= (query.Top ?? EntityRules.MaxPage))
            return Page<string>.FromValues(names, null, new LocalResponse(200, []));
        var next = Continuation.Format(new(names[^1], ""));
        names.RemoveAt(names.Count - 1);
        return Page<string>.FromValues(names, next, new LocalResponse(200, []));
    }

    private static List<string> Names(SqliteSession session)
    {
        var statement = session.Prepare("SELECT name FROM tables ORDER BY name COLLATE BINARY");
        var names = new List<string>();
        while (statement.Step())
            names.Add(statement.Text(0));
        statement.Reset();
        return names;
    }

    private static bool Matches(FilterNode filter, string name) =>
        filter switch
        {
            AndNode and => Matches(and.Left, name) && Matches(and.Right, name),
            OrNode or => Matches(or.Left, name) || Matches(or.Right, name),
            NotNode not => !Matches(not.Inner, name),
            ConstantNode constant => constant.Value,
            CompareNode { Property: Property } c => ValueComparison.Holds(EdmValue.Of(name), c.Operator, c.Literal),
            _ => false,
        };
}
