using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// The writes that need nothing of the stored entity but its tag, as one statement that finds the table, checks the
/// condition, and changes the row. When it changes nothing, be it that the entity has a later time than the clock,
/// the long way round decides. (RETURNING would tell more, but SQLite builds a temporary table for it, which takes
/// longer than the write.)
/// </summary>
internal static class SingleWrite
{
    private const string Insert =
        "INSERT INTO entities(t, pk, rk, ts, body) SELECT id, ?2, ?3, ?4, ?5 FROM tables WHERE name=?1 ";
    private const string AddSql = Insert + "ON CONFLICT(t, pk, rk) DO NOTHING";
    private const string UpsertSql =
        Insert + "ON CONFLICT(t, pk, rk) DO UPDATE SET ts=excluded.ts, body=excluded.body WHERE ts<excluded.ts";
    private const string UpdateSql =
        "UPDATE entities SET ts=?4, body=?5 "
        + "WHERE t=(SELECT id FROM tables WHERE name=?1) AND pk=?2 AND rk=?3 AND ts<?4 AND (?6=0 OR ts=?6)";
    private const string DeleteSql =
        "DELETE FROM entities "
        + "WHERE t=(SELECT id FROM tables WHERE name=?1) AND pk=?2 AND rk=?3 AND (?6=0 OR ts=?6)";

    /// <summary>
    /// Whether it was done; not when it was not one of these or changed nothing. <paramref name="ticks"/> is the time
    /// of the write, 0 of a delete.
    /// </summary>
    public static bool TryRun(
        SqliteSession session,
        string table,
        EntityWrite write,
        byte[] partition,
        byte[] row,
        WriteClock clock,
        out long ticks
    )
    {
        ticks = 0;
        if (Sql(write, out var condition) is not { } sql)
            return false;
        var statement = session.Prepare(sql).BindText(1, table).BindText(2, partition).BindText(3, row);
        if (write.Kind != TableTransactionActionType.Delete)
        {
            ticks = clock.Next(0);
            statement.Bind(4, ticks).BindBlob(5, EntityBlob.Write(write.Properties));
        }
        if (write.NeedsExisting)
            statement.Bind(6, condition);
        statement.Run();
        return session.Changes > 0;
    }

    private static string? Sql(EntityWrite write, out long condition)
    {
        condition = 0;
        return write.Kind switch
        {
            TableTransactionActionType.Add => AddSql,
            TableTransactionActionType.UpsertReplace => UpsertSql,
            TableTransactionActionType.UpdateReplace when write.IfMatch == "*" => UpdateSql,
            TableTransactionActionType.UpdateReplace when EdmText.TryParseETag(write.IfMatch, out condition) =>
                UpdateSql,
            TableTransactionActionType.Delete when write.IfMatch is null or "*" => DeleteSql,
            TableTransactionActionType.Delete when EdmText.TryParseETag(write.IfMatch, out condition) => DeleteSql,
            _ => null,
        };
    }
}
