using System.Globalization;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Ledger;

/// <summary>One side of a transaction.</summary>
/// <param name="Account">Where.</param>
/// <param name="Amount">Minor units; a debit is positive.</param>
public readonly record struct LedgerEntry(LedgerAccount Account, long Amount);

/// <summary>
/// Something that happened to an organisation's money. Its entries add up to zero; there is no other way to make one.
/// Its id is derived from what happened, so that recording it twice records it once.
/// </summary>
public sealed class LedgerTransaction : IEquatable<LedgerTransaction>
{
    private LedgerTransaction(
        string id,
        OrganizationId organization,
        DateTimeOffset at,
        string currency,
        string invoice,
        IReadOnlyList<LedgerEntry> entries
    ) =>
        (Id, Organization, At, Currency, Invoice, Entries) = (
            id,
            organization,
            at.ToUniversalTime(),
            currency,
            invoice,
            entries
        );

    /// <summary>What happened to what: <c>payment:pi_…</c>.</summary>
    public string Id { get; }

    /// <summary>Whose ledger.</summary>
    public OrganizationId Organization { get; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>ISO 4217; of all entries.</summary>
    public string Currency { get; }

    /// <summary>The invoice that it is about.</summary>
    public string Invoice { get; }

    /// <summary>One for each account, in the order of the accounts, none of them zero; two or more.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>
    /// A transaction. Entries of the same account are taken together, and those that come to nothing left out.
    /// </summary>
    /// <returns>Null when nothing is left of it.</returns>
    /// <exception cref="LedgerException">The entries do not add up to zero, or something is missing.</exception>
    public static LedgerTransaction? Of(
        string id,
        OrganizationId organization,
        DateTimeOffset at,
        string currency,
        string invoice,
        params ReadOnlySpan<LedgerEntry> entries
    )
    {
        LedgerException.Unless(IsId(id), $"'{id}' is no transaction's id.");
        LedgerException.Unless(Billing.Currencies.IsKnown(currency), $"'{currency}' is no currency.");
        var merged = Merge(entries);
        LedgerException.Unless(Total(merged) == 0, $"{id} does not add up to zero.");
        return merged.Count == 0 ? null : new(id, organization, at, currency, invoice, merged);
    }

    /// <summary>What an account gets by it; 0 when it is not concerned.</summary>
    public long AmountOf(LedgerAccount account) => Entries.FirstOrDefault(e => e.Account == account).Amount;

    /// <summary>All that it says, as one line: what is compared when it is recorded again.</summary>
    public override string ToString() =>
        $"{Id} {Organization} {Billing.InstantText.Format(At)} {Currency} {Invoice} " + FormatEntries();

    /// <summary>Such as <c>Receivable=1200;Revenue=-1200</c>.</summary>
    public string FormatEntries() =>
        string.Join(';', Entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Account}={e.Amount}")));

    /// <summary>Reads what <see cref="FormatEntries"/> writes.</summary>
    public static LedgerEntry[] ParseEntries(string text) =>
        [
            .. text.Split(';')
                .Select(part => part.Split('='))
                .Select(part => new LedgerEntry(
                    Enum.Parse<LedgerAccount>(part[0]),
                    long.Parse(part[1], CultureInfo.InvariantCulture)
                )),
        ];

    /// <inheritdoc/>
    public bool Equals(LedgerTransaction? other) => other is not null && other.ToString() == ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LedgerTransaction);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static List<LedgerEntry> Merge(ReadOnlySpan<LedgerEntry> entries) =>
        [
            .. entries
                .ToArray()
                .GroupBy(e => e.Account)
                .Select(g => new LedgerEntry(g.Key, checked((long)Total(g))))
                .Where(e => e.Amount != 0)
                .OrderBy(e => e.Account),
        ];

    private static Int128 Total(IEnumerable<LedgerEntry> entries) =>
        entries.Aggregate((Int128)0, (sum, entry) => sum + entry.Amount);

    // What a row's key can hold.
    private static bool IsId(string id) =>
        id.Length is > 0 and <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.');
}

/// <summary>A transaction that cannot be, or that contradicts the one of its id.</summary>
public sealed class LedgerException(string message) : Exception(message)
{
    internal static void Unless(bool holds, string message)
    {
        if (!holds)
            throw new LedgerException(message);
    }
}
