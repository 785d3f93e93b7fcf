using System.Globalization;

namespace Mothership.Auditing;

/// <summary>Holds an organisation's invoices against what its months have to come to.</summary>
internal sealed class InvoiceComparison(string organization)
{
    public IEnumerable<AuditDifference> Of(IReadOnlyList<MonthOwed> owed, IReadOnlyList<AuditedInvoice> invoices) =>
        owed.SelectMany(o => OfMonth(o, [.. invoices.Where(i => i.Month == o.Month)]))
            .Concat(invoices.Where(i => owed.All(o => o.Month != i.Month)).Select(Unexpected))
            .Concat(invoices.Where(i => i.Fault is not null).Select(Faulty))
            .Concat(Numbers(invoices));

    private IEnumerable<AuditDifference> OfMonth(MonthOwed owed, List<AuditedInvoice> invoices)
    {
        var expected = $"{Whole.Shown(owed.Total, owed.Currency)} {owed.Currency}";
        if (invoices.Count > 1)
            yield return Differ(DifferenceKind.Amount, owed.Month, "one invoice", $"{invoices.Count}");
        if (invoices.Count == 0 && !owed.BeforeCredits.IsZero)
            yield return Differ(DifferenceKind.Amount, owed.Month, expected, "no invoice");
        foreach (var i in invoices)
            if (i.Total != owed.Total || (i.Currency != owed.Currency && owed.Currency.Length > 0))
                yield return Differ(
                    DifferenceKind.Amount,
                    owed.Month,
                    expected,
                    $"{Whole.Shown(i.Total, i.Currency)} {i.Currency} on {i.Id}"
                );
    }

    /// <summary>The numbers count from 1 on in the order of the months.</summary>
    private IEnumerable<AuditDifference> Numbers(IReadOnlyList<AuditedInvoice> invoices)
    {
        for (var n = 1; n <= invoices.Count; n++)
        {
            var found = invoices[n - 1].Number;
            var number = found[(found.LastIndexOf('-') + 1)..];
            if (number != n.ToString("D6", CultureInfo.InvariantCulture))
                yield return Differ(DifferenceKind.Number, invoices[n - 1].Month, $"number {n}", found);
        }
    }

    private AuditDifference Unexpected(AuditedInvoice invoice) =>
        Differ(DifferenceKind.Amount, invoice.Month, "no invoice", invoice.Id);

    private AuditDifference Faulty(AuditedInvoice invoice) =>
        Differ(DifferenceKind.Document, invoice.Month, $"{invoice.Id} as it was written", invoice.Fault!);

    private AuditDifference Differ(DifferenceKind kind, string month, string expected, string found) =>
        new(kind, organization, month, expected, found);
}
