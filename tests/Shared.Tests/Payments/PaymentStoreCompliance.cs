using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Shared.Tests.Billing;
using Mothership.Stores.Billing;

namespace Mothership.Shared.Tests.Payments;

/// <summary>What the stores of payments promise, whatever account is behind them.</summary>
public abstract class PaymentStoreCompliance
{
    private static int _organizations;
    private readonly TenantScope _scope = SystemScope.For(
        new OrganizationId($"5f0c2a1b-0000-4000-8000-{Interlocked.Increment(ref _organizations):D12}")
    );

    protected abstract TableServiceClient Service { get; }

    [Fact]
    public async Task Invoice_Added_HasItsPaymentAndItsPosting()
    {
        using var services = await OpenAsync();
        var row = await NewRowAsync(services);

        row.Value.Status.ShouldBe(InvoiceStatus.NotCharged);
        (await LedgerAsync(services)).Select(t => t.Id).ShouldBe([$"invoice:{row.Value.Invoice}"]);
        (await UnsettledAsync(services)).ShouldContain(u => u.Organization == _scope.Organization);
    }

    [Fact]
    public async Task Save_OverTheStateThatWasRead_WritesRowAndTransactionsTogether()
    {
        using var services = await OpenAsync();
        var row = await NewRowAsync(services);
        var decision = PaymentDecider.WriteOff(row.Value, Seen.Now)!;

        var saved = await Payments(services).SaveAsync(_scope, decision, row.ETag, default);

        var read = (await Payments(services).FindAsync(_scope, row.Value.Invoice, default))!;
        (read.ETag, read.Value.WrittenOff).ShouldBe((saved.ETag, row.Value.Total));
        var ledger = await LedgerAsync(services);
        ledger.ShouldContain(decision.Transactions[0]);
        Balances.Of(ledger)["USD", LedgerAccount.Receivable].ShouldBe(0);
    }

