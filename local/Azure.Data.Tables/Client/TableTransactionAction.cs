#nullable disable
namespace Azure.Data.Tables;

/// <summary>One action of a transaction.</summary>
public class TableTransactionAction
{
    /// <summary>An unconditional action.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default) { }

    /// <summary>An action on the version <paramref name="etag"/> of the entity; updates and deletes only.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default) =>
        (ActionType, Entity, ETag) = (actionType, entity, etag);

    /// <summary>What is done.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The entity it is done with.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version that the stored entity must have; default for any.</summary>
    public ETag ETag { get; }
}
