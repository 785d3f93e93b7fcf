using Mothership.Domain.Billing;

namespace Mothership.Domain.Statements;

/// <summary>
/// Finds what is behind each line of a bill. It looks the events up anew and adds them up again, so an explanation that
/// can be had is also a proof; one that does not come to the line's figures is refused.
/// </summary>
public sealed class Explainer
{
    private readonly RatingInput _input;
    private readonly KnownEvents _known;
    private readonly PriceBook? _book;
    private readonly DateTimeOffset _until;

    private Explainer(RatingInput input, PriceBook? book, DateTimeOffset until) =>
        (_input, _known, _book, _until) = (input, new(input), book, until);

    /// <summary>Explains an invoice.</summary>
    /// <param name="stored">The invoice.</param>
    /// <param name="input">What its month was rated from.</param>
    /// <param name="book">The prices; null where they cannot be looked up.</param>
    /// <exception cref="BillingContradictionException">A line is not what its events come to.</exception>
    public static Explanation Of(StoredInvoice stored, RatingInput input, PriceBook? book)
    {
        var invoice = stored.Invoice;
        return new()
        {
            Organization = invoice.Organization,
            Month = invoice.Month,
            Currency = invoice.Currency,
            Invoice = new(invoice.Id, invoice.Number, stored.Hash),
            Groups = new Explainer(input, book, DateTimeOffset.MaxValue).GroupsOf(invoice.Lines),
        };
    }

    /// <summary>Explains a month that is not closed, as far as it has come.</summary>
    /// <param name="rated">The month; it must have a currency.</param>
    /// <param name="input">What it was rated from.</param>
    /// <param name="book">The prices; null where they cannot be looked up.</param>
    /// <param name="until">The instant up to which it was rated.</param>
    /// <exception cref="BillingContradictionException">A line is not what its events come to.</exception>
    public static Explanation Of(RatedMonth rated, RatingInput input, PriceBook? book, DateTimeOffset until) =>
        new()
        {
            Organization = rated.Organization,
            Month = rated.Month,
            Currency = rated.Currency ?? throw new ArgumentException("Nothing costs anything.", nameof(rated)),
            Until = until,
            Groups = new Explainer(input, book, until).GroupsOf(rated.Lines),
        };

    private IReadOnlyList<ExplainedGroup> GroupsOf(IReadOnlyList<BillLine> lines) =>
        [
            .. lines
                .Select((line, place) => Explain(line, place + 1))
                .GroupBy(l => l.Line.Resource?.Id)
                .OrderBy(g => g.Key is null)
                .Select(g => new ExplainedGroup(g.Last().Line.Resource, [.. g])),
        ];

    private ExplainedLine Explain(BillLine line, int number)
    {
        var explained = (BillLines.Original(line), line.Meter) switch
        {
            (BillLineKind.Credit, _) => Credit(line, number),
            (BillLineKind.Minimum, _) => Minimum(line, number),
            (_, { } meter) when meter.IsMeasured() => Measured(line, number),
            _ => OverTime(line, number),
        };
        if (line.Corrects is null)
            return explained;
        return explained with { Late = _known.LateOf(line.Resource!.Id) };
    }

    private ExplainedLine OverTime(BillLine line, int number)
    {
        var segment = _known
            .SegmentsFor(line, _until)
            .FirstOrDefault(s => s.Period == line.Period && s.Source.EventId == line.EventId);
        var isFree = BillLines.Original(line) == BillLineKind.Allowance;
        Require(
            (isFree ? segment?.Source.FreePerSecond : segment?.Source.PricePerSecond) == line.UnitPrice,
            number,
            "has no event of its price"
        );
        return new(number, line)
        {
            Events = [segment!.Source],
            EndedBy = _known.EndOf(line),
            Origin = OriginOf(line),
        };
    }

    private ExplainedLine Measured(BillLine line, int number)
    {
        var events = _known.MeasuredFor(line, _until);
        var sum = events.Sum(e => e.Quantity);
        var isFree = BillLines.Original(line) == BillLineKind.Allowance;
        Require(isFree ? line.Quantity <= sum : line.Quantity == sum, number, $"has events that come to {sum}");
        return new(number, line)
        {
            Events = events,
            Origin = OriginOf(line),
            FreeUnits = isFree ? events.MaxBy(e => (e.Period.End, e.EventId))?.FreeUnits : null,
        };
    }

    private ExplainedLine Minimum(BillLine line, int number)
    {
        var parts = _known
            .SegmentsFor(line, _until)
            .Where(s => s.Source.MinimumPerSecond > 0m)
            .Select(s => new MinimumPart(s, Exact.Multiply(s.Source.MinimumPerSecond, s.Period.Seconds)))
            .ToList();
        Require(parts.Count > 0, number, "has no event of its minimum");
        return new(number, line) { Events = [.. parts.Select(p => p.Segment.Source)], Minimum = parts };
    }

    private ExplainedLine Credit(BillLine line, int number)
    {
        var carried = _input.Credits.FirstOrDefault(c => c.Source.EventId == line.EventId);
        var granted = _input.Recorded.OfType<CreditEvent>().FirstOrDefault(c => c.EventId == line.EventId);
        var before = carried?.Remaining ?? granted?.Amount;
        Require(before >= line.UnitPrice, number, "takes more than there is of its credit");
        return new(number, line) { Events = [carried?.Source ?? granted!], CreditBefore = before };
    }

    private PriceOrigin? OriginOf(BillLine line) => _book is null ? null : PriceOrigin.Of(_book, line);

    private void Require(bool condition, int number, string otherwise) =>
        BillingContradictionException.Unless(condition, $"Line {number} of {_input.Month} {otherwise}.");
}
