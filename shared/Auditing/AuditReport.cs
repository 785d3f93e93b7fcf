using System.Numerics;

namespace Mothership.Auditing;

/// <summary>What does not agree.</summary>
public enum DifferenceKind
{
    /// <summary>An event's row is not as it has to be, or is there twice.</summary>
    Event,

    /// <summary>An invoice's total is not what the events come to, or there is none.</summary>
    Amount,

    /// <summary>An invoice's document is not as it was written, or does not add up.</summary>
    Document,

    /// <summary>The numbers of an organisation's invoices have a gap, or one is there twice.</summary>
    Number,

    /// <summary>The ledger says something else than the invoices, or does not add up to zero.</summary>
    Ledger,

    /// <summary>The payment provider holds something else than the invoices.</summary>
    Provider,
}

/// <summary>One difference.</summary>
/// <param name="Kind">Between what.</param>
/// <param name="Organization">Whose.</param>
/// <param name="Month"><c>yyyy-MM</c>; empty when it is not about one month.</param>
/// <param name="Expected">What the auditor came to.</param>
/// <param name="Found">What is there.</param>
public sealed record AuditDifference(
    DifferenceKind Kind,
    string Organization,
    string Month,
    string Expected,
    string Found
)
{
    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{Kind} of {Organization} {Month}: expected {Expected}, found {Found}".Replace("  ", " ");
}

/// <summary>A closed month of an organisation.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Currency">ISO 4217; empty when there is nothing.</param>
/// <param name="BeforeCredits">Minor units, by the auditor's reckoning, before promotional credits.</param>
/// <param name="Owed">Minor units, by the auditor's reckoning.</param>
/// <param name="Invoiced">Minor units; 0 when there is no invoice.</param>
public sealed record AuditedMonth(
    string Month,
    string Currency,
    BigInteger BeforeCredits,
    BigInteger Owed,
    BigInteger Invoiced
);

/// <summary>The audit of one organisation.</summary>
/// <param name="Organization">Its id.</param>
/// <param name="ClosedThrough">The last month that is closed, <c>yyyy-MM</c>; null when none is.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="Months">Its closed months, up to the one that was asked for.</param>
/// <param name="Differences">All that does not agree; empty when everything does.</param>
public sealed record OrganizationAudit(
    string Organization,
    string? ClosedThrough,
    long Events,
    IReadOnlyList<AuditedMonth> Months,
    IReadOnlyList<AuditDifference> Differences
);
