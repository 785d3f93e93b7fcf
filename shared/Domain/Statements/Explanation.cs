using Mothership.Domain.Billing;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Statements;

/// <summary>How each figure of a bill comes about, from the events on.</summary>
public sealed record Explanation
{
    /// <summary>Who pays.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The month that is billed.</summary>
    public required BillingMonth Month { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The invoice; null while the month runs.</summary>
    public ExplainedInvoice? Invoice { get; init; }

    /// <summary>Of a running month: up to when it is rated.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The lines by what they are about: each resource, then the credits.</summary>
    public required IReadOnlyList<ExplainedGroup> Groups { get; init; }

    /// <summary>The sum of all lines.</summary>
    public decimal Total => Groups.Sum(g => g.Subtotal);
}

/// <summary>The invoice that is explained.</summary>
/// <param name="Id">As of <see cref="Invoice.Id"/>.</param>
/// <param name="Number">As of <see cref="Invoice.Number"/>.</param>
/// <param name="Hash">SHA-256 of its canonical JSON.</param>
public sealed record ExplainedInvoice(string Id, string Number, string Hash);

/// <summary>The lines about one resource, or the credits.</summary>
/// <param name="Resource">The resource; null for the credits.</param>
/// <param name="Lines">In the order of the bill.</param>
public sealed record ExplainedGroup(BilledResource? Resource, IReadOnlyList<ExplainedLine> Lines)
{
    /// <summary>The sum of its lines.</summary>
    public decimal Subtotal => Lines.Sum(l => l.Line.Amount);
}

/// <summary>One line with what is behind it.</summary>
/// <param name="Number">Its place on the bill, counted from 1.</param>
/// <param name="Line">The line.</param>
public sealed record ExplainedLine(int Number, BillLine Line)
{
    /// <summary>
    /// The events that it comes from, in the order of their instants: the one that set the price; all measurements; all
    /// that a minimum holds for; the credit.
    /// </summary>
    public required IReadOnlyList<BillingEvent> Events { get; init; }

    /// <summary>
    /// The event that ended the time that the line is about; null where the month, or the present, does.
    /// </summary>
    public PriceEvent? EndedBy { get; init; }

    /// <summary>How the unit price comes from the price book; null where that is not known any more.</summary>
    public PriceOrigin? Origin { get; init; }

    /// <summary>Of a minimum: its parts, one for each stretch of time.</summary>
    public IReadOnlyList<MinimumPart> Minimum { get; init; } = [];

    /// <summary>Of the free part of a measured quantity: how many units of each month are free.</summary>
    public decimal? FreeUnits { get; init; }

    /// <summary>Of a credit: what was left of it before this bill.</summary>
    public decimal? CreditBefore { get; init; }

    /// <summary>Of an adjustment: the events that came too late for the month that it corrects.</summary>
    public IReadOnlyList<ResourceEvent> Late { get; init; } = [];

    /// <summary>Of an adjustment: whether it takes back what was charged, and does not charge anew.</summary>
    public bool IsTakenBack => BillLines.IsTakenBack(Line);
}

/// <summary>A stretch of time with its minimum.</summary>
/// <param name="Segment">The time, and the event that says what the minimum is.</param>
/// <param name="Amount">Seconds times minimum per second, exact.</param>
public sealed record MinimumPart(Segment Segment, decimal Amount);

/// <summary>What can be told from a line alone.</summary>
public static class BillLines
{
    /// <summary>The kind that the line has, or had in the month that it corrects.</summary>
    public static BillLineKind Original(BillLine line) => line.Corrects ?? line.Kind;

    /// <summary>Whether it takes back what an earlier bill charged.</summary>
    public static bool IsTakenBack(BillLine line) =>
        line.Corrects is { } original && line.IsNegative != (original == BillLineKind.Allowance);

    /// <summary>The month that its use was in.</summary>
    public static BillingMonth MonthOf(BillLine line) => BillingMonth.Of(line.Period.Start);
}
