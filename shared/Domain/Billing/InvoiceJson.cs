using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mothership.Domain.Billing;

/// <summary>
/// The canonical JSON of an invoice: fixed order of fields, no white space, amounts as strings with exactly their
/// places, times in UTC to the tick. What is hashed, stored and, with its envelope, shown.
/// </summary>
public static class InvoiceJson
{
    private const int Format = 2;

    /// <summary>The document's canonical bytes.</summary>
    public static byte[] Write(Invoice invoice)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteHead(json, invoice);
            json.WriteStartArray("lines");
            foreach (var line in invoice.Lines)
                LineJson.Write(json, line, invoice.Currency);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <exception cref="BillingContradictionException">Writing what they say would give other bytes: they have been
    /// changed.</exception>
    public static Invoice Read(byte[] canonical)
    {
        using var document = JsonDocument.Parse(canonical);
        var root = document.RootElement;
        BillingContradictionException.Unless(
            root.TryGetProperty("format", out var format) && format.GetInt32() == Format,
            "The invoice is stored in a format that this program does not know."
        );
        var invoice = new Invoice
        {
            Id = JsonText.Text(root, "id"),
            Number = JsonText.Text(root, "number"),
            Organization = new(JsonText.Text(root, "organization")),
            Month = BillingMonth.Parse(JsonText.Text(root, "month")),
            Currency = JsonText.Text(root, "currency"),
            Total = JsonText.Number(root, "total"),
            Lines = [.. root.GetProperty("lines").EnumerateArray().Select(LineJson.Read)],
        };
        BillingContradictionException.Unless(
            Write(invoice).AsSpan().SequenceEqual(canonical),
            $"Invoice {invoice.Id} is not stored in its canonical form."
        );
        return invoice;
    }

    /// <summary>SHA-256 of canonical bytes in lower-case hexadecimal.</summary>
    public static string HashOf(byte[] canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    private static void WriteHead(Utf8JsonWriter json, Invoice invoice)
    {
        json.WriteNumber("format", Format);
        json.WriteString("id", invoice.Id);
        json.WriteString("number", invoice.Number);
        json.WriteString("organization", invoice.Organization.Value);
        json.WriteString("month", invoice.Month.ToString());
        json.WriteString("period_start", InstantText.Format(invoice.Month.Start));
        json.WriteString("period_end", InstantText.Format(invoice.Month.End));
        json.WriteString("currency", invoice.Currency);
        json.WriteString("total", Money.Format(invoice.Total, invoice.Currency));
    }
}
