using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;
using Mothership.Local.Tables.Filters;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// Writes to the entities of one table, all or none. As the rows are distinct, every condition is checked before the
/// first change is made; so a refusal has nothing to undo, although others' writes share the transaction.
/// </summary>
internal sealed class EntityWriteRequest : WriteRequest
{
    private readonly string _table;
    private readonly Item[] _items;

    public EntityWriteRequest(string table, IReadOnlyList<EntityWrite> writes)
    {
        _table = table;
        _items = new Item[writes.Count];
        for (var i = 0; i < _items.Length; i++)
            _items[i] = new Item(writes[i]);
    }

    /// <summary>Why nothing was written, and the index of the write that is to blame; null when all were.</summary>
    public (TableError Error, int Index)? Refusal { get; private set; }

    /// <summary>The tag that the write at an index left, or null after a delete.</summary>
    public string? ETag(int index) => _items[index] is { NewTicks: > 0 and var ticks } ? EdmText.ETag(ticks) : null;

    public override bool TryRunAlone(SqliteSession session, WriteClock clock)
    {
        Refusal = null;
        if (_items is not [var item])
            return false;
        var isDone = SingleWrite.TryRun(session, _table, item.Write, item.Partition, item.Row, clock, out var ticks);
        item.NewTicks = isDone ? ticks : 0;
        return isDone;
    }

    public override void Run(SqliteSession session, WriteClock clock)
    {
        if (TryRunAlone(session, clock))
            return;
        if (session.FindTable(_table) is not { } table)
        {
            Refusal = (TableError.TableNotFound, 0);
            return;
        }
        for (var i = 0; i < _items.Length; i++)
        {
            if (Check(_items[i], session, table) is not { } error)
                continue;
            Refusal = (error, i);
            return;
        }
        foreach (var item in _items)
            Apply(item, session, table, clock);
    }

    private static TableError? Check(Item item, SqliteSession session, long table)
    {
        var statement = session.GetStatement.Bind(1, table).BindText(2, item.Partition).BindText(3, item.Row);
        var exists = statement.Step();
        item.OldTicks = exists ? statement.Int64(0) : 0;
        var isMerge =
            item.Write.Kind is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge;
        var error = Condition(item, exists);
        if (error is null && item.Write.Kind != TableTransactionActionType.Delete)
        {
            item.Body =
                exists && isMerge
                    ? EntityBlob.Merge(statement.Bytes(1), item.Write.Properties)
                    : EntityBlob.Write(item.Write.Properties);
            if (exists && isMerge)
                error = EntityRules.OfProperties(item.Write.Key, EntityBlob.Read(item.Body));
        }
        statement.Reset();
        return error;
    }

    private static TableError? Condition(Item item, bool exists)
    {
        if (item.Write.Kind == TableTransactionActionType.Add)
            return exists ? TableError.EntityAlreadyExists : null;
        if (!exists)
            return item.Write.NeedsExisting ? TableError.ResourceNotFound : null;
        var matches = item.Write.IfMatch is null or "*" || item.Write.IfMatch == EdmText.ETag(item.OldTicks);
        return matches ? null : TableError.ConditionNotMet;
    }

    private static void Apply(Item item, SqliteSession session, long table, WriteClock clock)
    {
        if (item.Write.Kind == TableTransactionActionType.Delete)
        {
            session.DeleteStatement.Bind(1, table).BindText(2, item.Partition).BindText(3, item.Row).Run();
            return;
        }
        item.NewTicks = clock.Next(item.OldTicks);
        session
            .PutStatement.Bind(1, table)
            .BindText(2, item.Partition)
            .BindText(3, item.Row)
            .Bind(4, item.NewTicks)
            .BindBlob(5, item.Body)
            .Run();
    }

    private sealed class Item(EntityWrite write)
    {
        public EntityWrite Write { get; } = write;

        public byte[] Partition { get; } = KeyText.Encode(write.Key.PartitionKey);

        public byte[] Row { get; } = KeyText.Encode(write.Key.RowKey);

        public long OldTicks { get; set; }

        public long NewTicks { get; set; }

        public byte[] Body { get; set; } = [];
    }
}
