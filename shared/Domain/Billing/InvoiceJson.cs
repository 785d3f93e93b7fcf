using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// The canonical JSON of an invoice: fixed order of fields, no white space, amounts as strings with exactly their
/// places, times in UTC to the tick. What is hashed, stored and, with its envelope, shown.
/// </summary>
public static class InvoiceJson
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

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
                WriteLine(json, line, invoice.Currency);
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
        var invoice = new Invoice
        {
            Id = Text(root, "id"),
            Number = Text(root, "number"),
            Organization = new(Text(root, "organization")),
            Month = BillingMonth.Parse(Text(root, "month")),
            Currency = Text(root, "currency"),
            Total = Number(root, "total"),
            Lines = [.. root.GetProperty("lines").EnumerateArray().Select(ReadLine)],
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
        json.WriteString("id", invoice.Id);
        json.WriteString("number", invoice.Number);
        json.WriteString("organization", invoice.Organization.Value);
        json.WriteString("month", invoice.Month.ToString());
        json.WriteString("period_start", Format(invoice.Month.Start));
        json.WriteString("period_end", Format(invoice.Month.End));
        json.WriteString("currency", invoice.Currency);
        json.WriteString("total", Money.Format(invoice.Total, invoice.Currency));
    }

    private static void WriteLine(Utf8JsonWriter json, BillLine line, string currency)
    {
        json.WriteStartObject();
        json.WriteString("kind", line.Kind.ToString().ToLowerInvariant());
        json.WriteString("meter", line.Meter);
        json.WriteString("cluster", line.Cluster.Value);
        json.WriteString("display_name", line.DisplayName);
        json.WriteString("environment", line.Environment.Value);
        json.WriteString("cloud", line.Region.Cloud);
        json.WriteString("region", line.Region.Name);
        json.WriteString("cluster_kind", line.Config.Kind.ToString());
        json.WriteNumber("size", line.Config.Size);
        json.WriteString("period_start", Format(line.Period.Start));
        json.WriteString("period_end", Format(line.Period.End));
        json.WriteString("seconds", Money.FormatExact(line.Seconds));
        json.WriteString("price_per_second", Money.FormatExact(line.PricePerSecond));
        json.WriteString("price_book_version", line.PriceBookVersion);
        json.WriteString("event_id", line.EventId);
        json.WriteBoolean("credit", line.IsCredit);
        json.WriteString("unrounded_amount", Money.FormatExact(line.UnroundedAmount));
        json.WriteString("amount", Money.Format(line.Amount, currency));
        if (line.Reason is not null)
            json.WriteString("reason", line.Reason);
        json.WriteEndObject();
    }

    private static BillLine ReadLine(JsonElement json) =>
        new()
        {
            Kind = Enum.Parse<BillLineKind>(Text(json, "kind"), ignoreCase: true),
            Meter = Text(json, "meter"),
            Cluster = new(Text(json, "cluster")),
            DisplayName = Text(json, "display_name"),
            Environment = new(Text(json, "environment")),
            Region = new RegionId(Text(json, "cloud"), Text(json, "region")),
            Config = new(Enum.Parse<ClusterKind>(Text(json, "cluster_kind")), json.GetProperty("size").GetInt32()),
            Period = new(Time(json, "period_start"), Time(json, "period_end")),
            Seconds = Number(json, "seconds"),
            PricePerSecond = Number(json, "price_per_second"),
            PriceBookVersion = Text(json, "price_book_version"),
            EventId = Text(json, "event_id"),
            IsCredit = json.GetProperty("credit").GetBoolean(),
            UnroundedAmount = Number(json, "unrounded_amount"),
            Amount = Number(json, "amount"),
            Reason = json.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
        };

    private static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement json, string name) =>
        decimal.Parse(Text(json, name), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement json, string name) =>
        DateTimeOffset.ParseExact(
            Text(json, name),
            Instant,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
}
