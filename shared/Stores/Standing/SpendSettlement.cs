using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>
/// Puts what was really spent in the place of what was reserved for it: creations that failed, the time before a
/// cluster could be used, and suspensions give their room back, and what meters have come to takes some.
/// </summary>
public sealed class SpendSettlement
{
    private readonly ResourceTable _resources;
    private readonly SpendReader _spending;
    private readonly TimeProvider _clock;

    internal SpendSettlement(ResourceTable resources, SpendReader spending, TimeProvider clock) =>
        (_resources, _spending, _clock) = (resources, spending, clock);

    /// <summary>Settles an organisation and its environments, in one transaction with all their counters.</summary>
    /// <exception cref="Domain.Billing.BillingContradictionException">The figures contradict each other.</exception>
    public Task SettleAsync(TenantScope scope, CancellationToken cancellation) =>
        _resources.ChangeAsync(
            scope,
            $"settling {scope.Organization}",
            (_, token) => TrySettleAsync(scope, token),
            cancellation
        );

    private async Task<bool> TrySettleAsync(TenantScope scope, CancellationToken cancellation)
    {
        // The counters first: whatever is admitted after this changes them, and then this is done anew.
        var counters = await CountersAsync(scope, cancellation);
        var now = _clock.GetUtcNow();
        var spent = await _spending.ReadAsync(scope, now, cancellation);
        var changes = new List<TableTransactionAction>();
        foreach (var (key, usage) in counters)
        {
            var amount =
                key == RowKeys.Usage
                    ? spent.Total
                    : spent.ByEnvironment.GetValueOrDefault(new EnvironmentId(key[RowKeys.Usage.Length..]));
            changes.Add(usage.Change(Usage.Clusters, 0, usage.Commitment.Settle(amount, now)));
        }
        await _resources.Client.SubmitTransactionAsync(changes, cancellation);
        return true;
    }

    private async Task<List<(string Key, Usage Usage)>> CountersAsync(TenantScope scope, CancellationToken cancellation)
    {
        var (key, from, to) = (scope.Organization.Value, RowKeys.Usage, RowKeys.EndOf(RowKeys.Usage));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {from} and RowKey lt {to}");
        var found = new List<(string, Usage)>();
        await foreach (var row in _resources.Client.QueryAsync<TableEntity>(filter, null, null, cancellation))
            found.Add((row.RowKey, new Usage(row)));
        return found;
    }
}
