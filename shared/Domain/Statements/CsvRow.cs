using System.Globalization;
using System.Text;

namespace Mothership.Domain.Statements;

/// <summary>
/// One record of a CSV file by RFC 4180, ended by CR LF. Numbers and times are written as they are; texts so that no
/// spreadsheet takes them for a formula.
/// </summary>
public sealed class CsvRow
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    // A cell that begins with one of these is worked out by some spreadsheet, when the file is only opened.
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    private readonly StringBuilder _record = new();
    private bool _hasCells;

    /// <summary>The names of the columns.</summary>
    public static string Header(params ReadOnlySpan<string> names)
    {
        var row = new CsvRow();
        foreach (var name in names)
            row.Text(name);
        return row.End();
    }

    /// <summary>
    /// A text that somebody may have chosen. One that a spreadsheet would take for a formula gets an apostrophe in
    /// front, as spreadsheets mark texts.
    /// </summary>
    public CsvRow Text(string? value)
    {
        var text = value ?? "";
        return Cell(text.Length > 0 && Formulas.Contains(text[0]) ? "'" + text : text);
    }

    /// <summary>A number with all its places; empty when there is none.</summary>
    public CsvRow Number(decimal? value) => Cell(value is { } number ? Billing.Money.FormatExact(number) : "");

    /// <summary>A whole number; empty when there is none.</summary>
    public CsvRow Whole(long? value) => Cell(value?.ToString(CultureInfo.InvariantCulture) ?? "");

    /// <summary>An amount with the decimals of its currency.</summary>
    public CsvRow Amount(decimal value, string currency) => Cell(Billing.Money.Format(value, currency));

    /// <summary>An instant in UTC, to the tick; empty when there is none.</summary>
    public CsvRow Time(DateTimeOffset? at) =>
        Cell(at?.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture) ?? "");

    /// <summary>The record with its end.</summary>
    public string End() => _record.Append("\r\n").ToString();

    private CsvRow Cell(string value)
    {
        if (_hasCells)
            _record.Append(',');
        _hasCells = true;
        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0)
            _record.Append(value);
        else
            _record.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        return this;
    }
}
