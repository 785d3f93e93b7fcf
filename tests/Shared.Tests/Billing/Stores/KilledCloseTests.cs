using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Local.Tables;
using Mothership.Stores.Billing;

namespace Mothership.Shared.Tests.Billing.Stores;

/// <summary>A closing that dies before or after any of its steps, and is begun again.</summary>
public sealed class KilledCloseTests
{
    private static readonly PriceEvent[] Events =
    [
        Given.Created("2027-02-15T00:00:00", 0.10m),
        Given.Updated("2027-03-16T00:00:00", 0.20m),
        Given.Created("2027-03-16T00:00:00", 0.003m, "lkc-b"),
        Given.Deleted("2027-04-17T00:00:00"),
    ];

    [Fact]
    public async Task Close_KilledAroundEveryStep_EndsInTheSameInvoices()
    {
        var undisturbed = await CloseAsync(new Fuse(int.MaxValue));
        undisturbed.Documents.Count.ShouldBe(3);
        undisturbed.Burnt.ShouldBeGreaterThan(20);

        for (var at = 1; at <= undisturbed.Burnt; at++)
            (await CloseAsync(new Fuse(at))).Documents.ShouldBe(undisturbed.Documents, $"killed at point {at}");
    }

    private static async Task<(List<string> Documents, int Burnt)> CloseAsync(Fuse fuse)
    {
        var connection = $"Sqlite=:memory:killed-{Guid.NewGuid():N}";
        try
        {
            var service = new TableServiceClient(connection);
            using var account = await BillingAccount.OpenAsync(service);
            await account.AppendAsync(Events);
            using var fused = await BillingAccount.OpenAsync(new FusedAccount(connection, fuse));
            for (var done = false; !done; )
                done = await SurvivesAsync(fused);
            (await account.Reader.ReadLedgerAsync(account.Scope, default)).ShouldBe(
                new(Given.Month("2027-02"), Given.Month("2027-04"), 3)
            );
            return (await account.DocumentsAsync(), fuse.Burnt);
        }
        finally
        {
            LocalTables.Close(connection);
        }
    }

    private static async Task<bool> SurvivesAsync(BillingAccount account)
    {
        try
        {
            (await account.CloseAsync("2027-04")).Result.ShouldBe(CloseResult.Closed);
            return true;
        }
        catch (Killed)
        {
            return false;
        }
    }
}

/// <summary>The process dies here.</summary>
public sealed class Killed : Exception;

/// <summary>Counts the points at which a process can die, and lets it die at one of them, once.</summary>
public sealed class Fuse(int at)
{
    public int Burnt { get; private set; }

    public async Task<T> Around<T>(Func<Task<T>> step)
    {
        Burn();
        var result = await step();
        Burn();
        return result;
    }

    private void Burn()
    {
        if (++Burnt == at)
            throw new Killed();
    }
}

/// <summary>An account with a fuse around each write.</summary>
public sealed class FusedAccount(string connectionString, Fuse fuse) : TableServiceClient(connectionString)
{
    private readonly string _connectionString = connectionString;

    public override TableClient GetTableClient(string tableName) => new FusedTable(_connectionString, tableName, fuse);
}

/// <summary>A table with a fuse around each write: the process can die before it, or after it took effect.</summary>
public sealed class FusedTable(string connectionString, string name, Fuse fuse) : TableClient(connectionString, name)
{
    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        fuse.Around(() => base.AddEntityAsync(entity, cancellationToken));

    public override Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => fuse.Around(() => base.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

    public override Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => fuse.Around(() => base.UpsertEntityAsync(entity, mode, cancellationToken));

    public override Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) => fuse.Around(() => base.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken));

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    ) => fuse.Around(() => base.SubmitTransactionAsync(transactionActions, cancellationToken));
}
