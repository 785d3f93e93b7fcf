#nullable disable
using Mothership.Local.Tables.Backend;

namespace Azure.Data.Tables;

/// <summary>Transactions.</summary>
public partial class TableClient
{
    /// <summary>Performs up to 100 actions on distinct entities of one partition, all or none.</summary>
    /// <exception cref="TableTransactionFailedException">An action was refused; none was performed.</exception>
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    ) => Wait(_backend.Transact(Name, WritesOf(transactionActions), false, cancellationToken));

    /// <inheritdoc cref="SubmitTransaction"/>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    ) => await _backend.Transact(Name, WritesOf(transactionActions), true, cancellationToken);

    private static List<EntityWrite> WritesOf(IEnumerable<TableTransactionAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var writes = actions.Select(WriteOf).ToList();
        return writes.Count > 0 ? writes : throw new InvalidOperationException("The transaction contains no actions.");
    }

    private static EntityWrite WriteOf(TableTransactionAction action)
    {
        // An update without a tag goes out without If-Match, which makes it an upsert: the official client does the
        // same.
        var kind = (action.ActionType, HeaderOf(action.ETag)) switch
        {
            (TableTransactionActionType.UpdateMerge, null) => TableTransactionActionType.UpsertMerge,
            (TableTransactionActionType.UpdateReplace, null) => TableTransactionActionType.UpsertReplace,
            var (type, _) => type,
        };
        var ifMatch = kind switch
        {
            TableTransactionActionType.Delete => HeaderOf(action.ETag) ?? "*",
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace => HeaderOf(action.ETag),
            _ => null,
        };
        return WriteOf(kind, action.Entity, ifMatch);
    }
}
