using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Clusters;

/// <summary>Finds operations: the open ones of all organisations, and those of one organisation by time.</summary>
internal sealed class OperationIndex(ResourceTable resources, IndexTable open)
{
    private const int Partitions = 8;
    private readonly TenantRows<Operation> _operations = new(resources.Client, RowKinds.Operation);

    /// <summary>The rows that an operation begins with, for the transaction that accepts it.</summary>
    public static IEnumerable<TableTransactionAction> RowsOf(TenantScope scope, Operation operation)
    {
        yield return ResourceTable.Add(RowKinds.Operation.ToRow(scope, operation));
        var key = RowKeys.NewestFirst(operation);
        foreach (var list in ListsOf(operation))
            yield return ResourceTable.Add(
                new TableEntity(scope.Organization.Value, list + key) { [Columns.Operation] = operation.Id.Value }
            );
    }

    // That of a service is found by its cluster too.
    private static IEnumerable<string> ListsOf(Operation operation)
    {
        yield return RowKeys.OperationsByTime();
        if (operation.Cluster is { } cluster)
            yield return RowKeys.OperationsByTime(ResourceId.Of(cluster));
        if (operation.Service is not null)
            yield return RowKeys.OperationsByTime(operation.Resource);
    }

    /// <summary>Puts an operation on the list of open ones; before it is written.</summary>
    public Task AnnounceAsync(Operation operation, CancellationToken cancellation) =>
        open.WriteAsync(
            new TableEntity(PartitionOf(operation.Id), RowKeyOf(operation.Organization, operation.Id))
            {
                [Columns.Organization] = operation.Organization.Value,
                [Columns.Operation] = operation.Id.Value,
            },
            cancellation
        );

    /// <summary>Takes an operation off the list of open ones; after its final status is written.</summary>
    public Task CloseAsync(Operation operation, CancellationToken cancellation) =>
        open.Client.RemoveAsync(
            PartitionOf(operation.Id),
            RowKeyOf(operation.Organization, operation.Id),
            cancellation
        );

    /// <summary>All open ones. Cleans the list on the way.</summary>
    public async IAsyncEnumerable<OpenOperation> OpenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in open.Client.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            var organization = new OrganizationId(row.GetString(Columns.Organization));
            var id = new OperationId(row.GetString(Columns.Operation));
            var found = await _operations.FindAsync(SystemScope.For(organization), id.Value, cancellation);
            if (found is null)
                await open.DropIfOldAsync(row, cancellation);
            else if (found.Value.IsTerminal)
                await open.DropAsync(row, cancellation);
            else
                yield return new(organization, id);
        }
    }

    // Spread, so that one busy partition does not bound how many operations may begin in a second.
    private static string PartitionOf(OperationId id)
    {
        var sum = id.Value.Aggregate(0, (total, c) => total + c);
        return $"open-{sum % Partitions}";
    }

    private static string RowKeyOf(OrganizationId organization, OperationId id) => $"{organization}~{id}";
}
