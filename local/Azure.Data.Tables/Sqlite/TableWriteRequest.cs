using Mothership.Local.Tables.Backend;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>Creates a table, or deletes it with all that is in it.</summary>
internal sealed class TableWriteRequest(string table, bool isDelete) : WriteRequest
{
    public TableError? Refusal { get; private set; }

    public override void Run(SqliteSession session, WriteClock clock)
    {
        Refusal = null;
        var id = session.FindTable(table);
        if (isDelete)
            Delete(session, id);
        else if (id is null)
            session.Prepare("INSERT INTO tables(name) VALUES(?1)").BindText(1, table).Run();
        else
            Refusal = TableError.TableAlreadyExists;
    }

    private void Delete(SqliteSession session, long? id)
    {
        if (id is null)
        {
            Refusal = TableError.ResourceNotFound;
            return;
        }
        session.Prepare("DELETE FROM entities WHERE t=?1").Bind(1, id.Value).Run();
        session.Prepare("DELETE FROM tables WHERE id=?1").Bind(1, id.Value).Run();
    }
}
