using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Clusters;
using Mothership.Stores.Rows;
using Mothership.Stores.Standing;
using Operation = Mothership.Domain.Operations.Operation;

namespace Mothership.Stores.Writing;

/// <summary>
/// Writes decisions over what they were made on: the record, the operation that begins, and the counters of what is
/// committed, in one transaction.
/// </summary>
/// <param name="resources">The table.</param>
/// <param name="operations">The list of open operations.</param>
/// <param name="gate">Admits what costs.</param>
/// <param name="kind">The kind of record.</param>
/// <param name="counter">The counter of such records.</param>
internal sealed class DecisionWriter<T>(
    ResourceTable resources,
    OperationIndex operations,
    SpendGate gate,
    RowKind<T> kind,
    Func<T, string> counter
)
    where T : class, ISoldResource
{
    private readonly TenantRows<T> _rows = new(resources.Client, kind);

    /// <exception cref="StaleWriteException">The record is not what it was; nothing was written.</exception>
    public async Task<Stored<T>> SaveAsync(
        TenantScope scope,
        T next,
        Operation? started,
        Growth growth,
        string etag,
        CancellationToken cancellation
    )
    {
        if (started is not null)
            await operations.AnnounceAsync(started, cancellation);
        if (growth.NeedsRoom || growth.CommitmentChange != 0m)
            return await resources.ChangeAsync(
                scope,
                $"changing {NameOf(next)}",
                (_, token) => TrySaveAsync(scope, next, started, growth, etag, token),
                cancellation
            );
        if (started is null)
            return await _rows.UpdateAsync(scope, next, etag, cancellation);
        try
        {
            return await resources.SubmitAsync(next, Writes(scope, next, started, etag), cancellation);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            throw new StaleWriteException(NameOf(next), failure);
        }
    }

    /// <summary>Removes a record and gives back what it counted for.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="key">Its row key.</param>
    /// <param name="beside">What else goes with it, and what goes of it: its own row at least.</param>
    /// <param name="cancellation">Stops trying.</param>
    /// <returns>What was removed; null when there is no such record.</returns>
    public Task<T?> RemoveAsync(
        TenantScope scope,
        string key,
        Func<Stored<T>, IEnumerable<TableTransactionAction>> beside,
        CancellationToken cancellation
    ) =>
        resources.ChangeAsync(
            scope,
            $"removing {kind.Name} {key}",
            (_, token) => TryRemoveAsync(scope, key, beside, token),
            cancellation
        );

    private async Task<T?> TryRemoveAsync(
        TenantScope scope,
        string key,
        Func<Stored<T>, IEnumerable<TableTransactionAction>> beside,
        CancellationToken cancellation
    )
    {
        if (await _rows.FindAsync(scope, key, cancellation) is not { } stored)
            return null;
        var environment = RowKeys.UsageOf(stored.Value.Environment);
        var inEnvironment = await resources.UsageAsync(scope, environment, cancellation);
        var inOrganization = await resources.UsageAsync(scope, cancellation);
        List<TableTransactionAction> actions =
        [
            .. beside(stored),
            gate.GiveBack(inOrganization, counter(stored.Value), stored.Value),
        ];
        if (inEnvironment is not null)
            actions.Add(gate.GiveBack(inEnvironment, counter(stored.Value), stored.Value));
        await resources.Client.SubmitTransactionAsync(actions, cancellation);
        return stored.Value;
    }

    private string NameOf(T value) => $"{kind.Name} {kind.KeyOf(value)}";

    private List<TableTransactionAction> Writes(TenantScope scope, T next, Operation? started, string etag) =>
        [
            new(TableTransactionActionType.UpdateReplace, kind.ToRow(scope, next), new ETag(etag)),
            .. started is null ? [] : OperationIndex.RowsOf(scope, started),
        ];

    private async Task<Stored<T>> TrySaveAsync(
        TenantScope scope,
        T next,
        Operation? started,
        Growth growth,
        string etag,
        CancellationToken cancellation
    )
    {
        if ((await _rows.FindAsync(scope, kind.KeyOf(next), cancellation))?.ETag != etag)
            throw new StaleWriteException(NameOf(next));
        var environment = await resources.UsageAsync(scope, RowKeys.UsageOf(next.Environment), cancellation);
        // An environment may be gone before the last of its services is; what costs more has to be in one.
        if (environment is null && growth.NeedsRoom)
            throw ClusterQuotas.NoEnvironment(next.Environment);
        var organization = await resources.UsageAsync(scope, cancellation);
        var counted = await gate.AdmitAsync(scope, growth, environment, organization, (counter(next), 0), cancellation);
        // Should this lose a race, the next attempt finds out whether it was about the record or about the counters.
        return await resources.SubmitAsync(next, [.. Writes(scope, next, started, etag), .. counted], cancellation);
    }
}
