namespace Mothership.Domain.Billing;

/// <summary>Why a line is on a bill.</summary>
public enum BillLineKind
{
    /// <summary>Use in the month that the bill is about.</summary>
    Usage,

    /// <summary>The part of the use that is free; negative.</summary>
    Allowance,

    /// <summary>What a resource's use falls short of its minimum.</summary>
    Minimum,

    /// <summary>
    /// A correction of an earlier, closed month, because an event reached the table after that month was closed. What
    /// was charged wrongly is taken back, and what should have been charged follows.
    /// </summary>
    Adjustment,

    /// <summary>What a promotional credit takes off; negative.</summary>
    Credit,
}

/// <summary>
/// One line of a bill. Its unrounded amount is quantity times unit price by priced units, with the line's sign; it is
/// rounded once.
/// </summary>
public sealed record BillLine
{
    /// <summary>Why it is there.</summary>
    public required BillLineKind Kind { get; init; }

    /// <summary>Of an adjustment: the kind that the line had, or has, in the month that it corrects.</summary>
    public BillLineKind? Corrects { get; init; }

    /// <summary>What is metered; null where nothing is: minimums and credits.</summary>
    public Meter? Meter { get; init; }

    /// <summary>The resource; null for a credit.</summary>
    public BilledResource? Resource { get; init; }

    /// <summary>What it is sold as, such as a cluster's kind; empty for a credit.</summary>
    public string Plan { get; init; } = "";

    /// <summary>How much of it: capacity units, tasks; 0 where that means nothing.</summary>
    public int Units { get; init; }

    /// <summary>From when to when, half-open, UTC, to the tick.</summary>
    public required Period Period { get; init; }

    /// <summary>The quantity in units of the meter; seconds have seven places. Never negative.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The price of <see cref="PricedUnits"/> units, with at most twelve places.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>How many units of the meter the price is for: 1, or what <see cref="Meters.PricedUnits"/>
    /// says.</summary>
    public decimal PricedUnits { get; init; } = 1m;

    /// <summary>The version of the price book that the price is from.</summary>
    public string PriceBookVersion { get; init; } = "";

    /// <summary>The event that set the price, or granted the credit; empty where several events add up.</summary>
    public string EventId { get; init; } = "";

    /// <summary>How many events add up to the quantity.</summary>
    public int EventCount { get; init; } = 1;

    /// <summary>The days that a measured quantity is from; null where the period tells.</summary>
    public DayQuantities? Days { get; init; }

    /// <summary>Whether the amounts are those of quantity and price with the opposite sign.</summary>
    public bool IsNegative { get; init; }

    /// <summary>
    /// Quantity times price, exact; only where the price is for more than one unit it is rounded, to
    /// <see cref="Exact.RatioPlaces"/> places.
    /// </summary>
    public required decimal UnroundedAmount { get; init; }

    /// <summary>The exact amount, rounded once to the minor unit, half away from zero.</summary>
    public required decimal Amount { get; init; }

    /// <summary>An explanation for the customer; null on lines that need none.</summary>
    public string? Reason { get; init; }

    /// <summary>The same line of a correction.</summary>
    /// <param name="takenBack">Whether it takes back what was charged.</param>
    /// <param name="reason">For the customer.</param>
    internal BillLine AsAdjustment(bool takenBack, string reason)
    {
        var line = this with { Kind = BillLineKind.Adjustment, Corrects = Kind, Reason = reason };
        return takenBack
            ? line with
            {
                IsNegative = !IsNegative,
                UnroundedAmount = -UnroundedAmount,
                Amount = -Amount,
            }
            : line;
    }
}
