using System.Text;
using Mothership.Domain.Billing;

namespace Mothership.Domain.Statements;

/// <summary>One line of an explanation as text.</summary>
internal static class ExplainedLineText
{
    private const int EventsShown = 12;

    public static void Write(StringBuilder text, ExplainedLine explained, string currency)
    {
        var line = explained.Line;
        text.Append($"\n  Line {explained.Number}: {Title(explained)}\n");
        foreach (var late in explained.Late.Take(EventsShown))
            Row(text, "late", Describe(late));
        if (explained.Late.Count > EventsShown)
            Row(text, "late", $"and {explained.Late.Count - EventsShown} more");
        switch (BillLines.Original(line))
        {
            case BillLineKind.Credit:
                WriteCredit(text, explained, currency);
                break;
            case BillLineKind.Minimum:
                WriteMinimum(text, explained, currency);
                break;
            default:
                WriteQuantity(text, explained, currency);
                break;
        }
        if (line is { Reason: not null, Kind: BillLineKind.Credit })
            Row(text, "because", StatementText.Quoted(line.Reason));
        Row(text, "amount", $"{Money.Format(line.Amount, currency)} {currency}");
    }

    private static string Title(ExplainedLine explained)
    {
        var line = explained.Line;
        var what = BillLines.Original(line).ToString().ToLowerInvariant();
        if (line.Meter is { } meter)
            what += $" of {Meters.NameOf(meter)}";
        if (line.Plan.Length > 0)
            what += line.Units > 0 ? $", {line.Plan} x {line.Units}" : $", {line.Plan}";
        if (line.Corrects is null)
            return what;
        var done = explained.IsTakenBack ? "takes back what was charged" : "charges what is right";
        return $"correction of {BillLines.MonthOf(line)}, {done}: {what}";
    }

    private static void WriteQuantity(StringBuilder text, ExplainedLine explained, string currency)
    {
        var line = explained.Line;
        WriteEvents(text, explained);
        if (explained.Origin is { } origin)
            Row(text, "price", PriceOf(line, origin, currency));
        if (line.Days is { } days)
        {
            if (explained.FreeUnits is { } free)
                Row(text, "free", $"{Number(free)} in each month");
            var sum = string.Join(" + ", days.Days.Select(d => $"{Number(d.Value)} ({d.Key:yyyy-MM-dd})"));
            Row(text, "quantity", $"{sum} = {Number(line.Quantity)}");
        }
        else
        {
            var (from, to) = (StatementText.Instant(line.Period.Start), StatementText.Instant(line.Period.End));
            Row(text, "quantity", $"from {from} up to {to} = {Number(line.Quantity)} s");
        }
        Row(text, "exact", ExactOf(line, currency));
    }

    private static string PriceOf(BillLine line, PriceOrigin origin, string currency)
    {
        var (book, multiplier, price) = (Number(origin.BookPrice), Number(origin.Multiplier), Number(line.UnitPrice));
        var product =
            origin.Divisor == 1m
                ? $"{book} x {multiplier}"
                : $"{book} x {multiplier} x {Number(origin.Units)} / {Number(origin.Divisor)}";
        var unit = line.Meter?.IsMeasured() == true ? $"for {Number(line.PricedUnits)}" : "a second";
        return $"{product} = {price} {currency} {unit}, price book {line.PriceBookVersion}";
    }

    private static string ExactOf(BillLine line, string currency)
    {
        var product = $"{Number(line.Quantity)} x {Number(line.UnitPrice)}";
        if (line.PricedUnits != 1m)
            product += $" / {Number(line.PricedUnits)}";
        var signed = line.IsNegative ? $"-({product})" : product;
        return $"{signed} = {Number(line.UnroundedAmount)} {currency}";
    }

    private static void WriteEvents(StringBuilder text, ExplainedLine explained)
    {
        foreach (var source in explained.Events.Take(EventsShown))
            Row(text, "event", Describe(source));
        if (explained.Events.Count > EventsShown)
            Row(text, "event", $"and {explained.Events.Count - EventsShown} more, in all {explained.Events.Count}");
        if (explained.EndedBy is { } end)
            Row(text, "until", Describe(end));
    }

    private static void WriteMinimum(StringBuilder text, ExplainedLine explained, string currency)
    {
        foreach (var part in explained.Minimum)
        {
            var (seconds, each) = (Number(part.Segment.Period.Seconds), Number(part.Segment.Source.MinimumPerSecond));
            var (from, to) = (part.Segment.Period.Start, part.Segment.Period.End);
            Row(text, "event", Describe(part.Segment.Source));
            Row(
                text,
                "quantity",
                $"from {StatementText.Instant(from)} up to {StatementText.Instant(to)} = {seconds} s"
            );
            Row(text, "minimum", $"{seconds} x {each} = {Number(part.Amount)} {currency}");
        }
        var sum = explained.Minimum.Sum(p => p.Amount);
        var minimum = Money.Round(sum, currency);
        var others = minimum - explained.Line.UnitPrice;
        Row(text, "minimum", $"together {Number(sum)}, rounded {Money.Format(minimum, currency)} {currency}");
        Row(
            text,
            "short",
            $"{Money.Format(minimum, currency)} - {Money.Format(others, currency)} = "
                + $"{Money.Format(explained.Line.UnitPrice, currency)} {currency} "
                + "is what the other lines of that month fall short"
        );
    }

    private static void WriteCredit(StringBuilder text, ExplainedLine explained, string currency)
    {
        var (before, taken) = (explained.CreditBefore!.Value, explained.Line.UnitPrice);
        Row(text, "event", Describe(explained.Events[0]));
        Row(
            text,
            "left",
            $"{Money.Format(before, currency)} - {Money.Format(taken, currency)} = "
                + $"{Money.Format(before - taken, currency)} {currency}"
        );
    }

    private static string Describe(BillingEvent source) =>
        $"{source.EventId}: "
        + source switch
        {
            PriceEvent p => $"{EventNames.Of(p.Kind)} at {StatementText.Instant(p.EffectiveAt)} by {p.Actor}, "
                + $"{Number(p.PricePerSecond)} {p.Currency} a second"
                + (p.FreePerSecond > 0m ? $", of which {Number(p.FreePerSecond)} free" : "")
                + (p.MinimumPerSecond > 0m ? $", at least {Number(p.MinimumPerSecond)}" : ""),
            UsageEvent u => $"{Number(u.Quantity)} from {StatementText.Instant(u.Period.Start)} up to "
                + $"{StatementText.Instant(u.Period.End)} at {Number(u.UnitPrice)} {u.Currency} for "
                + $"{Number(u.Meter.PricedUnits())}"
                + (u.Corrects is { } corrects ? $", corrects {corrects}" : ""),
            CreditEvent c =>
                $"granted at {StatementText.Instant(c.EffectiveAt)} by {c.Actor}, {Number(c.Amount)} {c.Currency}"
                    + (c.ExpiresAt is { } at ? $", for months that begin before {StatementText.Instant(at)}" : ""),
            _ => "",
        };

    private static string Number(decimal value) => Money.FormatExact(value);

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append("    ").Append(name.PadRight(10)).Append(value).Append('\n');
}
