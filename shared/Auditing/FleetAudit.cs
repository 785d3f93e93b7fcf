using System.Numerics;

namespace Mothership.Auditing;

/// <summary>What a currency comes to over all that was audited.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Owed">What the auditor came to.</param>
/// <param name="Invoiced">What the invoices come to.</param>
public sealed record AuditedCurrency(string Currency, string Owed, string Invoiced);

/// <summary>
/// The audits of many organisations, added up one by one, so that their number makes no difference to the memory.
/// </summary>
public sealed class FleetAudit
{
    /// <summary>The most differences that are kept; there may be more, which are counted.</summary>
    public const int MaxDifferences = 1000;

    private readonly SortedDictionary<string, (BigInteger Owed, BigInteger Invoiced)> _sums = new(
        StringComparer.Ordinal
    );
    private readonly List<AuditDifference> _differences = [];

    /// <summary>How many organisations were audited.</summary>
    public int Organizations { get; private set; }

    /// <summary>How many events they have.</summary>
    public long Events { get; private set; }

    /// <summary>How many months of organisations were compared.</summary>
    public long Months { get; private set; }

    /// <summary>How many differences there are.</summary>
    public long DifferenceCount { get; private set; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<AuditDifference> Differences => _differences;

    /// <summary>The sums, in the order of the currencies.</summary>
    public IReadOnlyList<AuditedCurrency> Sums =>
        [
            .. _sums.Select(s => new AuditedCurrency(
                s.Key,
                Whole.Shown(s.Value.Owed, s.Key),
                Whole.Shown(s.Value.Invoiced, s.Key)
            )),
        ];

    /// <summary>Adds one organisation's audit.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="month">The only month to add, <c>yyyy-MM</c>; null for all.</param>
    public void Add(OrganizationAudit audit, string? month)
    {
        Organizations++;
        Events += audit.Events;
        foreach (var audited in audit.Months.Where(m => m.Currency.Length > 0 && (month ?? m.Month) == m.Month))
        {
            var (owed, invoiced) = _sums.GetValueOrDefault(audited.Currency);
            _sums[audited.Currency] = (owed + audited.Owed, invoiced + audited.Invoiced);
            Months++;
        }
        DifferenceCount += audit.Differences.Count;
        _differences.AddRange(audit.Differences.Take(MaxDifferences - _differences.Count));
    }
}
