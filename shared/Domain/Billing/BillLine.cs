using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>Why a line is on a bill.</summary>
public enum BillLineKind
{
    /// <summary>Use in the month that the bill is about.</summary>
    Usage,

    /// <summary>
    /// A correction of an earlier, closed month, because an event reached the table after that month was closed. What
    /// was charged wrongly is taken back as a line with a negative amount, and what should have been charged follows as
    /// a line with a positive one.
    /// </summary>
    Adjustment,
}

/// <summary>One line of a bill: one resource at one price over one stretch of time.</summary>
public sealed record BillLine
{
    /// <summary>What is metered. There is one meter so far: seconds of a cluster.</summary>
    public const string ClusterSeconds = "cluster_seconds";

    /// <summary>Why it is there.</summary>
    public required BillLineKind Kind { get; init; }

    /// <summary>What is metered.</summary>
    public string Meter { get; init; } = ClusterSeconds;

    /// <summary>The resource.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its name when the price was set.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Its environment.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>Where it runs.</summary>
    public required RegionId Region { get; init; }

    /// <summary>Its kind and size.</summary>
    public required ClusterConfig Config { get; init; }

    /// <summary>From when to when, half-open, UTC, to the tick.</summary>
    public required Period Period { get; init; }

    /// <summary>The quantity: the seconds of the period, with seven places. Never negative.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>The price per second, with at most twelve places.</summary>
    public required decimal PricePerSecond { get; init; }

    /// <summary>The version of the price book that the price is from.</summary>
    public required string PriceBookVersion { get; init; }

    /// <summary>The event that set the price.</summary>
    public required string EventId { get; init; }

    /// <summary>Whether the line takes back what was charged; its amounts are then negative.</summary>
    public bool IsCredit { get; init; }

    /// <summary>Seconds times price, exact.</summary>
    public required decimal UnroundedAmount { get; init; }

    /// <summary>The unrounded amount, rounded once to the minor unit, half away from zero.</summary>
    public required decimal Amount { get; init; }

    /// <summary>An adjustment's explanation for the customer; null on lines of use.</summary>
    public string? Reason { get; init; }

    /// <summary>What the line charges for a stretch of its own period; exact, with the line's sign.</summary>
    public decimal UnroundedFor(Period part)
    {
        BillingContradictionException.Unless(Period.Contains(part), $"{part} is not in the line's period {Period}.");
        var amount = Exact.Multiply(PricePerSecond, part.Seconds);
        return IsCredit ? -amount : amount;
    }

    /// <summary>The line that a segment of a timeline comes to.</summary>
    internal static BillLine Of(Segment segment, BillLineKind kind)
    {
        var source = segment.Source;
        var line = new BillLine
        {
            Kind = kind,
            Cluster = source.Cluster,
            DisplayName = source.DisplayName,
            Environment = source.Environment,
            Region = source.Region,
            Config = source.Config,
            Period = segment.Period,
            Seconds = segment.Period.Seconds,
            PricePerSecond = decimal.Round(source.PricePerSecond, PriceBook.PricePlaces),
            PriceBookVersion = source.PriceBookVersion,
            EventId = source.EventId,
            UnroundedAmount = 0m,
            Amount = 0m,
        };
        var exact = line.UnroundedFor(segment.Period);
        return line with { UnroundedAmount = exact, Amount = Money.Round(exact, source.Currency) };
    }

    /// <summary>The line that takes this one back.</summary>
    internal BillLine TakenBack() =>
        this with
        {
            IsCredit = true,
            UnroundedAmount = -UnroundedAmount,
            Amount = -Amount,
        };
}
