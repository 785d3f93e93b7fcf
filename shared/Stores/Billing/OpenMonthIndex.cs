using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>
/// The list of open months. A row is there before the first event of its month and goes after the month is closed, so
/// that nothing that has to be closed is ever missing from it.
/// </summary>
internal sealed class OpenMonthIndex(BillingTables tables) : IOpenMonths
{
    private const string Reason = "ParkedReason";

    public async Task<IReadOnlyList<BillingMonth>> BeforeAsync(BillingMonth end, CancellationToken cancellation)
    {
        var months = new List<BillingMonth>();
        // From month to month, so that the number of organisations makes no difference.
        for (var after = ""; await NextAsync(after, end, cancellation) is { } month; after = month.ToString())
            months.Add(month);
        return months;
    }

    public async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(
        BillingMonth month,
        OrganizationId? after,
        int size,
        CancellationToken cancellation
    )
    {
        var (key, last) = (month.ToString(), after?.Value ?? "");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {key} and RowKey gt {last} and ParkedReason eq {""}"
        );
        var rows = tables.Months.QueryAsync<TableEntity>(filter, Math.Min(size, 1000), null, cancellation);
        var organizations = new List<OrganizationId>();
        await foreach (var row in rows)
        {
            organizations.Add(new(row.RowKey));
            if (organizations.Count == size)
                break;
        }
        return organizations;
    }

    public async IAsyncEnumerable<ParkedMonth> ParkedAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"ParkedReason ne {""}");
        await foreach (var row in tables.Months.QueryAsync<TableEntity>(filter, null, null, cancellation))
            yield return new(new(row.RowKey), BillingMonth.Parse(row.PartitionKey), row.GetString(Reason));
    }

    /// <summary>Puts a month on the list, and makes a parked one due again.</summary>
    public Task EnsureAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation) =>
        ParkAsync(scope, month, "", cancellation);

    public Task ParkAsync(TenantScope scope, BillingMonth month, string reason, CancellationToken cancellation) =>
        tables.Months.UpsertEntityAsync(Row(scope, month, reason), TableUpdateMode.Replace, cancellation);

    public Task RemoveAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation) =>
        tables.Months.DeleteEntityAsync(month.ToString(), scope.Organization.Value, ETag.All, cancellation);

    private async Task<BillingMonth?> NextAsync(string after, BillingMonth end, CancellationToken cancellation)
    {
        var last = end.ToString();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {after} and PartitionKey lt {last} and ParkedReason eq {""}"
        );
        await foreach (var row in tables.Months.QueryAsync<TableEntity>(filter, 1, null, cancellation))
            return BillingMonth.Parse(row.PartitionKey);
        return null;
    }

    private static TableEntity Row(TenantScope scope, BillingMonth month, string parkedReason) =>
        new(month.ToString(), scope.Organization.Value) { [Reason] = parkedReason };
}