    [Fact]
    public async Task Save_OverAnOldState_WritesNothing()
    {
        using var services = await OpenAsync();
        var row = await NewRowAsync(services);
        await Payments(services)
            .SaveAsync(_scope, PaymentDecider.BeginCharging(row.Value, Seen.Now), row.ETag, default);

        await Should.ThrowAsync<StaleWriteException>(() =>
            Payments(services).SaveAsync(_scope, PaymentDecider.WriteOff(row.Value, Seen.Now)!, row.ETag, default)
        );

        (await LedgerAsync(services)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Save_ATransactionThatIsThereAlready_IsAnErrorThatStays()
    {
        using var services = await OpenAsync();
        var row = await NewRowAsync(services);
        var first = PaymentDecider.WriteOff(row.Value, Seen.Now)!;
        var saved = await Payments(services).SaveAsync(_scope, first, row.ETag, default);
        var other = PaymentDecider.WriteOff(row.Value, Seen.Now.AddDays(1))!;

        await Should.ThrowAsync<LedgerException>(() =>
            Payments(services).SaveAsync(_scope, other, saved.ETag, default)
        );

        (await LedgerAsync(services)).ShouldContain(first.Transactions[0]);
    }

    [Fact]
    public async Task Save_IntoAnotherOrganizationsScope_IsAnError()
    {
        using var services = await OpenAsync();
        var row = await NewRowAsync(services);
        var foreign = SystemScope.For(new OrganizationId("other-org"));

        await Should.ThrowAsync<InvalidOperationException>(() =>
            Payments(services).SaveAsync(foreign, PaymentDecider.BeginCharging(row.Value, Seen.Now), row.ETag, default)
        );
        (await Payments(services).FindAsync(foreign, row.Value.Invoice, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Unsettled_WrittenAnewSinceItWasRead_IsNotDropped()
    {
        using var services = await OpenAsync();
        var row = await NewRowAsync(services);
        var entry = (await UnsettledAsync(services)).Single(u => u.Organization == _scope.Organization);
        await Payments(services)
            .SaveAsync(_scope, PaymentDecider.BeginCharging(row.Value, Seen.Now), row.ETag, default);

        await Payments(services).DropAsync(_scope, entry, default);

        var again = (await UnsettledAsync(services)).Single(u => u.Organization == _scope.Organization);
        await Payments(services).DropAsync(_scope, again, default);
        (await UnsettledAsync(services)).ShouldNotContain(u => u.Organization == _scope.Organization);
    }

    [Fact]
    public async Task Account_WrittenByTwo_IsTheFirstOnes()
    {
        using var services = await OpenAsync();
        var accounts = services.GetRequiredService<IPaymentAccountStore>();
        var account = new PaymentAccount { Organization = _scope.Organization, KeyGeneration = 1 };
        var saved = await accounts.SaveAsync(_scope, account, null, default);

        await Should.ThrowAsync<StaleWriteException>(() => accounts.SaveAsync(_scope, account, null, default));

        await accounts.SaveAsync(_scope, account with { Customer = "cus_1" }, saved.ETag, default);
        (await accounts.FindAsync(_scope, default))!.Value.Customer.ShouldBe("cus_1");
    }

    [Fact]
    public async Task Dispute_CreatedAndAnswered_LeavesTheListOfOpenOnes()
    {
        using var services = await OpenAsync();
        var disputes = services.GetRequiredService<IInvoiceDisputeStore>();
        var dispute = new InvoiceDispute
        {
            Id = "dsp-1",
            Organization = _scope.Organization,
            Invoice = "inv-1",
            Lines = [1, 2],
            Reason = "It was down.",
            Actor = "u-1",
            CreatedAt = Seen.Now,
        };
        await disputes.CreateAsync(_scope, dispute, default);
        var repeated = await disputes.CreateAsync(_scope, dispute with { Reason = "other" }, default);
        repeated.Reason.ShouldBe("It was down.");
        (await OpenDisputesAsync(disputes)).ShouldBe(["dsp-1"]);

        var stored = (await disputes.FindAsync(_scope, "dsp-1", default))!;
        var answered = stored.Value.Resolve(ObjectionStatus.Rejected, "It was up.", null, Seen.Now)!;
        await disputes.UpdateAsync(_scope, answered, stored.ETag, default);

        (await OpenDisputesAsync(disputes)).ShouldBeEmpty();
        (await disputes.ListAsync(_scope, new(10, null), default))
            .Items.ShouldHaveSingleItem()
            .Answer.ShouldBe("It was up.");
        await Should.ThrowAsync<StaleWriteException>(() =>
            disputes.UpdateAsync(_scope, answered, stored.ETag, default)
        );
    }

    [Fact]
    public async Task Notice_Recorded_IsToBeActedUponUntilItIsComplete()
    {
        using var services = await OpenAsync();
        var notices = services.GetRequiredService<INoticeStore>();
        var notice = new ProviderNotice($"evt_{_scope.Organization}", "invoice.paid", "invoice", "in_1");

        (await notices.RecordAsync(notice, default)).ShouldBeTrue();
        (await notices.RecordAsync(notice, default)).ShouldBeTrue("it was not ended");
        await notices.CompleteAsync(notice, default);

        (await notices.RecordAsync(notice, default)).ShouldBeFalse();
    }

    private async Task<List<string>> OpenDisputesAsync(IInvoiceDisputeStore disputes)
    {
        var open = new List<string>();
        await foreach (var dispute in disputes.OpenAsync(default))
            if (dispute.Organization == _scope.Organization)
                open.Add(dispute.Id);
        return open;
    }

    private async Task<Stored<InvoicePayment>> NewRowAsync(ServiceProvider services)
    {
        var rated = Given.Rated(
            "2027-03",
            Given.Created("2027-03-15T00:00:00", 0.001m),
            Given.Deleted("2027-03-17T00:00:00")
        );
        var invoice = Domain.Billing.Invoice.Of(rated, 1) with
        {
            Id = Domain.Billing.Invoice.IdOf(_scope.Organization, rated.Month),
            Organization = _scope.Organization,
        };
        await services.GetRequiredService<IInvoiceStore>().AddAsync(_scope, invoice, default);
        await services.GetRequiredService<IInvoiceStore>().AddAsync(_scope, invoice, default);
        return (await Payments(services).FindAsync(_scope, invoice.Id, default)).ShouldNotBeNull();
    }

    private async Task<ServiceProvider> OpenAsync()
    {
        await Service.EnsureBillingTablesAsync(default);
        var services = new ServiceCollection();
        services.AddSingleton(Service);
        services.AddBillingStores();
        return services.BuildServiceProvider();
    }

    private async Task<List<LedgerTransaction>> LedgerAsync(ServiceProvider services)
    {
        var all = new List<LedgerTransaction>();
        await foreach (var transaction in services.GetRequiredService<ILedgerReader>().ReadAsync(_scope, default))
            all.Add(transaction);
        return all;
    }

    private static async Task<List<UnsettledInvoice>> UnsettledAsync(ServiceProvider services)
    {
        var all = new List<UnsettledInvoice>();
        await foreach (var entry in Payments(services).UnsettledAsync(default))
            all.Add(entry);
        return all;
    }

    private static IPaymentStore Payments(ServiceProvider services) => services.GetRequiredService<IPaymentStore>();
}

/// <summary>The suite over SQLite.</summary>
public sealed class SqlitePaymentStores : PaymentStoreCompliance
{
    private static int _count;

    private readonly TableServiceClient _service = new(
        $"Sqlite=:memory:payment-stores-{Interlocked.Increment(ref _count)}"
    );

    protected override TableServiceClient Service => _service;
}

/// <summary>The suite over the real protocol.</summary>
public sealed class AzuritePaymentStores(Azurite azurite) : PaymentStoreCompliance, IClassFixture<Azurite>
{
    protected override TableServiceClient Service => new(azurite.ConnectionString);
}
