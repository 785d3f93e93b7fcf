namespace Mothership.Domain.Billing;

/// <summary>Takes promotional credits off a bill: those that expire first go first, and never below zero.</summary>
internal static class Credits
{
    /// <summary>The lines that take credits off, and what is left of them for the next month.</summary>
    /// <param name="input">The month's carried and newly granted credits.</param>
    /// <param name="subtotal">What the other lines add up to.</param>
    /// <param name="currency">The bill's; null when nothing costs anything.</param>
    public static (List<BillLine> Lines, List<CreditBalance> Left) Apply(
        RatingInput input,
        decimal subtotal,
        string? currency
    )
    {
        var lines = new List<BillLine>();
        var left = new List<CreditBalance>();
        var due = Math.Max(subtotal, 0m);
        foreach (var credit in Usable(input))
        {
            var taken = Math.Min(due, credit.Remaining);
            if (taken > 0m)
                lines.Add(Line(input.Month, credit, taken, currency!));
            due -= taken;
            var rest = credit with { Month = input.Month.Next, Remaining = credit.Remaining - taken };
            if (rest.Remaining > 0m && IsUsable(rest))
                left.Add(rest);
        }
        return (lines, left);
    }

    private static IEnumerable<CreditBalance> Usable(RatingInput input)
    {
        var granted = DistinctEvents.Of(Granted(input.Recorded));
        foreach (var credit in granted)
            EventRules.Check(credit);
        var carried = input.Credits.Distinct().ToList();
        BillingContradictionException.Unless(
            carried.DistinctBy(c => c.Source.EventId).Count() == carried.Count
                && carried.All(c => c.Month == input.Month && c.Remaining > 0m && c.Remaining <= c.Source.Amount)
                && !carried.Any(c => granted.Any(g => g.EventId == c.Source.EventId)),
            $"The credits carried over into {input.Month} are not one balance each."
        );
        return carried
            .Concat(granted.Select(g => new CreditBalance(input.Month, g, g.Amount)))
            .Where(IsUsable)
            .OrderBy(c => c.Source.ExpiresAt ?? DateTimeOffset.MaxValue)
            .ThenBy(c => c.Source.EffectiveAt)
            .ThenBy(c => c.Source.EventId, StringComparer.Ordinal);
    }

    private static List<CreditEvent> Granted(IReadOnlyCollection<BillingEvent> recorded)
    {
        var granted = new List<CreditEvent>();
        foreach (var e in recorded)
            if (e is CreditEvent credit)
                granted.Add(credit);
        return granted;
    }

    private static bool IsUsable(CreditBalance credit) => !(credit.Source.ExpiresAt <= credit.Month.Start);

    private static BillLine Line(BillingMonth month, CreditBalance credit, decimal taken, string currency)
    {
        BillingContradictionException.Unless(
            credit.Source.Currency == currency,
            $"Credit {credit.Source.EventId} is in {credit.Source.Currency}, but the bill in {currency}."
        );
        return new()
        {
            Kind = BillLineKind.Credit,
            Period = month.Period,
            Quantity = 1m,
            UnitPrice = taken,
            EventId = credit.Source.EventId,
            IsNegative = true,
            UnroundedAmount = -taken,
            Amount = -taken,
            Reason = $"{credit.Source.Reason} ({Money.Format(credit.Remaining - taken, currency)} {currency} is left.)",
        };
    }
}
