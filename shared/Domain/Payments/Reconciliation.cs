using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;

namespace Mothership.Domain.Payments;

/// <summary>How our books and the provider's can differ.</summary>
public enum DifferenceKind
{
    /// <summary>We have it, and the provider does not.</summary>
    MissingAtProvider,

    /// <summary>The provider has something of ours that we do not know.</summary>
    UnknownToUs,

    /// <summary>The provider has an invoice of ours more than once.</summary>
    Doubled,

    /// <summary>The amounts differ.</summary>
    Amount,

    /// <summary>Our row is not what the provider's state comes to.</summary>
    State,

    /// <summary>The ledger is not what our rows come to.</summary>
    Ledger,

    /// <summary>What the customer has in hand differs.</summary>
    Balance,
}

/// <summary>Something in which our books and the provider's differ.</summary>
/// <param name="Kind">How.</param>
/// <param name="Organization">Whose; empty when nobody's.</param>
/// <param name="Subject">Our id, or the provider's where we have none.</param>
/// <param name="Ours">What we say.</param>
/// <param name="Theirs">What the provider says.</param>
/// <param name="Repaired">Whether it was put right: only what a message that got lost would have brought.</param>
public sealed record Difference(
    DifferenceKind Kind,
    string Organization,
    string Subject,
    string Ours,
    string Theirs,
    bool Repaired = false
);

/// <summary>A comparison of everything.</summary>
/// <param name="Id">Begins with its date.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="CompletedAt">UTC.</param>
/// <param name="Organizations">How many were looked at.</param>
/// <param name="Differences">How many were found.</param>
/// <param name="Repaired">How many of them were put right.</param>
public sealed record ReconciliationRun(
    string Id,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt,
    int Organizations,
    int Differences,
    int Repaired
);

/// <summary>Compares an organisation's books with the provider's.</summary>
public static class Reconciliation
{
    /// <summary>All differences.</summary>
    /// <param name="organization">Whose.</param>
    /// <param name="rows">All our rows.</param>
    /// <param name="ledger">All our transactions.</param>
    /// <param name="theirs">All that the provider has of this customer.</param>
    /// <param name="balance">What the provider says the customer owes with the next invoice; null without one.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<Difference> Compare(
        OrganizationId organization,
        IReadOnlyCollection<InvoicePayment> rows,
        IReadOnlyCollection<LedgerTransaction> ledger,
        IReadOnlyCollection<ProviderInvoice> theirs,
        (string Currency, long Amount)? balance,
        DateTimeOffset now
    )
    {
        var byInvoice = theirs.Where(t => t.Invoice.Length > 0).ToLookup(t => t.Invoice);
        var known = rows.Select(r => r.Invoice).ToHashSet();
        return
        [
            .. rows.SelectMany(row => OfRow(row, [.. byInvoice[row.Invoice]], now)),
            .. theirs.Where(t => !known.Contains(t.Invoice)).Select(t => Unknown(organization, t)),
            .. rows.SelectMany(row => OfLedger(row, ledger)),
            .. OfBalance(organization, ledger, balance),
        ];
    }

    private static IEnumerable<Difference> OfRow(
        InvoicePayment row,
        IReadOnlyList<ProviderInvoice> theirs,
        DateTimeOffset now
    )
    {
        var live = theirs.Where(t => t.State != ProviderInvoiceState.Void).ToList();
        if (live.Count > 1)
            yield return Of(DifferenceKind.Doubled, row, "1", string.Join(' ', live.Select(t => t.Id)));
        if (row.ProviderId is not { } id || row.Total <= 0)
        {
            if (row.ProviderId is null && live.Count > 0)
                yield return Of(DifferenceKind.State, row, $"{row.Status}, not known there", live[0].Id);
            yield break;
        }
        if (theirs.FirstOrDefault(t => t.Id == id) is not { } seen)
            yield return Of(DifferenceKind.MissingAtProvider, row, id, "none");
        else if (seen.State != ProviderInvoiceState.Draft && (seen.Total != row.Asked || seen.Currency != row.Currency))
            yield return Of(DifferenceKind.Amount, row, $"{row.Asked} {row.Currency}", $"{seen.Total} {seen.Currency}");
        else if (PaymentDecider.Observe(row, seen, now) is { } late)
            yield return Of(DifferenceKind.State, row, Show(row), Show(late.Next));
    }

    private static IEnumerable<Difference> OfLedger(InvoicePayment row, IReadOnlyCollection<LedgerTransaction> ledger)
    {
        var own = ledger.Where(t => t.Invoice == row.Invoice).ToList();
        var missing = row.Posted.Except(own.Select(t => t.Id)).ToList();
        var extra = own.Select(t => t.Id).Except(row.Posted).ToList();
        if (missing.Count > 0 || extra.Count > 0)
            yield return Of(DifferenceKind.Ledger, row, string.Join(' ', missing), string.Join(' ', extra));
        var receivable = own.Sum(t => t.AmountOf(LedgerAccount.Receivable));
        var due = row.Status is InvoiceStatus.Voided or InvoiceStatus.WrittenOff || row.Total <= 0 ? 0 : row.Due;
        if (receivable != due && row.Problem is null)
            yield return Of(DifferenceKind.Ledger, row, $"receivable {receivable}", $"due {due}");
    }

    private static IEnumerable<Difference> OfBalance(
        OrganizationId organization,
        IReadOnlyCollection<LedgerTransaction> ledger,
        (string Currency, long Amount)? balance
    )
    {
        if (balance is not var (currency, theirs))
            yield break;
        var ours = Balances.Of(ledger)[currency, LedgerAccount.CustomerBalance];
        if (ours != theirs)
            yield return new(DifferenceKind.Balance, organization.Value, currency, $"{ours}", $"{theirs}");
    }

    private static Difference Unknown(OrganizationId organization, ProviderInvoice seen) =>
        new(
            DifferenceKind.UnknownToUs,
            organization.Value,
            seen.Id,
            "none",
            $"{seen.State} {seen.Total} {seen.Currency}"
        );

    private static string Show(InvoicePayment row) =>
        $"{row.Status} paid {row.Paid} refunded {row.Refunded} credited {row.Credited} disputed {row.Disputed}";

    private static Difference Of(DifferenceKind kind, InvoicePayment row, string ours, string theirs) =>
        new(kind, row.Organization.Value, row.Invoice, ours, theirs);
}
