using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;

namespace Mothership.Shared.Tests.Billing.Stores;

/// <summary>
/// What the event table, the list of open months and the invoice store promise, whatever account is behind them.
/// </summary>
public abstract class BillingStoreCompliance
{
    private static readonly PriceEvent Created = Given.Created("2027-03-15T00:00:00.1234567", 0.123456789012m);
    private static readonly PriceEvent Deleted = Given.Deleted("2027-03-17T00:00:00");

    protected abstract TableServiceClient Service { get; }

    [Fact]
    public async Task Append_AnEvent_IsReadBackUnchanged()
    {
        using var account = await BillingAccount.OpenAsync(Service);

        await account.AppendAsync(Created, Deleted);

        var month = await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-03"), default);
        month.Events.ShouldBe([Created, Deleted], ignoreOrder: true);
        month.EventCount.ShouldBe(2);
        month.CarriedOver.ShouldBeEmpty();
        (await account.Reader.ReadLedgerAsync(account.Scope, default)).ShouldBe(new(Given.Month("2027-03"), null, 0));
        (await account.OpenInAsync("2027-03")).ShouldBe([Given.Organization]);
    }

    [Fact]
    public async Task Append_TheSameTwice_ChangesNothing()
    {
        using var account = await BillingAccount.OpenAsync(Service);

        await account.AppendAsync(Created, Created, Created);

        (await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-03"), default)).EventCount.ShouldBe(1);
    }

    [Fact]
    public async Task Append_TheSameIdWithOtherContent_IsAnError()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Created);

        await Should.ThrowAsync<InvalidOperationException>(() =>
            account.AppendAsync(Created with { PricePerSecond = 0.2m })
        );

