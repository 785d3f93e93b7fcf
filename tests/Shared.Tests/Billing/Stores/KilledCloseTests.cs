using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Local.Tables;
using Mothership.Shared.Tests.Stores.Support;
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Close_KilledAroundEveryStep_EndsInTheSameInvoices(int buckets)
    {
        var undisturbed = await CloseAsync(new Fuse(int.MaxValue), buckets);
        undisturbed.Documents.Count.ShouldBe(3);
        undisturbed.Documents.ShouldBe((await CloseAsync(new Fuse(int.MaxValue), 1)).Documents);
        undisturbed.Burnt.ShouldBeGreaterThanOrEqualTo(20 + 6 * (buckets - 1));

        for (var at = 1; at <= undisturbed.Burnt; at++)
            (await CloseAsync(new Fuse(at), buckets)).Documents.ShouldBe(
                undisturbed.Documents,
                $"killed at point {at}"
            );
    }

    private static async Task<(List<string> Documents, int Burnt)> CloseAsync(Fuse fuse, int buckets)
    {
        var connection = $"Sqlite=:memory:killed-{Guid.NewGuid():N}";
        try
        {
            var service = new TableServiceClient(connection);
            using var account = await BillingAccount.OpenAsync(service);
            foreach (var month in BillingMonth.Range(Given.Month("2027-02"), Given.Month("2027-05")))
                await account.SpreadAsync(month.ToString(), buckets);
            await account.AppendAsync(Events);
            using var fused = await BillingAccount.OpenAsync(new HookedService(service, fuse));
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

/// <summary>
/// Counts the points at which a process can die, before each write and after it took effect, and lets it die at one of
/// them, once.
/// </summary>
internal sealed class Fuse(int at) : ITableHook
{
    public int Burnt { get; private set; }

    public Task<T> ReadAsync<T>(Func<Task<T>> read) => read();

    public void Query() { }

    public async Task<T> WriteAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> write)
    {
        Burn();
        var result = await write();
        Burn();
        return result;
    }

    private void Burn()
    {
        if (++Burnt == at)
            throw new Killed();
    }
}
