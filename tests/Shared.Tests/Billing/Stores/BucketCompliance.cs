using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Shared.Tests.Stores.Support;
using Mothership.Stores.Billing;

namespace Mothership.Shared.Tests.Billing.Stores;

/// <summary>
/// Months that are written to a lot, and so are spread over buckets, whatever account is behind them.
/// </summary>
public abstract class BucketCompliance
{
    private const string Month = "2027-03";

    protected abstract TableServiceClient Service { get; }

    /// <summary>How much to do, since one kind of account is slower than another.</summary>
    protected abstract int Writers { get; }

    [Fact]
    public async Task Append_FromManyWriters_KeepsEachOnceAndSpreadsTheMonth()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        using var hurried = await BillingAccount.OpenAsync(
            new HookedService(Service, new Turmoil { TwiceOfHundred = 10 })
        );
        var events = Enumerable.Range(0, Writers * 12).Select(i => Created(i)).ToList();

        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(async writer =>
                {
                    // Each event comes from two writers.
                    foreach (var e in events.Where((_, i) => i % Writers == writer || (i + 1) % Writers == writer))
                        await hurried.AppendAsync(e);
                })
        );

        var month = await account.Reader.ReadMonthAsync(account.Scope, Given.Month(Month), default);
        month.Faults.ShouldBeEmpty();
        month.Events.ShouldBe(events, ignoreOrder: true);
        (await account.CloseAsync(Month)).Result.ShouldBe(CloseResult.Closed);
        (await account.TotalAsync()).ShouldBe(Given.Rated(Month, [.. events]).Total);
    }

    [Fact]
    public async Task Append_ThatKeepsLosingRaces_SpreadsTheMonth()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var others = 0;
        var overtaken = new Overtaken(() => account.AppendAsync(Created(++others)));
        using var slow = await BillingAccount.OpenAsync(new HookedService(Service, overtaken));

        await slow.AppendAsync(Created(0));

        (await account.BucketsAsync(Month)).ShouldBe(2);
        var month = await account.Reader.ReadMonthAsync(account.Scope, Given.Month(Month), default);
        month.Faults.ShouldBeEmpty();
        month.Events.Count.ShouldBe(others + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task AppendMany_InAnySplitAndRepeated_KeepsEachOnce(int buckets)
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.SpreadAsync(Month, buckets);
        var events = Enumerable.Range(0, 230).Select(i => (BillingEvent)Created(i)).ToList();
        events.Add(Given.Created("2027-04-01T00:00:00", 0.1m, "lkc-next"));

        await account.AppendAsync(events[7]);
        await account.Events.AppendManyAsync(account.Scope, events[..100], default);
        await account.Events.AppendManyAsync(account.Scope, [.. events, events[0]], default);

        var month = await account.Reader.ReadMonthAsync(account.Scope, Given.Month(Month), default);
        month.Events.ShouldBe(events[..230], ignoreOrder: true);
        month.EventCount.ShouldBe(230);
        foreach (var e in events.Take(9).OfType<PriceEvent>())
            (
                await account.Reader.ReadResourceAsync(account.Scope, Given.Month(Month), e.Resource.Id, default)
            ).ShouldBe([e]);
        var next = await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-04"), default);
        next.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AppendMany_WithContentThatContradicts_IsAnError()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var other = Created(1) with { PricePerSecond = 0.5m };
        await Should.ThrowAsync<InvalidOperationException>(() =>
            account.Events.AppendManyAsync(account.Scope, [Created(1), other], default)
        );
        await account.AppendAsync(Created(1));
        await Should.ThrowAsync<InvalidOperationException>(() =>
            account.Events.AppendManyAsync(account.Scope, [Created(2), other], default)
        );
    }

    [Fact]
    public async Task Append_ToAFrozenMonthWithBuckets_FindsWhatIsThereAndPutsTheRestIntoTheNext()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Created(0));
        var early = Enumerable.Range(0, 20).Select(i => Created(i)).ToArray<BillingEvent>();
        var late = Enumerable.Range(20, 20).Select(i => Created(i)).ToArray<BillingEvent>();
        await account.SpreadOnAsync(Month, 4);
        await account.AppendAsync(early[..10]);
        await account.SpreadOnAsync(Month, 16);
        await account.AppendAsync(early);

        var token = await account.Close.FreezeAsync(account.Scope, Given.Month(Month), default);
        await account.AppendAsync([.. early, .. late, .. late]);

        (await account.Reader.ReadMonthAsync(account.Scope, Given.Month(Month), default)).Events.ShouldBe(
            early,
            ignoreOrder: true
        );
        (await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-04"), default)).Events.ShouldBe(
            late,
            ignoreOrder: true
        );
        (await account.Close.FreezeAsync(account.Scope, Given.Month(Month), default)).ShouldBe(token);
    }

    [Fact]
    public async Task Append_ThatReadTheGateBeforeTheFreeze_ComesTooLateForEveryBucket()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.SpreadAsync(Month, 8);
        var events = Enumerable.Range(0, 16).Select(i => Created(i)).ToArray<BillingEvent>();
        var hook = new BeforeEvents(() => account.Close.FreezeAsync(account.Scope, Given.Month(Month), default));
        using var slow = await BillingAccount.OpenAsync(new HookedService(Service, hook));

        await slow.AppendAsync(events);

        (await account.Reader.ReadMonthAsync(account.Scope, Given.Month(Month), default)).Events.ShouldBeEmpty();
        var next = await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-04"), default);
        next.Events.ShouldBe(events, ignoreOrder: true);
    }

    [Fact]
    public async Task Append_ToAParkedMonthWithBuckets_GoesIntoItAndMakesItDue()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.SpreadAsync(Month, 4);
        await account.AppendAsync(Enumerable.Range(0, 8).Select(i => Given.Updated(At, 0.2m, 2, $"lkc-{i}")).ToArray());
        (await account.CloseAsync(Month)).Result.ShouldBe(CloseResult.Parked);
        (await account.OpenInAsync(Month)).ShouldBeEmpty();

        await account.AppendAsync(Enumerable.Range(0, 8).Select(i => Created(i)).ToArray<BillingEvent>());

        (await account.OpenInAsync(Month)).ShouldBe([Given.Organization]);
        (await account.CloseAsync(Month)).Result.ShouldBe(CloseResult.Closed);
        (await account.DocumentsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Close_WithAnEventInTwoBuckets_BillsItOnce()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        BillingEvent[] events = [Created(1), Given.Used(At, 5_000_000_000m, 0.11m, cluster: "lkc-1")];
        await account.AppendAsync(events);
        await account.SpreadOnAsync(Month, 2);
        await account.DoubleIntoAsync(Month, bucket: 1);

        var month = await account.Reader.ReadMonthAsync(account.Scope, Given.Month(Month), default);
        (await account.CloseAsync(Month)).Result.ShouldBe(CloseResult.Closed);

        month.Events.ShouldBe(events, ignoreOrder: true);
        (await account.TotalAsync()).ShouldBe(Given.Rated(Month, events).Total);
    }

    [Fact]
    public async Task Close_WithARowOrAGateMissingFromABucket_IsParked()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.SpreadAsync(Month, 2);
        await account.AppendAsync(Enumerable.Range(0, 10).Select(i => Created(i)).ToArray<BillingEvent>());
        var table = Service.GetTableClient("BillingEvents");
        var bucket = $"{Given.Organization}|{Month}|01";
        var row = await table
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {bucket} and RowKey gt {"e|"}"))
            .FirstAsync();

        await table.DeleteEntityAsync(bucket, row.RowKey);
        (await account.CloseAsync(Month)).Reason!.ShouldContain("were appended to it");

        // Whoever loses the gate as well, loses its count.
        await account.Close.FreezeAsync(account.Scope, Given.Month(Month), default);
        await table.DeleteEntityAsync(bucket, "!gate");
        var read = await account.Reader.ReadMonthAsync(account.Scope, Given.Month(Month), default);
        read.Faults.ShouldHaveSingleItem().ShouldContain("1 buckets, but was spread over 2");
    }

    private const string At = "2027-03-15T00:00:00";

    private static PriceEvent Created(int i) => Given.Created(At, 0.1m, $"lkc-{i}");

    /// <summary>Does something once, just before the first event is written.</summary>
    private sealed class BeforeEvents(Func<Task> once) : ITableHook
    {
        private bool _isDone;

        public Task<T> ReadAsync<T>(Func<Task<T>> read) => read();

        public void Query() { }

        public async Task<T> WriteAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> write)
        {
            if (!_isDone && keys.Any(k => k.Contains("/e|", StringComparison.Ordinal)))
            {
                _isDone = true;
                await once();
            }
            return await write();
        }
    }
}

