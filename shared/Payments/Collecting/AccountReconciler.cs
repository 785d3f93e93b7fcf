using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments.Collecting;

/// <summary>
/// Compares an organisation's books with the provider's. Puts right only what a lost message would have brought; the
/// rest is for a person.
/// </summary>
public sealed class AccountReconciler(
    IPaymentStore payments,
    ILedgerReader ledger,
    IPaymentAccountStore accounts,
    IPaymentProvider provider,
    InvoiceCollector collector,
    TimeProvider clock
)
{
    /// <summary>All differences; those that were put right are marked.</summary>
    public async Task<IReadOnlyList<Difference>> RunAsync(TenantScope scope, CancellationToken cancellation)
    {
        var first = await CompareAsync(scope, cancellation);
        if (first.Count == 0)
            return first;
        foreach (var late in first.Where(d => d.Kind == DifferenceKind.State).Select(d => d.Subject).Distinct())
            await collector.LookAsync(scope, late, cancellation);
        // What was only under way is gone on a second look, as is what could be put right.
        var second = await CompareAsync(scope, cancellation);
        var repaired = first
            .Where(d => d.Kind == DifferenceKind.State && !second.Any(s => s.Kind == d.Kind && s.Subject == d.Subject))
            .Select(d => d with { Repaired = true });
        return [.. second, .. repaired];
    }

    private async Task<IReadOnlyList<Difference>> CompareAsync(TenantScope scope, CancellationToken cancellation)
    {
        var account = (await accounts.FindAsync(scope, cancellation))?.Value;
        var theirs = account?.Customer is { } customer
            ? await ListAsync(provider.InvoicesAsync(scope, customer, cancellation))
            : [];
        var rows = await ListAsync(payments.ListAsync(scope, cancellation));
        var transactions = await ListAsync(ledger.ReadAsync(scope, cancellation));
        (string, long)? balance =
            account?.Customer is { } known && Currency(rows) is { } currency
                ? (currency, await provider.BalanceAsync(scope, known, cancellation))
                : null;
        var now = clock.GetUtcNow();
        return Reconciliation.Compare(scope.Organization, rows, transactions, theirs, balance, now);
    }

    // What is not with the provider yet cannot agree with it.
    private static string? Currency(IReadOnlyCollection<InvoicePayment> rows) =>
        rows.Count > 0 && rows.All(r => r.IsAtRest || r.Total > 0) ? rows.First().Currency : null;

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }
}
