using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>
/// Payments in the partition of their organisation's invoices. A row says which transactions are in the ledger for it,
/// and changes only together with them.
/// </summary>
internal sealed class TablesPaymentStore(BillingTables tables, UnsettledIndex unsettled) : IPaymentStore, ILedgerReader
{
    public async Task<Stored<InvoicePayment>?> FindAsync(
        TenantScope scope,
        string invoice,
        CancellationToken cancellation
    )
    {
        var key = PaymentRows.PaymentKey(invoice);
        var row = await tables.Invoices.FindAsync(scope.Organization.Value, key, cancellation);
        return row is null ? null : PaymentRows.Payment.FromRow(scope, row);
    }

    public async IAsyncEnumerable<InvoicePayment> ListAsync(
        TenantScope scope,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in RowsAsync(scope, PaymentRows.Payments, cancellation))
            yield return PaymentRows.Payment.FromRow(scope, row).Value;
    }

    public async IAsyncEnumerable<LedgerTransaction> ReadAsync(
        TenantScope scope,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in RowsAsync(scope, PaymentRows.Ledger, cancellation))
            yield return PaymentRows.ToTransaction(scope, row);
    }

    public async Task<Stored<InvoicePayment>> SaveAsync(
        TenantScope scope,
        PaymentDecision decision,
        string etag,
        CancellationToken cancellation
    )
    {
        var written = await WriteAsync(scope, decision, etag, [], cancellation);
        return new(decision.Next, written);
    }

    public async Task IssueAsync(
        TenantScope scope,
        CreditNoteDecision decision,
        string etag,
        Stored<PaymentAccount>? account,
        Stored<InvoiceDispute>? answered,
        CancellationToken cancellation
    )
    {
        var before = account?.Value ?? new PaymentAccount { Organization = scope.Organization };
        var counted = PaymentRows.Account.ToRow(scope, before with { CreditNotes = before.CreditNotes + 1 });
        var count = account is null
            ? new TableTransactionAction(TableTransactionActionType.Add, counted)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, counted, new(account.ETag));
        List<TableTransactionAction> others =
        [
            count,
            new(TableTransactionActionType.Add, PaymentRows.CreditNote.ToRow(scope, decision.Note)),
        ];
        if (answered is not null)
            others.Add(
                new(
                    TableTransactionActionType.UpdateReplace,
                    PaymentRows.Dispute.ToRow(scope, answered.Value),
                    new(answered.ETag)
                )
            );
        await WriteAsync(scope, decision.Payment, etag, others, cancellation);
    }

    public IAsyncEnumerable<UnsettledInvoice> UnsettledAsync(CancellationToken cancellation) =>
        unsettled.AllAsync(cancellation);

    public Task DropAsync(TenantScope scope, UnsettledInvoice invoice, CancellationToken cancellation) =>
        unsettled.DropAsync(scope, invoice, cancellation);

    private async Task<string> WriteAsync(
        TenantScope scope,
        PaymentDecision decision,
        string etag,
        IEnumerable<TableTransactionAction> others,
        CancellationToken cancellation
    )
    {
        var row = PaymentRows.Payment.ToRow(scope, decision.Next);
        if (!decision.Next.IsAtRest)
            await unsettled.WriteAsync(scope, decision.Next.Invoice, cancellation);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.UpdateReplace, row, new ETag(etag)),
            .. others,
            .. decision.Transactions.Select(t => new TableTransactionAction(
                TableTransactionActionType.Add,
                PaymentRows.ToRow(scope, t)
            )),
        ];
        try
        {
            var answers = await tables.Invoices.SubmitTransactionAsync(actions, cancellation);
            return answers.Value[0].NewETag();
        }
        catch (RequestFailedException lost) when (LostRace.Is(lost))
        {
            await CheckLedgerAsync(scope, decision, etag, cancellation);
            throw new StaleWriteException($"The payment of invoice {decision.Next.Invoice}", lost);
        }
    }

    // That a transaction is there although the row, unchanged, does not name it, will not go away by trying again.
    private async Task CheckLedgerAsync(
        TenantScope scope,
        PaymentDecision decision,
        string etag,
        CancellationToken cancellation
    )
    {
        if ((await FindAsync(scope, decision.Next.Invoice, cancellation))?.ETag != etag)
            return;
        foreach (var transaction in decision.Transactions)
        {
            var key = PaymentRows.LedgerKey(transaction.Id);
            if (await tables.Invoices.FindAsync(scope.Organization.Value, key, cancellation) is not { } row)
                continue;
            if ((await FindAsync(scope, decision.Next.Invoice, cancellation))?.ETag == etag)
                throw new LedgerException(
                    $"The ledger has {PaymentRows.ToTransaction(scope, row)}, and {transaction} is to be written."
                );
        }
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(
        TenantScope scope,
        (string From, string To) keys,
        CancellationToken cancellation
    )
    {
        var (key, from, to) = (scope.Organization.Value, keys.From, keys.To);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {from} and RowKey lt {to}");
        return tables.Invoices.QueryAsync<TableEntity>(filter, cancellationToken: cancellation);
    }
}
