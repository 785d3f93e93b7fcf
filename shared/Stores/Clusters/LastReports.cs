using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Clusters;

/// <summary>
/// The last report of each resource, in a table of their own: reports come often, and need no transaction.
/// </summary>
internal sealed class LastReports<T>(
    TableClient table,
    RaceRetry retry,
    JsonTypeInfo<T> json,
    Func<T, string> keyOf,
    Func<T, (long Generation, DateTimeOffset ReportedAt)> orderOf
)
    where T : class
{
    public async Task<T?> FindAsync(TenantScope scope, string key, CancellationToken cancellation) =>
        await FindRowAsync(scope, key, cancellation) is { } row ? KindFor(scope).FromRow(row) : null;

    public Task<bool> RecordAsync(TenantScope scope, T report, CancellationToken cancellation) =>
        retry.RunAsync(
            $"recording a report of {keyOf(report)}",
            (_, token) => TryRecordAsync(scope, report, token),
            cancellation
        );

    public Task RemoveAsync(TenantScope scope, string key, CancellationToken cancellation) =>
        table.RemoveAsync(scope.Organization.Value, key, cancellation);

    private async Task<bool> TryRecordAsync(TenantScope scope, T report, CancellationToken cancellation)
    {
        var kind = KindFor(scope);
        var row = kind.ToRow(scope, report);
        if (await FindRowAsync(scope, keyOf(report), cancellation) is not { } there)
        {
            await table.AddEntityAsync(row, cancellation);
            return true;
        }
        if (orderOf(report).CompareTo(orderOf(kind.FromRow(there))) <= 0)
            return false;
        await table.UpdateEntityAsync(row, there.ETag, TableUpdateMode.Replace, cancellation);
        return true;
    }

    private Task<TableEntity?> FindRowAsync(TenantScope scope, string key, CancellationToken cancellation) =>
        table.FindAsync(scope.Organization.Value, key, cancellation);

    // A report does not name its organisation: the partition that it is in does.
    private RowKind<T> KindFor(TenantScope scope) =>
        new("Observation", json) { KeyOf = keyOf, OwnerOf = _ => scope.Organization };
}
