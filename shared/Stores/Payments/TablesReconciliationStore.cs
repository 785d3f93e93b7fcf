using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>What comparing has found: a partition a run, and one that lists the runs, newest first.</summary>
internal sealed class TablesReconciliationStore(BillingTables tables) : IReconciliationStore
{
    private const string Runs = "runs";
    private const int TransactionSize = 100;

    public async Task SaveAsync(
        string run,
        string organization,
        IReadOnlyList<Difference> differences,
        CancellationToken cancellation
    )
    {
        await ForgetAsync(run, organization, cancellation);
        var rows = differences.Select((d, i) => Row(run, organization, d, i));
        foreach (var chunk in rows.Chunk(TransactionSize))
            await tables.Reconciliations.SubmitTransactionAsync(
                chunk.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                cancellation
            );
    }

    public Task CompleteAsync(ReconciliationRun run, CancellationToken cancellation)
    {
        var left = DateTime.MaxValue.Ticks - run.StartedAt.UtcTicks;
        var row = new TableEntity(Runs, $"{left:D19}|{run.Id}")
        {
            [Columns.Data] = JsonSerializer.Serialize(run, RowJson.Default.ReconciliationRun),
        };
        return tables.Reconciliations.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<IReadOnlyList<ReconciliationRun>> RunsAsync(int count, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Runs}");
        var runs = new List<ReconciliationRun>();
        await foreach (var row in tables.Reconciliations.QueryAsync<TableEntity>(filter, count, null, cancellation))
        {
            runs.Add(JsonSerializer.Deserialize(row.GetString(Columns.Data), RowJson.Default.ReconciliationRun)!);
            if (runs.Count == count)
                break;
        }
        return runs;
    }

    public async IAsyncEnumerable<Difference> DifferencesAsync(
        string run,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var key = Key(run);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key}");
        await foreach (var row in tables.Reconciliations.QueryAsync<TableEntity>(filter, null, null, cancellation))
            yield return JsonSerializer.Deserialize(row.GetString(Columns.Data), RowJson.Default.Difference)!;
    }

    private async Task ForgetAsync(string run, string organization, CancellationToken cancellation)
    {
        var (key, from) = (Key(run), $"{organization}|");
        var to = RowKeys.EndOf(from);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in tables.Reconciliations.QueryAsync<TableEntity>(filter, null, null, cancellation))
            await tables.Reconciliations.RemoveAsync(row.PartitionKey, row.RowKey, cancellation);
    }

    private static TableEntity Row(string run, string organization, Difference difference, int number) =>
        new(Key(run), $"{organization}|{number:D6}")
        {
            [Columns.Data] = JsonSerializer.Serialize(difference, RowJson.Default.Difference),
        };

    private static string Key(string run) => $"run|{run}";
}
