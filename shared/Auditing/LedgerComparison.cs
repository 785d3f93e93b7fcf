using System.Numerics;

namespace Mothership.Auditing;

/// <summary>
/// Holds the ledger against what the months have to come to: each invoice is posted once, with what was earned and
/// what was given away, and every transaction adds up to zero.
/// </summary>
internal sealed class LedgerComparison(string organization)
{
    private const string InvoicePosting = "invoice:";

    public IEnumerable<AuditDifference> Of(
        IReadOnlyList<MonthOwed> owed,
        IReadOnlyList<AuditedInvoice> invoices,
        IReadOnlyList<AuditedTransaction> ledger
    )
    {
        foreach (var transaction in ledger.Where(t => !t.Sum.IsZero))
            yield return Differ("", $"{transaction.Id} adds up to 0", $"{transaction.Sum}");
        var posted = ledger.Where(t => t.Id.StartsWith(InvoicePosting, StringComparison.Ordinal)).ToList();
        foreach (var invoice in invoices)
        foreach (var difference in OfInvoice(owed.FirstOrDefault(o => o.Month == invoice.Month), invoice, posted))
            yield return difference;
    }

    private IEnumerable<AuditDifference> OfInvoice(
        MonthOwed? owed,
        AuditedInvoice invoice,
        List<AuditedTransaction> posted
    )
    {
        if (owed is null)
            yield break;
        var its = posted.Where(p => p.Id == InvoicePosting + invoice.Id).ToList();
        foreach (var (account, expected) in Expected(owed))
        {
            var found = its.Aggregate(BigInteger.Zero, (sum, t) => sum + t.Of(account));
            if (found != expected)
                yield return Differ(invoice.Month, $"{account} {expected} for {invoice.Id}", $"{found}");
        }
    }

    private static IEnumerable<(string Account, BigInteger Amount)> Expected(MonthOwed owed)
    {
        yield return ("Receivable", BigInteger.Max(owed.Total, 0));
        yield return ("CustomerBalance", BigInteger.Min(owed.Total, 0));
        yield return ("Revenue", -owed.BeforeCredits);
        yield return ("PromotionalCredits", owed.Credits);
    }

    private AuditDifference Differ(string month, string expected, string found) =>
        new(DifferenceKind.Ledger, organization, month, expected, found);
}
