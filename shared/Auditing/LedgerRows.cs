using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace Mothership.Auditing;

/// <summary>A transaction as it lies in the ledger: amounts in minor units by account, debits positive.</summary>
internal sealed record AuditedTransaction(string Id, string Invoice, IReadOnlyDictionary<string, BigInteger> Entries)
{
    public BigInteger Of(string account) => Entries.GetValueOrDefault(account);

    public BigInteger Sum => Entries.Values.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);
}

/// <summary>Reads the ledger.</summary>
internal sealed class LedgerRows(TableClient invoices)
{
    private const string Prefix = "ledger|";

    public async IAsyncEnumerable<AuditedTransaction> ReadAsync(
        string organization,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {organization} and RowKey gt {Prefix} and RowKey lt {"ledger}"}"
        );
        await foreach (var row in invoices.QueryAsync<TableEntity>(filter, null, null, cancellation))
            yield return new(row.RowKey[Prefix.Length..], row.GetString("Invoice"), Entries(row.GetString("Entries")));
    }

    /// <summary>Reads <c>Receivable=1200;Revenue=-1200</c>; an account that is there twice is added up.</summary>
    private static Dictionary<string, BigInteger> Entries(string text)
    {
        var entries = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
        foreach (var part in text.Split(';'))
        {
            var (account, amount) = (part[..part.IndexOf('=')], part[(part.IndexOf('=') + 1)..]);
            entries[account] =
                entries.GetValueOrDefault(account) + BigInteger.Parse(amount, CultureInfo.InvariantCulture);
        }
        return entries;
    }
}
