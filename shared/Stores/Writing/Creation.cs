using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Writing;

/// <summary>
/// Creates the records of a kind that an organisation counts. A repeat finds what is there; a repeat after the removal
/// is refused.
/// </summary>
internal sealed class Creation<T>(ResourceTable resources, RowKind<T> kind)
    where T : class
{
    private readonly TenantRows<T> _rows = new(resources.Client, kind);

    /// <param name="scope">Whose record it is.</param>
    /// <param name="what">For the error, such as <c>creating user u-…</c>.</param>
    /// <param name="value">The record.</param>
    /// <param name="beside">Checks what must hold, and says what else changes in the same transaction: the counters at
    /// least. Asked anew at each attempt.</param>
    /// <param name="cancellation">Stops trying.</param>
    /// <exception cref="MothershipException">Conflict: it was removed before. Unavailable: every attempt lost a race.
    /// And what <paramref name="beside"/> throws.</exception>
    public Task<Stored<T>> RunAsync(
        TenantScope scope,
        string what,
        T value,
        Func<CancellationToken, Task<IEnumerable<TableTransactionAction>>> beside,
        CancellationToken cancellation
    ) => resources.ChangeAsync(scope, what, (_, token) => TryAsync(scope, value, beside, token), cancellation);

    private async Task<Stored<T>> TryAsync(
        TenantScope scope,
        T value,
        Func<CancellationToken, Task<IEnumerable<TableTransactionAction>>> beside,
        CancellationToken cancellation
    )
    {
        var key = kind.KeyOf(value);
        if (await _rows.FindAsync(scope, key, cancellation) is { } there)
            return there;
        await resources.RefuseIfGoneAsync(scope, key, cancellation);
        var others = await beside(cancellation);
        return await resources.SubmitAsync(
            value,
            [ResourceTable.Add(kind.ToRow(scope, value)), .. others],
            cancellation
        );
    }
}
