using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>
/// Holds in Azure Tables, beside the organisation's counters. Whoever changes a hold writes the counters in the same
/// transaction, so that a creation that has read them before is refused by their ETag and looks again.
/// </summary>
internal sealed class TablesHoldStore(ResourceTable resources, IndexTable watched) : IHoldStore
{
    private const string Entry = "holds";

    public Task PlaceAsync(TenantScope scope, Hold hold, CancellationToken cancellation)
    {
        if (!Hold.IsId(hold.Id) || hold.Reason.Length is 0 or > Hold.ReasonLength)
            throw new ArgumentException(
                $"'{hold.Id}' is no hold's id, or its reason is empty or too long.",
                nameof(hold)
            );
        return resources.ChangeAsync(
            scope,
            $"placing hold {hold.Id}",
            (_, token) => TryPlaceAsync(scope, hold, token),
            cancellation
        );
    }

    public Task ReleaseAsync(TenantScope scope, string id, CancellationToken cancellation) =>
        resources.ChangeAsync(
            scope,
            $"releasing hold {id}",
            (_, token) => TryReleaseAsync(scope, id, token),
            cancellation
        );

    public Task<IReadOnlyList<Hold>> ListAsync(TenantScope scope, CancellationToken cancellation) =>
        HoldRows.ListAsync(resources.Client, scope, cancellation);

    public async IAsyncEnumerable<OrganizationId> WatchedAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {Entry}");
        await foreach (var row in watched.Client.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return new OrganizationId(row.PartitionKey);
    }

    public async Task UnwatchAsync(TenantScope scope, CancellationToken cancellation)
    {
        // The entry first: a hold that is placed after this look writes it anew, and it is not dropped then.
        if (await watched.Client.FindAsync(scope.Organization.Value, Entry, cancellation) is not { } row)
            return;
        if ((await ListAsync(scope, cancellation)).Count == 0)
            await watched.DropAsync(row, cancellation);
    }

    private async Task<bool> TryPlaceAsync(TenantScope scope, Hold hold, CancellationToken cancellation)
    {
        var usage = await resources.UsageAsync(scope, cancellation);
        var there = await FindAsync(scope, hold.Id, cancellation);
        if (there?.Value is { } same && same with { PlacedAt = hold.PlacedAt } == hold)
            return false;
        var placed = there?.Value.Level == hold.Level ? hold with { PlacedAt = there.Value.PlacedAt } : hold;
        await watched.WriteAsync(new TableEntity(scope.Organization.Value, Entry), cancellation);
        var row = HoldRows.ToRow(scope, placed);
        var write = there is null
            ? ResourceTable.Add(row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, new(there.ETag));
        var change = Weight(placed) - Weight(there?.Value);
        await resources.Client.SubmitTransactionAsync([write, usage.Change(Usage.Refusals, change)], cancellation);
        return true;
    }

    private async Task<bool> TryReleaseAsync(TenantScope scope, string id, CancellationToken cancellation)
    {
        if (!Hold.IsId(id) || await FindAsync(scope, id, cancellation) is not { } there)
            return false;
        var usage = await resources.UsageAsync(scope, cancellation);
        await resources.Client.SubmitTransactionAsync(
            [
                ResourceTable.Delete(scope, HoldRows.KeyOf(id), there.ETag),
                usage.Change(Usage.Refusals, -Weight(there.Value)),
            ],
            cancellation
        );
        return true;
    }

    private async Task<Stored<Hold>?> FindAsync(TenantScope scope, string id, CancellationToken cancellation)
    {
        var row = await resources.Client.FindAsync(scope.Organization.Value, HoldRows.KeyOf(id), cancellation);
        return row is null ? null : new(HoldRows.FromRow(row), row.ETag.ToString());
    }

    private static int Weight(Hold? hold) => hold?.Level >= HoldLevel.RefuseNew ? 1 : 0;
}
