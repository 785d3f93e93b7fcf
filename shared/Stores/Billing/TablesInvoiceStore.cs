using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Payments;

namespace Mothership.Stores.Billing;

/// <summary>
/// Invoices: the document's canonical bytes in pieces that fit into rows, then a head row, in one transaction with the
/// row of its payment and its posting in the ledger. The head is what makes an invoice exist, and is only ever added,
/// never changed.
/// </summary>
internal sealed class TablesInvoiceStore(BillingTables tables, UnsettledIndex unsettled) : IInvoiceStore
{
    private const int PieceBytes = 60_000;
    private const int PiecesPerRow = 10;
    private const string IdPrefix = "inv-";

    public async Task<StoredInvoice> AddAsync(TenantScope scope, Invoice invoice, CancellationToken cancellation)
    {
        if (invoice.Organization != scope.Organization)
            throw new InvalidOperationException(
                $"Invoice {invoice.Id} belongs to another organisation than the scope."
            );
        var bytes = InvoiceJson.Write(invoice);
        var hash = InvoiceJson.HashOf(bytes);
        var begun = PaymentDecider.Begin(invoice);
        var stored = new StoredInvoice(invoice, hash, begun.Next);
        if (await HeadAsync(scope, invoice.Id, cancellation) is not { } head)
        {
            head = Head(scope, stored, bytes.Length);
            var pieces = Pieces(scope, invoice.Id, bytes);
            // A document of several rows is too much for one transaction; pieces without a head mean nothing.
            foreach (var piece in pieces.SkipLast(1))
                await tables.Invoices.UpsertEntityAsync(piece, TableUpdateMode.Replace, cancellation);
            if (!begun.Next.IsAtRest)
                await unsettled.WriteAsync(scope, invoice.Id, cancellation);
            try
            {
                await tables.Invoices.SubmitTransactionAsync(
                    [
                        .. PaymentRows.Adding(scope, begun),
                        new(TableTransactionActionType.UpsertReplace, pieces[^1]),
                        new(TableTransactionActionType.Add, head),
                    ],
                    cancellation
                );
            }
            catch (RequestFailedException there) when (there.Status == 409)
            {
                if (await HeadAsync(scope, invoice.Id, cancellation) is not { } other)
                    throw;
                head = other;
            }
        }
        BillingContradictionException.Unless(
            head.GetString("Hash") == hash,
            $"Invoice {invoice.Id} is stored already, and says something else than the events come to now."
        );
        return stored;
    }

    public async Task<StoredInvoice?> FindAsync(TenantScope scope, string id, CancellationToken cancellation)
    {
        if (!IsId(id) || await HeadAsync(scope, id, cancellation) is not { } head)
            return null;
        var bytes = await ReadPiecesAsync(scope, id, head.GetInt32("Bytes")!.Value, cancellation);
        var hash = InvoiceJson.HashOf(bytes);
        BillingContradictionException.Unless(hash == head.GetString("Hash"), $"Invoice {id} is not as it was written.");
        var invoice = InvoiceJson.Read(bytes);
        BillingContradictionException.Unless(
            invoice.Organization == scope.Organization,
            $"Invoice {id} is in another organisation's partition."
        );
        return new(invoice, hash, await PaymentAsync(scope, invoice, cancellation));
    }

    public async Task<PageOf<InvoiceSummary>> ListAsync(
        TenantScope scope,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var key = scope.Organization.Value;
        var after = page.Token is null || IsId(page.Token) ? page.Token ?? IdPrefix : throw BadToken();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {key} and RowKey gt {after} and RowKey lt {"inv."}"
        );
        var heads = new List<TableEntity>();
        await foreach (var row in tables.Invoices.QueryAsync<TableEntity>(filter, page.Size + 1, null, cancellation))
        {
            heads.Add(row);
            if (heads.Count > page.Size)
                break;
        }
        var shown = heads.Take(page.Size).ToList();
        if (shown.Count == 0)
            return new([], null);
        var payments = await PaymentRows.BetweenAsync(
            tables.Invoices,
            scope,
            shown[0].RowKey,
            shown[^1].RowKey,
            cancellation
        );
        return new(
            [.. shown.Select(row => Summary(row, payments[row.RowKey]))],
            heads.Count > shown.Count ? shown[^1].RowKey : null
        );
    }

    private async Task<InvoicePayment> PaymentAsync(TenantScope scope, Invoice invoice, CancellationToken cancellation)
    {
        var rows = await PaymentRows.BetweenAsync(tables.Invoices, scope, invoice.Id, invoice.Id, cancellation);
        return rows[invoice.Id];
    }

    private static List<TableEntity> Pieces(TenantScope scope, string id, byte[] bytes)
    {
        var rows = new List<TableEntity>();
        foreach (var pieces in bytes.Chunk(PieceBytes).Chunk(PiecesPerRow))
        {
            var row = new TableEntity(scope.Organization.Value, PieceKey(id, rows.Count));
            for (var j = 0; j < pieces.Length; j++)
                row[$"Data{j}"] = pieces[j];
            rows.Add(row);
        }
        return rows;
    }

    private async Task<byte[]> ReadPiecesAsync(TenantScope scope, string id, int length, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream(length);
        for (var i = 0; bytes.Length < length; i++)
        {
            var row = await tables.Invoices.GetEntityAsync<TableEntity>(
                scope.Organization.Value,
                PieceKey(id, i),
                null,
                cancellation
            );
            for (var j = 0; j < PiecesPerRow && row.Value.GetBinary($"Data{j}") is { } piece; j++)
                bytes.Write(piece);
        }
        return bytes.ToArray();
    }

    private async Task<TableEntity?> HeadAsync(TenantScope scope, string id, CancellationToken cancellation)
    {
        var key = scope.Organization.Value;
        var found = await tables.Invoices.GetEntityIfExistsAsync<TableEntity>(key, id, null, cancellation);
        return found.HasValue ? found.Value : null;
    }

    private static TableEntity Head(TenantScope scope, StoredInvoice stored, int bytes) =>
        new(scope.Organization.Value, stored.Invoice.Id)
        {
            ["Number"] = stored.Invoice.Number,
            ["Month"] = stored.Invoice.Month.ToString(),
            ["Currency"] = stored.Invoice.Currency,
            ["Total"] = Money.Format(stored.Invoice.Total, stored.Invoice.Currency),
            ["Lines"] = stored.Invoice.Lines.Count,
            ["Hash"] = stored.Hash,
            ["Bytes"] = bytes,
        };

    private static InvoiceSummary Summary(TableEntity row, InvoicePayment payment) =>
        new(
            row.RowKey,
            row.GetString("Number"),
            BillingMonth.Parse(row.GetString("Month")),
            row.GetString("Currency"),
            decimal.Parse(row.GetString("Total"), CultureInfo.InvariantCulture),
            row.GetInt32("Lines")!.Value,
            row.GetString("Hash"),
            payment
        );

    private static string PieceKey(string id, int number) => $"piece|{id}|{number:D4}";

    private static bool IsId(string id) =>
        id.Length <= 64
        && id.StartsWith(IdPrefix, StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static MothershipException BadToken() =>
        new(
            ErrorKind.Malformed,
            "invalid_page_token",
            "page_token is not one that this list gave out.",
            null,
            "page_token"
        );
}
