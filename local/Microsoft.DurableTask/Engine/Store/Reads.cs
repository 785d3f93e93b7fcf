using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Store;

/// <summary>Which instances a page or a purge covers; all bounds inclusive.</summary>
internal sealed record InstanceFilter(
    DateTime From,
    DateTime To,
    IReadOnlyList<OrchestrationRuntimeStatus> Statuses,
    string Prefix,
    long After,
    int Limit
);

/// <summary>Reads of all tables.</summary>
internal static class Reads
{
    public static InstanceRow? GetInstance(this StoreConnection db, long id) =>
        db[$"SELECT {InstanceRow.Columns} FROM instances WHERE id = @p0"].Query(InstanceRow.Read, id).FirstOrDefault();

    public static InstanceRow? FindInstance(this StoreConnection db, string instanceId) =>
        db[$"SELECT {InstanceRow.Columns} FROM instances WHERE instance_id = @p0"]
            .Query(InstanceRow.Read, instanceId)
            .FirstOrDefault();

    public static List<InstanceRow> Children(this StoreConnection db, long parent) =>
        db[$"SELECT {InstanceRow.Columns} FROM instances WHERE parent = @p0 AND parent <> 0"]
            .Query(InstanceRow.Read, parent);

    public static List<InstanceRow> Pending(this StoreConnection db) =>
        db[$"SELECT {InstanceRow.Columns} FROM instances WHERE status = 6 ORDER BY id"].Query(InstanceRow.Read);

    /// <summary>Instances in the order of their creation, from after one on.</summary>
    public static List<InstanceRow> Select(this StoreConnection db, InstanceFilter filter)
    {
        var statuses = string.Join(',', filter.Statuses.Select(s => (int)s));
        var byStatus = statuses.Length == 0 ? "" : $"AND status IN ({statuses})";
        var sql = $"""
            SELECT {InstanceRow.Columns} FROM instances
            WHERE id > @p0 AND created BETWEEN @p1 AND @p2 AND substr(instance_id, 1, @p3) = @p4 {byStatus}
            ORDER BY id LIMIT @p5
            """;
        return db[sql]
            .Query(
                InstanceRow.Read,
                filter.After,
                filter.From.Ticks,
                filter.To.Ticks,
                filter.Prefix.Length,
                filter.Prefix,
                filter.Limit
            );
    }

    public static List<HistoryEvent> History(this StoreConnection db, long instance) =>
        db["SELECT kind, at, task, name, data, detail FROM history WHERE key BETWEEN @p0 AND @p1 ORDER BY key"]
            .Query(
                r => new HistoryEvent(
                    (EventKind)r.GetInt32(0),
                    r.Time(1),
                    r.GetInt32(2),
                    r.Text(3),
                    r.Text(4),
                    r.Text(5)
                ),
                Keys.First(instance),
                Keys.Last(instance)
            );

    public static List<ActivityRow> Activities(this StoreConnection db) =>
        db[
            "SELECT a.key, i.instance_id, a.execution, a.name, a.version, a.input, i.trace "
                + $"FROM activities a JOIN instances i ON i.id = a.key / {Schema.MaxEvents} ORDER BY a.key"
        ]
            .Query(r => new ActivityRow(
                Keys.Instance(r.GetInt64(0)),
                r.GetString(1),
                r.GetInt32(2),
                Keys.Number(r.GetInt64(0)),
                r.GetString(3),
                r.GetString(4),
                r.Text(5),
                r.Text(6)
            ));

    public static List<TimerRow> Timers(this StoreConnection db) =>
        db["SELECT key, execution, due FROM timers ORDER BY due, key"]
            .Query(r => new TimerRow(
                Keys.Instance(r.GetInt64(0)),
                r.GetInt32(1),
                Keys.Number(r.GetInt64(0)),
                r.Time(2)
            ));

    public static List<MessageRow> Messages(this StoreConnection db) =>
        db["SELECT id, instance, execution, kind, task, name, data, detail FROM messages ORDER BY id"]
            .Query(r => new MessageRow(r.GetInt64(0), r.GetInt64(1), r.GetInt32(2), ReadEvent(r)));

    private static HistoryEvent ReadEvent(SqliteDataReader r) =>
        new((EventKind)r.GetInt32(3), default, r.GetInt32(4), r.Text(5), r.Text(6), r.Text(7));
}