        var month = await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-03"), default);
        month.Events.ShouldBe([Created]);
    }

    [Fact]
    public async Task Append_IntoAnotherOrganizationsScope_IsAnError()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var foreign = SystemScope.For(new OrganizationId("other"));

        await Should.ThrowAsync<InvalidOperationException>(() => account.Events.AppendAsync(foreign, Created, default));
    }

    [Fact]
    public async Task Append_ManyAtTheSameTime_KeepsEachOnce()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var events = Enumerable
            .Range(0, 12)
            .Select(i => Given.Created("2027-03-01T00:00:00", 0.1m, $"lkc-{i}"))
            .ToList();

        await Task.WhenAll(events.Concat(events).Select(e => account.AppendAsync(e)));

        var month = await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-03"), default);
        month.Events.ShouldBe(events, ignoreOrder: true);
        month.EventCount.ShouldBe(12);
    }

    [Fact]
    public async Task Append_ToAClosedMonth_GoesToTheFirstOpenOneAndOnlyOnce()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Created);
        await account.CloseAsync("2027-04");

        await account.AppendAsync(Created, Deleted, Created, Deleted);

        var months = new[] { "2027-03", "2027-04", "2027-05" };
        var counts = new List<int>();
        foreach (var month in months)
            counts.Add((await account.Reader.ReadMonthAsync(account.Scope, Given.Month(month), default)).Events.Count);
        counts.ShouldBe([1, 0, 1]);
    }

    [Fact]
    public async Task Append_BeforeTheFirstMonthOnceSealed_GoesToTheFirstOpenMonth()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Given.Created("2027-05-01T00:00:00", 0.1m, "lkc-b"));
        await account.CloseAsync("2027-05");

        await account.AppendAsync(Created);

        var june = await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-06"), default);
        june.Events.ShouldBe([Created]);
        await account.CloseAsync("2027-06");
        (await account.TotalAsync()).ShouldBe(
            Given.Months([Created, Given.Created("2027-05-01T00:00:00", 0.1m, "lkc-b")], "2027-06").Sum(m => m.Total)
        );
    }

    [Fact]
    public async Task Append_BeforeTheFirstMonthWhileNothingIsClosed_MakesThatTheFirst()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Given.Created("2027-05-01T00:00:00", 0.1m, "lkc-b"), Created);

        (await account.Reader.ReadLedgerAsync(account.Scope, default)).FirstMonth.ShouldBe(Given.Month("2027-03"));
        (await account.OpenMonths.BeforeAsync(Given.Month("2027-06"), default)).ShouldBe([
            Given.Month("2027-03"),
            Given.Month("2027-05"),
        ]);
        (await account.OpenMonths.BeforeAsync(Given.Month("2027-05"), default)).ShouldBe([Given.Month("2027-03")]);
    }

    [Fact]
    public async Task Append_BeforeTheFirstMonthOnceClosingHasBegun_DoesNotBeginAnEarlierMonth()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Given.Created("2027-05-01T00:00:00", 0.1m, "lkc-b"));
        await account.Close.SealAsync(account.Scope, default);

        await account.AppendAsync(Created);

        (await account.Reader.ReadLedgerAsync(account.Scope, default)).FirstMonth.ShouldBe(Given.Month("2027-05"));
        (await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-05"), default)).EventCount.ShouldBe(2);
        (await account.OpenInAsync("2027-03")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_ToAFrozenMonth_GoesToTheNext()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Created);
        var token = await account.Close.FreezeAsync(account.Scope, Given.Month("2027-03"), default);

        await account.AppendAsync(Deleted, Created);

        (await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-03"), default)).Events.ShouldBe([
            Created,
        ]);
        (await account.Reader.ReadMonthAsync(account.Scope, Given.Month("2027-04"), default)).Events.ShouldBe([
            Deleted,
        ]);
        (await account.Close.FreezeAsync(account.Scope, Given.Month("2027-03"), default)).ShouldBe(token);
    }

    [Fact]
    public async Task Park_WithATokenOfAnEarlierFreeze_DoesNotOpenTheMonth()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Created);
        var month = Given.Month("2027-03");
        var ledger = await account.Close.SealAsync(account.Scope, default);
        var old = await account.Close.FreezeAsync(account.Scope, month, default);
        await account.Close.ParkAsync(account.Scope, month, old, "a reason", default);
        await account.AppendAsync(Deleted);
        var token = await account.Close.FreezeAsync(account.Scope, month, default);

        await account.Close.ParkAsync(account.Scope, month, old, "too late", default);
        await Should.ThrowAsync<StaleWriteException>(() =>
            account.Close.CompleteAsync(account.Scope, ledger, month, old, 1, default)
        );
        await account.AppendAsync(Given.Created("2027-03-20T00:00:00", 0.1m, "lkc-b"));

        (await account.Reader.ReadMonthAsync(account.Scope, month, default)).EventCount.ShouldBe(2);
        await account.Close.CompleteAsync(account.Scope, ledger, month, token, 1, default);
        (await account.Reader.ReadLedgerAsync(account.Scope, default)).ShouldBe(new(month, month, 1));
    }

    [Fact]
    public async Task ReadCluster_OneOfSeveral_HasItsEventsAlone()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Created, Given.Created("2027-03-15T00:00:00", 1m, "lkc-ab"), Deleted);

        var events = await account.Reader.ReadResourceAsync(
            account.Scope,
            Given.Month("2027-03"),
            Created.Resource.Id,
            default
        );

        events.ShouldBe([Created, Deleted], ignoreOrder: true);
    }

    [Fact]
    public async Task Freeze_RacingWithAppends_LosesNoEvent()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Given.Created("2027-03-01T00:00:00", 0.1m, "lkc-first"));
        var events = Enumerable
            .Range(0, 20)
            .Select(i => Given.Created("2027-03-01T00:00:00", 0.1m, $"lkc-{i}"))
            .ToList();

        var appends = events.Select(e => account.AppendAsync(e)).ToList();
        var close = account.CloseAsync("2027-03");
        await Task.WhenAll(appends.Append(close));
        await account.CloseAsync("2027-04");

        (await account.TotalAsync()).ShouldBe(21 * 61 * 8640.00m);
    }

    [Fact]
    public async Task Invoice_Written_IsReadBackAndNotWrittenAgain()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var invoice = Invoice.Of(Given.Rated("2027-03", Created, Deleted), 1);

        var stored = await account.Invoices.AddAsync(account.Scope, invoice, default);
        await account.Invoices.AddAsync(account.Scope, invoice, default);

        var read = (await account.Invoices.FindAsync(account.Scope, invoice.Id, default)).ShouldNotBeNull();
        InvoiceJson.Write(read.Invoice).ShouldBe(InvoiceJson.Write(invoice));
        read.Hash.ShouldBe(stored.Hash);
        read.Status.ShouldBe(InvoiceStatus.NotCharged);
        read.Status.Describe().ShouldContain("has not been charged");
        (await account.Invoices.ListAsync(account.Scope, new(10, null), default)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Invoice_OfTheSameIdWithOtherContent_IsRefused()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.Invoices.AddAsync(
            account.Scope,
            Invoice.Of(Given.Rated("2027-03", Created, Deleted), 1),
            default
        );

        await Should.ThrowAsync<BillingContradictionException>(() =>
            account.Invoices.AddAsync(account.Scope, Invoice.Of(Given.Rated("2027-03", Created), 1), default)
        );
    }

    [Fact]
    public async Task Invoice_WithThousandsOfLines_IsStoredWhole()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var events = Enumerable.Range(0, 3000).Select(i => Given.Created("2027-03-15T00:00:00", 0.1m, $"lkc-{i}"));
        var invoice = Invoice.Of(Given.Rated("2027-03", [.. events]), 1);

        await account.Invoices.AddAsync(account.Scope, invoice, default);

        var read = (await account.Invoices.FindAsync(account.Scope, invoice.Id, default)).ShouldNotBeNull();
        read.Invoice.Lines.ShouldBe(invoice.Lines);
    }

    [Fact]
    public async Task Invoice_OfAnotherOrganization_DoesNotExist()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var invoice = Invoice.Of(Given.Rated("2027-03", Created, Deleted), 1);
        await account.Invoices.AddAsync(account.Scope, invoice, default);
        var other = SystemScope.For(new OrganizationId("other"));

        (await account.Invoices.FindAsync(other, invoice.Id, default)).ShouldBeNull();
        (await account.Invoices.ListAsync(other, new(10, null), default)).Items.ShouldBeEmpty();
        (await account.Invoices.FindAsync(account.Scope, "piece|" + invoice.Id + "|0000", default)).ShouldBeNull();
        (await account.Invoices.FindAsync(account.Scope, "no such/id", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Invoices_InPages_ComeInTheOrderOfTheirMonths()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        await account.AppendAsync(Created);
        await account.CloseAsync("2027-07");

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await account.Invoices.ListAsync(account.Scope, new(2, token), default);
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Items.Select(i => $"{i.Month} {i.Number}"));
            token = page.Next;
        } while (token is not null);

        seen.ShouldBe(Enumerable.Range(3, 5).Select(m => $"2027-{m:D2} 5F0C2A1B-{m - 2:D6}"));
        var bad = account.Invoices.ListAsync(account.Scope, new(2, "../etc"), default);
        (await Should.ThrowAsync<MothershipException>(() => bad)).Kind.ShouldBe(ErrorKind.Malformed);
    }

    [Fact]
    public async Task OpenMonths_InPages_GiveEveryOrganizationOnce()
    {
        using var account = await BillingAccount.OpenAsync(Service);
        var ids = Enumerable.Range(0, 7).Select(i => new OrganizationId($"org-{i}")).ToList();
        foreach (var id in ids)
            await account.AppendAsync(Created with { Organization = id });

        var seen = new List<OrganizationId>();
        for (var more = true; more; )
        {
            OrganizationId? after = seen.Count > 0 ? seen[^1] : null;
            var page = await account.OpenMonths.OrganizationsAsync(Given.Month("2027-03"), after, 3, default);
            seen.AddRange(page);
            more = page.Count == 3;
        }

        seen.ShouldBe(ids);
    }
}

/// <summary>The suite on a database in memory.</summary>
public sealed class SqliteBillingStores : BillingStoreCompliance, IDisposable
{
    private readonly string _connectionString = $"Sqlite=:memory:billing-{Guid.NewGuid():N}";

    protected override TableServiceClient Service => new(_connectionString);

    public void Dispose() => Local.Tables.LocalTables.Close(_connectionString);
}
