using System.Numerics;

namespace Mothership.Auditing;

/// <summary>What a payment provider holds for one of our invoices.</summary>
/// <param name="Total">The sum of its invoices' totals, in minor units.</param>
/// <param name="Count">How many there are.</param>
public sealed record ProviderHolding(BigInteger Total, int Count);

/// <summary>Holds what the provider has against the invoices.</summary>
internal sealed class ProviderComparison(string organization)
{
    /// <summary>The differences: a positive invoice is there once with its total, another one is not there.</summary>
    public IEnumerable<AuditDifference> Of(
        IReadOnlyList<AuditedInvoice> invoices,
        IReadOnlyDictionary<string, ProviderHolding> holdings
    )
    {
        foreach (var invoice in invoices)
        {
            var expected = invoice.Total > 0 ? new ProviderHolding(invoice.Total, 1) : new(0, 0);
            var held = holdings.GetValueOrDefault(invoice.Id) ?? new(0, 0);
            if (held != expected)
                yield return Differ(invoice.Month, Shown(expected, invoice), Shown(held, invoice));
        }
        var known = invoices.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, held) in holdings.Where(h => !known.Contains(h.Key)))
            yield return Differ("", "nothing", $"{held.Total} minor units for {id}");
    }

    private static string Shown(ProviderHolding held, AuditedInvoice invoice) =>
        $"{held.Count} of {Whole.Shown(held.Total, invoice.Currency)} {invoice.Currency} for {invoice.Id}";

    private AuditDifference Differ(string month, string expected, string found) =>
        new(DifferenceKind.Provider, organization, month, expected, found);
}
