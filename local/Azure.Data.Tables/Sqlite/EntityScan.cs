using System.Text;
using Azure;
using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;
using Mothership.Local.Tables.Filters;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// One page of a query: the key ranges of the filter are scanned one after another, from the continuation on, until
/// the page is full; what the ranges do not settle is tested row by row.
/// </summary>
internal sealed class EntityScan<T>(TableQuery query, Projection projection)
    where T : class, ITableEntity
{
    private readonly List<T> _found = [];
    private readonly RecentTexts _recent = new();
    private readonly int _size = query.Top ?? EntityRules.MaxPage;
    private RowFilter? _filter;
    private string? _next;

    /// <exception cref="FilterException">The filter is not one that the service takes.</exception>
    public Page<T> Run(SqliteSession session, long table)
    {
        var filter = string.IsNullOrWhiteSpace(query.Filter) ? null : FilterParser.Parse(query.Filter);
        var ranges = KeyRange.Of(filter);
        _filter = KeyRange.IsExact(filter, ranges) ? null : new RowFilter(filter!);
        var start = query.Continuation is null ? null : (EntityKey?)Continuation.Parse(query.Continuation);
        foreach (var range in ranges)
        {
            foreach (var part in From(range, start))
                Scan(session, table, part);
            if (_next is not null)
                break;
        }
        return Page<T>.FromValues(_found, _next, new LocalResponse(200, []));
    }

    /// <summary>
    /// What is left of a range from a key on. Within a range over partitions that is two scans, the rest of the key's
    /// partition and the partitions after it: as one, SQLite would step through the rows before the key.
    /// </summary>
    private static IEnumerable<KeyRange> From(KeyRange range, EntityKey? start)
    {
        if (start is not { } key)
            return [range];
        var rest = range with
        {
            Partitions = range.Partitions.Intersect(Interval.Of(FilterOperator.GreaterOrEqual, key.PartitionKey)),
        };
        if (rest.IsEmpty)
            return [];
        if (rest.Partitions.Low != key.PartitionKey || !rest.Partitions.LowIncluded)
            return [rest];
        var rows = Interval.Of(FilterOperator.GreaterOrEqual, key.RowKey);
        var isSingle = range.Partitions.Single is not null;
        var here = new KeyRange(
            Interval.Of(FilterOperator.Equal, key.PartitionKey),
            isSingle ? range.Rows.Intersect(rows) : rows
        );
        var after = new KeyRange(
            rest.Partitions.Intersect(Interval.Of(FilterOperator.Greater, key.PartitionKey)),
            Interval.Everything
        );
        return ((KeyRange[])[here, after]).Where(r => !r.IsEmpty);
    }

    private void Scan(SqliteSession session, long table, KeyRange range)
    {
        if (_next is not null)
            return;
        var statement = RangeStatement.Bind(session, table, range);
        try
        {
            while (_next is null && statement.Step())
                Take(statement);
        }
        finally
        {
            statement.Reset();
        }
    }

    private void Take(SqliteStatement row)
    {
        var partition = row.Bytes(0);
        var key = row.Bytes(1);
        var body = row.Bytes(3);
        var ticks = row.Int64(2);
        if (_filter?.Matches(partition, key, ticks, body) == false)
            return;
        // The row after a full page is not returned, but tells where to go on.
        if (_found.Count == _size)
            _next = Continuation.Format(new(KeyText.Decode(partition), KeyText.Decode(key)));
        else
        {
            var (partitionKey, rowKey) = (_recent.Partition(partition), KeyText.Decode(key));
            _found.Add(EntityReader.Read<T>(partitionKey, rowKey, ticks, body, projection, _recent));
        }
    }
}

/// <summary>The statements of range scans.</summary>
internal static class RangeStatement
{
    public static SqliteStatement Bind(SqliteSession session, long table, KeyRange range)
    {
        var sql = new StringBuilder("SELECT pk, rk, ts, body FROM entities WHERE t=?1");
        var single = range.Partitions.Single;
        if (single is not null)
            sql.Append(" AND pk=?2");
        Bounds(sql, single is null ? "pk" : "rk", single is null ? range.Partitions : range.Rows);
        var statement = session.Prepare(sql.Append(" ORDER BY pk, rk").ToString()).Bind(1, table);
        if (single is not null)
            statement.BindText(2, KeyText.Encode(single));
        var bounds = single is null ? range.Partitions : range.Rows;
        if (bounds.Low is not null)
            statement.BindText(3, KeyText.Encode(bounds.Low));
        if (bounds.High is not null)
            statement.BindText(4, KeyText.Encode(bounds.High));
        return statement;
    }

    private static void Bounds(StringBuilder sql, string column, Interval bounds)
    {
        if (bounds.Low is not null)
            sql.Append($" AND {column}{(bounds.LowIncluded ? ">=" : ">")}?3");
        if (bounds.High is not null)
            sql.Append($" AND {column}{(bounds.HighIncluded ? "<=" : "<")}?4");
    }
}

/// <summary>Builds entities from rows.</summary>
internal static class EntityReader
{
    public static T Read<T>(
        string partition,
        string row,
        long ticks,
        ReadOnlySpan<byte> body,
        Projection projection,
        RecentTexts? recent = null
    )
        where T : class, ITableEntity
    {
        var binder = EntityBinder<T>.Instance;
        var head = new EntityHead(partition, row, new DateTimeOffset(ticks, TimeSpan.Zero), EdmText.ETag(ticks));
        var entity = binder.Start(projection.Apply(head));
        var reader = new EntityBlobReader(body);
        var hint = 0;
        while (reader.Next())
        {
            if (projection.Has(reader.Name))
                binder.Set(entity, reader.Name, recent is null ? reader.Value() : reader.Value(recent), ref hint);
        }
        return entity;
    }
}
