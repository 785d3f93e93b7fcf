using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>The rows of payments, ledger, credit notes and objections, all in the organisation's partition.</summary>
internal static class PaymentRows
{
    private const string PaymentPrefix = "pay|";
    private const string LedgerPrefix = "ledger|";

    public const string AccountKey = "account";

    public static RowKind<InvoicePayment> Payment { get; } =
        new("Payment", RowJson.Default.InvoicePayment)
        {
            Prefix = PaymentPrefix,
            KeyOf = p => PaymentKey(p.Invoice),
            OwnerOf = p => p.Organization,
        };

    public static RowKind<PaymentAccount> Account { get; } =
        new("Payment account", RowJson.Default.PaymentAccount)
        {
            KeyOf = _ => AccountKey,
            OwnerOf = a => a.Organization,
        };

    public static RowKind<CreditNote> CreditNote { get; } =
        new("Credit note", RowJson.Default.CreditNote)
        {
            Prefix = "cn-",
            KeyOf = n => n.Id,
            OwnerOf = n => n.Organization,
            AddColumns = (note, row) =>
            {
                row["Invoice"] = note.Invoice;
                row["Hash"] = note.Hash;
            },
        };

    public static RowKind<InvoiceDispute> Dispute { get; } =
        new("Dispute", RowJson.Default.InvoiceDispute)
        {
            Prefix = "dsp-",
            KeyOf = d => d.Id,
            OwnerOf = d => d.Organization,
        };

    public static string PaymentKey(string invoice) => PaymentPrefix + invoice;

    /// <summary>Adds a payment with the transactions of its beginning.</summary>
    public static IEnumerable<TableTransactionAction> Adding(TenantScope scope, PaymentDecision begun)
    {
        yield return new(TableTransactionActionType.Add, Payment.ToRow(scope, begun.Next));
        foreach (var transaction in begun.Transactions)
            yield return new(TableTransactionActionType.Add, ToRow(scope, transaction));
    }

    /// <summary>The payments of invoices from one to another, both included, by their ids.</summary>
    public static async Task<Dictionary<string, InvoicePayment>> BetweenAsync(
        TableClient table,
        TenantScope scope,
        string first,
        string last,
        CancellationToken cancellation
    )
    {
        var (key, from, to) = (scope.Organization.Value, PaymentKey(first), PaymentKey(last));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {from} and RowKey le {to}");
        var found = new Dictionary<string, InvoicePayment>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            found[row.RowKey[PaymentPrefix.Length..]] = Payment.FromRow(scope, row).Value;
        return found;
    }

    public static string LedgerKey(string id) => LedgerPrefix + id;

    public static (string From, string To) Ledger => (LedgerPrefix, RowKeys.EndOf(LedgerPrefix));

    public static (string From, string To) Payments => (PaymentPrefix, RowKeys.EndOf(PaymentPrefix));

    public static TableEntity ToRow(TenantScope scope, LedgerTransaction transaction)
    {
        if (transaction.Organization != scope.Organization)
            throw new InvalidOperationException($"{transaction.Id} belongs to {transaction.Organization}.");
        return new(scope.Organization.Value, LedgerKey(transaction.Id))
        {
            [Columns.Version] = 1,
            ["At"] = InstantText.Format(transaction.At),
            ["Currency"] = transaction.Currency,
            ["Invoice"] = transaction.Invoice,
            ["Entries"] = transaction.FormatEntries(),
        };
    }

    public static LedgerTransaction ToTransaction(TenantScope scope, TableEntity row) =>
        LedgerTransaction.Of(
            row.RowKey[LedgerPrefix.Length..],
            scope.Organization,
            InstantText.Parse(row.GetString("At")),
            row.GetString("Currency"),
            row.GetString("Invoice"),
            LedgerTransaction.ParseEntries(row.GetString("Entries"))
        ) ?? throw new LedgerException($"{row.RowKey} is empty.");
}
