using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;

namespace Mothership.Domain.Payments;

/// <summary>Where the paid part of a credit note goes; what is not paid yet is simply no longer owed.</summary>
public enum CreditTarget
{
    /// <summary>Back to where it was paid from.</summary>
    Refund,

    /// <summary>To the customer's balance, for the next invoices.</summary>
    Balance,
}

/// <summary>A line of a credit note.</summary>
/// <param name="Line">The invoice's line, counted from 1.</param>
/// <param name="Amount">What is taken back of it, in minor units, above zero.</param>
/// <param name="Description">What the invoice's line is about.</param>
public sealed record CreditNoteLine(int Line, long Amount, string Description);

/// <summary>
/// Takes back some or all of an invoice. As immutable as the invoice, numbered without gaps, and hashed.
/// </summary>
public sealed record CreditNote
{
    /// <summary><c>cn-…</c></summary>
    public required string Id { get; init; }

    /// <summary><c>CN-000001</c>: counts the organisation's credit notes from 1, without gaps.</summary>
    public required string Number { get; init; }

    /// <summary>Whose invoice.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The invoice.</summary>
    public required string Invoice { get; init; }

    /// <summary>Its number.</summary>
    public required string InvoiceNumber { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>In the order of the invoice's lines; never empty.</summary>
    public required IReadOnlyList<CreditNoteLine> Lines { get; init; }

    /// <summary>The sum of the lines, in minor units.</summary>
    public required long Total { get; init; }

    /// <summary>Why, for the customer.</summary>
    public required string Reason { get; init; }

    /// <summary>Where what was paid goes.</summary>
    public required CreditTarget Target { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>SHA-256 of its canonical JSON in lower-case hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Canonical()));

    /// <summary>Fixed order of fields, no white space, amounts as texts.</summary>
    public byte[] Canonical()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteString("number", Number);
            json.WriteString("organization", Organization.Value);
            json.WriteString("invoice", Invoice);
            json.WriteString("invoice_number", InvoiceNumber);
            json.WriteString("currency", Currency);
            json.WriteString("total", MinorUnits.Format(Total, Currency));
            json.WriteString("reason", Reason);
            json.WriteString("target", Target.ToString().ToLowerInvariant());
            json.WriteString("issued_at", InstantText.Format(IssuedAt));
            json.WriteStartArray("lines");
            foreach (var line in Lines)
                WriteLine(json, line);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteLine(Utf8JsonWriter json, CreditNoteLine line)
    {
        json.WriteStartObject();
        json.WriteNumber("line", line.Line);
        json.WriteString("amount", MinorUnits.Format(line.Amount, Currency));
        json.WriteString("description", line.Description);
        json.WriteEndObject();
    }
}
