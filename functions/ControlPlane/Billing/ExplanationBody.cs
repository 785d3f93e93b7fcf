using Mothership.Domain.Billing;
using Mothership.Domain.Statements;

namespace Mothership.ControlPlane.Billing;

/// <summary>How each figure of a bill comes about, on the wire. All amounts are strings, exact.</summary>
internal sealed record ExplanationBody(
    string ApiVersion,
    string Kind,
    string? Invoice,
    string? Number,
    string? Hash,
    string Month,
    string? Until,
    string Currency,
    IReadOnlyList<ExplainedGroupBody> Groups,
    string Total
)
{
    internal static ExplanationBody Of(Explanation e) =>
        new(
            "billing/v1",
            "Explanation",
            e.Invoice?.Id,
            e.Invoice?.Number,
            e.Invoice?.Hash,
            e.Month.ToString(),
            e.Until is { } until ? InvoiceBody.Instant(until) : null,
            e.Currency,
            [.. e.Groups.Select(g => ExplainedGroupBody.Of(g, e.Currency))],
            Money.Format(e.Total, e.Currency)
        );
}

/// <summary>The lines about one resource; without one, the credits.</summary>
internal sealed record ExplainedGroupBody(
    string? Resource,
    string? DisplayName,
    IReadOnlyList<ExplainedLineBody> Lines,
    string Subtotal
)
{
    internal static ExplainedGroupBody Of(ExplainedGroup group, string currency) =>
        new(
            group.Resource?.Id.Value,
            group.Resource?.DisplayName,
            [.. group.Lines.Select(l => ExplainedLineBody.Of(l, currency))],
            Money.Format(group.Subtotal, currency)
        );
}

/// <summary>A line with what is behind it.</summary>
internal sealed record ExplainedLineBody(
    int Number,
    InvoiceLineBody Line,
    bool? TakenBack,
    IReadOnlyList<UsageEventBody> Events,
    UsageEventBody? EndedBy,
    IReadOnlyList<UsageEventBody>? LateEvents,
    PriceOriginBody? Price,
    string? FreeUnits,
    IReadOnlyList<MinimumPartBody>? Minimum,
    CreditUseBody? Credit
)
{
    private const int MostEvents = 100;

    internal static ExplainedLineBody Of(ExplainedLine explained, string currency) =>
        new(
            explained.Number,
            InvoiceLineBody.Of(explained.Line, currency),
            explained.Line.Corrects is null ? null : explained.IsTakenBack,
            [.. explained.Events.Take(MostEvents).Select(Show)],
            explained.EndedBy is { } end ? Show(end) : null,
            explained.Late.Count > 0 ? [.. explained.Late.Take(MostEvents).Select(Show)] : null,
            explained.Origin is { } origin ? PriceOriginBody.Of(origin) : null,
            explained.FreeUnits is { } free ? Money.FormatExact(free) : null,
            explained.Minimum.Count > 0 ? [.. explained.Minimum.Select(MinimumPartBody.Of)] : null,
            explained.CreditBefore is { } before ? CreditUseBody.Of(before, explained.Line.UnitPrice, currency) : null
        );

    private static UsageEventBody Show(BillingEvent billed) => UsageEventBody.Of(billed);
}

/// <summary>book_price × multiplier × units / divisor, rounded to twelve places, is the unit price.</summary>
internal sealed record PriceOriginBody(string BookPrice, string Multiplier, string Units, string Divisor)
{
    internal static PriceOriginBody Of(PriceOrigin origin) =>
        new(
            Money.FormatExact(origin.BookPrice),
            Money.FormatExact(origin.Multiplier),
            Money.FormatExact(origin.Units),
            Money.FormatExact(origin.Divisor)
        );
}

/// <summary>seconds × per_second is the amount.</summary>
internal sealed record MinimumPartBody(
    string PeriodStart,
    string PeriodEnd,
    string Seconds,
    string PerSecond,
    string Amount
)
{
    internal static MinimumPartBody Of(MinimumPart part) =>
        new(
            InvoiceBody.Instant(part.Segment.Period.Start),
            InvoiceBody.Instant(part.Segment.Period.End),
            Money.FormatExact(part.Segment.Period.Seconds),
            Money.FormatExact(part.Segment.Source.MinimumPerSecond),
            Money.FormatExact(part.Amount)
        );
}

/// <summary>before − taken = left.</summary>
internal sealed record CreditUseBody(string Before, string Taken, string Left)
{
    internal static CreditUseBody Of(decimal before, decimal taken, string currency) =>
        new(Money.Format(before, currency), Money.Format(taken, currency), Money.Format(before - taken, currency));
}

/// <summary>The explanations of the months that are not closed.</summary>
internal sealed record ExplanationListBody(string ApiVersion, string Kind, IReadOnlyList<ExplanationBody> Data);
