namespace Mothership.Domain.Ledger;

/// <summary>
/// What the accounts stand at, by currency: a fold over transactions, in any order, and never kept anywhere else.
/// </summary>
public sealed class Balances
{
    private readonly SortedDictionary<(string Currency, LedgerAccount Account), Int128> _amounts = [];

    /// <summary>The balances after some transactions.</summary>
    public static Balances Of(IEnumerable<LedgerTransaction> transactions)
    {
        var balances = new Balances();
        foreach (var transaction in transactions)
            balances.Add(transaction);
        return balances;
    }

    /// <summary>The currencies that have come up, in the order of their codes.</summary>
    public IReadOnlyList<string> Currencies => [.. _amounts.Keys.Select(k => k.Currency).Distinct()];

    /// <summary>Takes one more transaction in.</summary>
    public void Add(LedgerTransaction transaction)
    {
        foreach (var (account, amount) in transaction.Entries)
        {
            var key = (transaction.Currency, account);
            _amounts[key] = _amounts.GetValueOrDefault(key) + amount;
        }
    }

    /// <summary>What an account stands at, in minor units; a debit is positive.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public long this[string currency, LedgerAccount account] =>
        checked((long)_amounts.GetValueOrDefault((currency, account)));

    /// <summary>The sum over all accounts of a currency: zero, always.</summary>
    public Int128 Sum(string currency) =>
        _amounts.Where(a => a.Key.Currency == currency).Aggregate((Int128)0, (sum, a) => sum + a.Value);
}
