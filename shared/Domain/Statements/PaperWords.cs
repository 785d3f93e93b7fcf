using System.Globalization;
using Mothership.Domain.Billing;
using Mothership.Domain.Payments;

namespace Mothership.Domain.Statements;

/// <summary>How figures, times and kinds are put on documents.</summary>
internal static class PaperWords
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>With the currency's decimals, and thousands apart.</summary>
    public static string Amount(decimal amount, string currency) =>
        amount.ToString($"N{Currencies.MinorUnits(currency)}", Plain);

    /// <summary>With all its places, and thousands apart.</summary>
    public static string Exact(decimal value) => value.ToString("#,0.############################", Plain);

    public static string Days(BillingMonth month) =>
        $"{month.Start.ToString("d MMM yyyy", Plain)} – {month.End.AddDays(-1).ToString("d MMM yyyy", Plain)}";

    public static string Time(BillLine line) => $"{Instant(line.Period.Start)} – {Instant(line.Period.End)}";

    public static string Title(BillLine line)
    {
        var what = BillLines.Original(line) switch
        {
            BillLineKind.Allowance => $"Free: {Item(line)}",
            BillLineKind.Minimum => $"Minimum for {line.Plan}",
            BillLineKind.Credit => "Promotional credit",
            _ => Item(line),
        };
        if (line.Corrects is null)
            return what;
        return BillLines.IsTakenBack(line)
            ? $"Correction of {BillLines.MonthOf(line)}, taken back: {what}"
            : $"Correction of {BillLines.MonthOf(line)}, charged: {what}";
    }

    public static string Quantity(BillLine line) =>
        line.Meter switch
        {
            null => "1",
            Meter.IngressBytes or Meter.EgressBytes => $"{Exact(line.Quantity)} B",
            Meter.StorageByteSeconds => $"{Exact(line.Quantity)} B·s",
            _ => $"{Exact(line.Quantity)} s",
        };

    public static string Price(BillLine line, string currency) =>
        line.Meter switch
        {
            null => Amount(line.IsNegative ? -line.UnitPrice : line.UnitPrice, currency),
            { } meter when meter.IsMeasured() => $"{Signed(line)} / {meter.UnitName()}",
            _ => $"{Signed(line)} / s",
        };

    public static string Sum(BillLineKind kind) =>
        kind switch
        {
            BillLineKind.Usage => "Use",
            BillLineKind.Allowance => "Free",
            BillLineKind.Minimum => "Minimums",
            BillLineKind.Adjustment => "Corrections",
            _ => "Promotional credits",
        };

    /// <summary>A status with the tone of its colour.</summary>
    public static (string Label, string Tone) Of(InvoiceStatus status) =>
        status switch
        {
            InvoiceStatus.NotCharged => ("Not charged", ""),
            InvoiceStatus.Charging or InvoiceStatus.Open => ("Due", "wait"),
            InvoiceStatus.ActionRequired => ("To be confirmed", "bad"),
            InvoiceStatus.PastDue => ("Past due", "bad"),
            InvoiceStatus.Paid => ("Paid", "good"),
            InvoiceStatus.Credited => ("In your favour", "good"),
            InvoiceStatus.Disputed => ("Disputed", "wait"),
            InvoiceStatus.PartlyRefunded => ("Partly paid back", "good"),
            InvoiceStatus.Refunded => ("Paid back", "good"),
            InvoiceStatus.Voided => ("Taken back", ""),
            InvoiceStatus.WrittenOff => ("Closed", ""),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
        };

    /// <summary>Whether a text may become a link.</summary>
    public static bool IsWebAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", Plain);

    private static string Item(BillLine line)
    {
        var plan = line.Units > 0 ? $"{line.Plan} × {line.Units}" : line.Plan;
        return line.Meter switch
        {
            Meter.IngressBytes => "Data in",
            Meter.EgressBytes => "Data out",
            Meter.StorageByteSeconds => "Storage",
            Meter.PartitionSeconds => "Partitions",
            Meter.ConnectTaskSeconds => $"Connector tasks: {plan}",
            _ => plan,
        };
    }

    private static string Signed(BillLine line) => (line.IsNegative ? "-" : "") + Exact(line.UnitPrice);
}
