using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Local.Tables;
using Mothership.Shared.Tests.Stores.Support;
using Mothership.Stores.Billing;

namespace Mothership.Shared.Tests.Billing.Stores;

/// <summary>
/// Promise P27: one call in ten on the tables fails, before or after it took effect. Whoever made it repeats it, as
/// outboxes and orchestrations do; the events and the invoices are then what they are without faults.
/// </summary>
public sealed class StorageFaultTests
{
    private const string Last = "2028-01";

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task AppendAndClose_WithOneCallInTenFailing_AreExact(int buckets)
    {
        var (seeds, injected) = (Counts.Of(8, 200), 0);
        for (var seed = 0; seed < seeds; seed++)
        {
            var events = Events(new Random(seed));
            var faults = new RandomFaults(seed, perMille: 100);
            var (total, documents, recorded) = await RunAsync(events, faults, buckets);

            injected += faults.Injected;
            recorded.ShouldBe(events.Select(e => e.EventId).Order().ToList(), $"seed {seed}");
            var (undisturbed, expected, _) = await RunAsync(events, new RandomFaults(seed, perMille: 0), 1);
            (total, documents).ShouldBe((undisturbed, expected), $"seed {seed}");
            total.ShouldBe(Given.Months(events, Last).Sum(m => m.Total), $"seed {seed}");
        }
        injected.ShouldBeGreaterThan(5 * seeds);
    }

    [Fact]
    public async Task Close_OfASmallOrganization_TakesNoMoreCallsThanItHasTo()
    {
        using var database = new Database();
        using var account = await BillingAccount.OpenAsync(database.Service);
        await account.AppendAsync(Given.Created("2027-03-15T00:00:00", 0.10m));
        var calls = new RandomFaults(0, perMille: 0);
        using var counted = await BillingAccount.OpenAsync(new HookedService(database.Service, calls));

        await counted.AppendAsync(Given.Updated("2027-03-16T00:00:00", 0.20m));
        // The ledger, the gate, and the transaction.
        calls.Calls.ShouldBe(3);

        await counted.CloseAsync("2027-03");
        // The ledger read and sealed, the gate read and frozen, the month read, the invoice, the next month listed and
        // carried into, the gate closed, the ledger written, the month off the list.
        calls.Calls.ShouldBeLessThanOrEqualTo(3 + 15);
    }

    private static List<BillingEvent> Events(Random random)
    {
        var events = new List<BillingEvent> { Given.Credit("2027-11-05T00:00:00", 20m) };
        for (var i = 0; i < 4; i++)
        {
            var start = Given.Utc("2027-11-10T00:00:00").AddHours(random.Next(24 * 30));
            events.Add(Given.Event(PriceEventKind.Created, start, 0.00001m * random.Next(1, 99), 1, $"lkc-{i}"));
            events.Add(
                Given.Event(PriceEventKind.Updated, start.AddHours(random.Next(1, 900)), 0.0001m, 2, $"lkc-{i}")
            );
            for (var hour = 1; hour < 4; hour++)
                events.Add(
                    Given.Used(
                        $"{start.AddHours(hour):yyyy-MM-dd'T'HH}:00:00",
                        random.Next(),
                        0.11m,
                        cluster: $"lkc-{i}"
                    )
                );
        }
        return events;
    }

    private static async Task<(decimal Total, string Documents, List<string> Recorded)> RunAsync(
        List<BillingEvent> events,
        RandomFaults faults,
        int buckets
    )
    {
        using var database = new Database();
        using var calm = await BillingAccount.OpenAsync(database.Service);
        using var account = await BillingAccount.OpenAsync(new HookedService(database.Service, faults));
        await calm.SpreadAsync("2027-11", buckets);
        await calm.SpreadAsync("2027-12", buckets);
        foreach (var billed in events.Take(events.Count / 2))
            await UntilItWorksAsync(() => account.AppendAsync(billed));
        foreach (var few in events.Skip(events.Count / 2).Chunk(4))
            await UntilItWorksAsync(() => account.Events.AppendManyAsync(account.Scope, few, default));
        account.Clock.Advance(TimeSpan.FromDays(60));
        await UntilItWorksAsync(async () =>
            (await account.CloseAsync(Last)).ShouldSatisfyAllConditions(o => o.Result.ShouldBe(CloseResult.Closed))
        );
        var recorded = new List<string>();
        foreach (var month in BillingMonth.Range(Given.Month("2027-11"), Given.Month(Last).Next))
            recorded.AddRange(
                (await calm.Reader.ReadMonthAsync(calm.Scope, month, default)).Events.Select(e => e.EventId)
            );
        return (await calm.TotalAsync(), string.Join('\n', await calm.DocumentsAsync()), [.. recorded.Order()]);
    }

    private static async Task UntilItWorksAsync(Func<Task> step)
    {
        for (var tried = 1; ; tried++)
            try
            {
                await step();
                return;
            }
            catch (Exception e)
                when (tried < 200 && e is RequestFailedException or StaleWriteException or TimeoutException) { }
    }

    private sealed class Database : IDisposable
    {
        private readonly string _connection = $"Sqlite=:memory:faults-{Guid.NewGuid():N}";

        public TableServiceClient Service => new(_connection);

        public void Dispose() => LocalTables.Close(_connection);
    }
}

/// <summary>Lets calls fail at random, by a seed, before or after they took effect, and counts them.</summary>
internal sealed class RandomFaults(int seed, int perMille) : ITableHook
{
    private readonly Random _random = new(seed);

    public int Calls { get; private set; }

    public int Injected { get; private set; }

    public Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        Query();
        return read();
    }

    public void Query()
    {
        Calls++;
        if (Fails())
            throw new RequestFailedException(_random.Next(2) == 0 ? 500 : 503, "injected");
    }

    public async Task<T> WriteAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> write)
    {
        Calls++;
        if (!Fails())
            return await write();
        var fault = _random.Next(5);
        if (fault < 4)
            throw new RequestFailedException(new[] { 412, 409, 500, 503 }[fault], "injected");
        await write();
        throw new TimeoutException("injected: the answer was lost");
    }

    private bool Fails()
    {
        var fails = _random.Next(1000) < perMille;
        Injected += fails ? 1 : 0;
        return fails;
    }
}
