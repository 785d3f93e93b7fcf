using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;

namespace Mothership.Domain.Statements;

/// <summary>What one figure of revenue is about. What means nothing for it is empty.</summary>
/// <param name="Month">The month of the invoice, or the one in which the credit note was issued.</param>
/// <param name="Corrected">Of a correction: the month that it is about.</param>
/// <param name="Cloud">Where it was used.</param>
/// <param name="Region">Where it was used.</param>
/// <param name="Kind">The line's kind, or <c>credit_note</c>.</param>
/// <param name="Meter">What was metered.</param>
/// <param name="Plan">What it was sold as.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record RevenueKey(
    string Month,
    string Corrected,
    string Cloud,
    string Region,
    string Kind,
    string Meter,
    string Plan,
    string Currency
);

/// <summary>A figure of revenue.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Lines">How many lines it is the sum of.</param>
/// <param name="Amount">Their rounded amounts.</param>
public sealed record RevenueRow(RevenueKey Key, int Lines, decimal Amount);

/// <summary>A month in one currency.</summary>
/// <param name="Month">The month.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Invoices">How many invoices there are for it.</param>
/// <param name="Invoiced">The sum of their totals.</param>
/// <param name="CreditNotes">How many credit notes were issued in it.</param>
/// <param name="Credited">The sum of their totals, negative.</param>
public sealed record RevenueTotal(
    string Month,
    string Currency,
    int Invoices,
    decimal Invoiced,
    int CreditNotes,
    decimal Credited
);

/// <summary>
/// Revenue of any number of invoices: their lines by month, place and kind. Holds no invoice, so its size depends on
/// how many different things are sold, and not on how many customers buy them.
/// </summary>
public sealed class RevenueReport
{
    private const string CreditNoteKind = "credit_note";
    private readonly Dictionary<RevenueKey, (int Lines, decimal Amount)> _rows = [];
    private readonly Dictionary<(string Month, string Currency), RevenueTotal> _totals = [];

    /// <summary>The figures in the order of what they are about.</summary>
    public IReadOnlyList<RevenueRow> Rows =>
        [
            .. _rows
                .Select(r => new RevenueRow(r.Key, r.Value.Lines, r.Value.Amount))
                .OrderBy(r => SortKey(r.Key), StringComparer.Ordinal),
        ];

    /// <summary>The months in order.</summary>
    public IReadOnlyList<RevenueTotal> Totals =>
        [
            .. _totals
                .Values.OrderBy(t => t.Month, StringComparer.Ordinal)
                .ThenBy(t => t.Currency, StringComparer.Ordinal),
        ];

    /// <summary>Adds an invoice.</summary>
    public void Add(Invoice invoice)
    {
        foreach (var line in invoice.Lines)
            Add(KeyOf(invoice, line), line.Amount);
        var total = TotalOf(invoice.Month.ToString(), invoice.Currency);
        Put(total with { Invoices = total.Invoices + 1, Invoiced = total.Invoiced + invoice.Total });
    }

    /// <summary>Adds a credit note.</summary>
    /// <param name="note">The note.</param>
    /// <param name="corrected">The month of its invoice.</param>
    public void Add(CreditNote note, BillingMonth corrected)
    {
        var (month, amount) = (
            BillingMonth.Of(note.IssuedAt).ToString(),
            -MinorUnits.ToAmount(note.Total, note.Currency)
        );
        Add(new(month, corrected.ToString(), "", "", CreditNoteKind, "", "", note.Currency), amount);
        var total = TotalOf(month, note.Currency);
        Put(total with { CreditNotes = total.CreditNotes + 1, Credited = total.Credited + amount });
    }

    /// <summary>Makes sure that the figures of each month add up to its invoices and credit notes.</summary>
    /// <exception cref="BillingContradictionException">They do not.</exception>
    public void Check()
    {
        foreach (var total in _totals.Values)
        {
            var sum = _rows
                .Where(r => (r.Key.Month, r.Key.Currency) == (total.Month, total.Currency))
                .Sum(r => r.Value.Amount);
            BillingContradictionException.Unless(
                sum == total.Invoiced + total.Credited,
                $"The lines of {total.Month} come to {sum} {total.Currency}, its invoices to {total.Invoiced} and its "
                    + $"credit notes to {total.Credited}."
            );
        }
    }

    private static RevenueKey KeyOf(Invoice invoice, BillLine line) =>
        new(
            invoice.Month.ToString(),
            line.Corrects is null ? "" : BillLines.MonthOf(line).ToString(),
            line.Resource?.Region.Cloud ?? "",
            line.Resource?.Region.Name ?? "",
            line.Kind.ToString().ToLowerInvariant(),
            line.Meter is { } meter ? Meters.NameOf(meter) : "",
            line.Plan,
            invoice.Currency
        );

    private void Add(RevenueKey key, decimal amount)
    {
        var (lines, before) = _rows.GetValueOrDefault(key);
        _rows[key] = (lines + 1, before + amount);
    }

    private RevenueTotal TotalOf(string month, string currency) =>
        _totals.GetValueOrDefault((month, currency)) ?? new(month, currency, 0, 0m, 0, 0m);

    private void Put(RevenueTotal total) => _totals[(total.Month, total.Currency)] = total;

    private static string SortKey(RevenueKey key) =>
        string.Join('\n', key.Month, key.Currency, key.Cloud, key.Region, key.Kind, key.Meter, key.Plan, key.Corrected);
}