/// <summary>The suite on a database in memory.</summary>
public sealed class SqliteBuckets : BucketCompliance, IDisposable
{
    private readonly string _connectionString = $"Sqlite=:memory:buckets-{Guid.NewGuid():N}";

    protected override TableServiceClient Service => new(_connectionString);

    protected override int Writers => Counts.Of(16, 64);

    public void Dispose() => Local.Tables.LocalTables.Close(_connectionString);
}

/// <summary>The suite over the real protocol.</summary>
public sealed class AzuriteBuckets(Azurite azurite) : BucketCompliance, IClassFixture<Azurite>, IAsyncLifetime
{
    protected override TableServiceClient Service => new(azurite.ConnectionString);

    protected override int Writers => 8;

    public async Task InitializeAsync()
    {
        foreach (var table in new[] { "BillingEvents", "BillingMonths", "Invoices" })
            await Service.GetTableClient(table).DeleteAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>Before each of the first writes to a gate, somebody else appends something.</summary>
internal sealed class Overtaken(Func<Task> overtake) : ITableHook
{
    private const int Races = 3;
    private int _lost;

    public Task<T> ReadAsync<T>(Func<Task<T>> read) => read();

    public void Query() { }

    public async Task<T> WriteAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> write)
    {
        if (keys.Any(k => k.EndsWith("/!gate", StringComparison.Ordinal)) && _lost++ < Races)
            await overtake();
        return await write();
    }
}
