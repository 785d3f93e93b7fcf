using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;

namespace Mothership.Auditing;

/// <summary>An invoice as it lies in its table.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">The customer's number for it.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">Minor units.</param>
/// <param name="Fault">What is wrong with the document itself; null when nothing is.</param>
internal sealed record AuditedInvoice(
    string Id,
    string Number,
    string Month,
    string Currency,
    BigInteger Total,
    string? Fault
);

/// <summary>Reads invoices, and holds each document against its own hash, total and lines.</summary>
internal sealed class InvoiceRows(TableClient invoices)
{
    private const int PiecesPerRow = 10;

    /// <summary>An organisation's invoices in the order of their months.</summary>
    public async IAsyncEnumerable<AuditedInvoice> ReadAsync(
        string organization,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {organization} and RowKey gt {"inv-"} and RowKey lt {"inv."}"
        );
        await foreach (var head in invoices.QueryAsync<TableEntity>(filter, null, null, cancellation))
        {
            var bytes = await DocumentAsync(head, cancellation);
            yield return Read(head, bytes);
        }
    }

    private async Task<byte[]> DocumentAsync(TableEntity head, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var (from, to) = ($"piece|{head.RowKey}|", $"piece|{head.RowKey}}}");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {head.PartitionKey} and RowKey gt {from} and RowKey lt {to}"
        );
        await foreach (var row in invoices.QueryAsync<TableEntity>(filter, null, null, cancellation))
            for (var i = 0; i < PiecesPerRow && row.GetBinary($"Data{i}") is { } piece; i++)
                bytes.Write(piece);
        return bytes.ToArray();
    }

    private static AuditedInvoice Read(TableEntity head, byte[] bytes)
    {
        var currency = head.GetString("Currency");
        var total = Whole.Scaled(head.GetString("Total"), Whole.Decimals(currency));
        var fault = Fault(head, bytes, total, Whole.Decimals(currency));
        return new(head.RowKey, head.GetString("Number"), head.GetString("Month"), currency, total, fault);
    }

    private static string? Fault(TableEntity head, byte[] bytes, BigInteger total, int decimals)
    {
        if (bytes.Length != head.GetInt32("Bytes"))
            return $"its document has {bytes.Length} bytes, not {head.GetInt32("Bytes")}";
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != head.GetString("Hash"))
            return "its document is not the one that was hashed";
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (Scaled(root, "total", decimals) != total)
            return "its document has another total";
        var sum = BigInteger.Zero;
        foreach (var line in root.GetProperty("lines").EnumerateArray())
            sum += Scaled(line, "amount", decimals);
        return sum == total ? null : $"its lines come to {sum.ToString(CultureInfo.InvariantCulture)} minor units";
    }

    private static BigInteger Scaled(JsonElement json, string name, int decimals) =>
        Whole.Scaled(json.GetProperty(name).GetString()!, decimals);
}
