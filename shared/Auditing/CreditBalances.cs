using System.Numerics;

namespace Mothership.Auditing;

/// <summary>
/// What is left of promotional credits, month by month: those that expire first go first, and nothing goes below zero.
/// </summary>
internal sealed class CreditBalances
{
    private readonly List<(AuditedCredit Credit, int Recorded)> _credits;
    private readonly BigInteger[] _left;

    public CreditBalances(IEnumerable<(AuditedCredit Credit, int Recorded)> credits)
    {
        _credits =
        [
            .. credits
                .OrderBy(c => c.Credit.ExpiresAt)
                .ThenBy(c => c.Credit.At)
                .ThenBy(c => c.Credit.Id, StringComparer.Ordinal),
        ];
        _left = [.. _credits.Select(c => c.Credit.Amount)];
    }

    /// <summary>Takes off what there is to take off a month; to be asked in the order of the months.</summary>
    public BigInteger TakenOff(int month, BigInteger owed)
    {
        var taken = BigInteger.Zero;
        for (var i = 0; i < _left.Length; i++)
        {
            var (credit, recorded) = _credits[i];
            if (recorded > month || credit.ExpiresAt <= Months.StartOf(month) || owed - taken <= 0)
                continue;
            var part = BigInteger.Min(_left[i], owed - taken);
            _left[i] -= part;
            taken += part;
        }
        return taken;
    }
}
