using System.Text;
using Mothership.Domain.Billing;

namespace Mothership.Domain.Statements;

/// <summary>
/// An explanation as plain text, for people: every figure is there with the figures that it comes from, so that each
/// can be worked out again with a pocket calculator.
/// </summary>
public static class ExplanationText
{
    private const int AddendsShown = 12;

    /// <summary>The whole text; lines end with LF.</summary>
    public static string Write(Explanation explanation)
    {
        var text = new StringBuilder();
        WriteHead(text, explanation);
        foreach (var group in explanation.Groups)
            WriteGroup(text, group, explanation.Currency);
        WriteSum(text, "Total: ", explanation.Groups.Select(g => g.Subtotal), explanation.Currency);
        return text.ToString();
    }

    private static void WriteHead(StringBuilder text, Explanation explanation)
    {
        var (month, currency) = (explanation.Month, explanation.Currency);
        text.Append(
            explanation.Invoice is { } invoice
                ? $"Invoice {invoice.Number} for {month}, in {currency}\n  id {invoice.Id}, SHA-256 {invoice.Hash}\n"
                : $"The month {month} up to {StatementText.Instant(explanation.Until!.Value)}, in {currency}\n"
        );
        var unit = Money.FormatExact(new decimal(1, 0, 0, false, (byte)Currencies.MinorUnits(currency)));
        text.Append("  of organisation ").Append(explanation.Organization.Value).Append('\n');
        text.Append(
            "  All times are in UTC. What is said to be up to an instant does not hold at that instant any more.\n"
        );
        text.Append($"  Each line is rounded once, to {unit} {currency}, half away from zero.\n");
    }

    private static void WriteGroup(StringBuilder text, ExplainedGroup group, string currency)
    {
        text.Append('\n');
        if (group.Resource is { } r)
            text.Append(
                $"{r.Id} {StatementText.Quoted(r.DisplayName)}, environment {r.Environment}, "
                    + $"{r.Region.Cloud} {r.Region.Name}\n"
            );
        else
            text.Append("Credits\n");
        foreach (var line in group.Lines)
            ExplainedLineText.Write(text, line, currency);
        var what = group.Resource?.Id.Value ?? "credits";
        text.Append('\n');
        WriteSum(text, $"  Subtotal of {what}: ", group.Lines.Select(l => l.Line.Amount), currency);
    }

    private static void WriteSum(StringBuilder text, string what, IEnumerable<decimal> addends, string currency)
    {
        var all = addends.ToList();
        if (what[0] != ' ')
            text.Append('\n');
        text.Append(what);
        if (all.Count is > 1 and <= AddendsShown)
            text.AppendJoin(" + ", all.Select(a => Money.Format(a, currency))).Append(" = ");
        else if (all.Count > AddendsShown)
            text.Append($"the sum of {all.Count} amounts = ");
        text.Append($"{Money.Format(all.Sum(), currency)} {currency}\n");
    }
}

/// <summary>How values are written in statements for people.</summary>
internal static class StatementText
{
    /// <summary>To the tick, without zeros at the end.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A name that a customer has chosen, such that it cannot pass for anything around it.</summary>
    public static string Quoted(string name) =>
        "\""
        + string.Concat(
            name.Select(c =>
                char.IsControl(c) || IsDirection(c) ? ' '
                : c == '"' ? '\''
                : c
            )
        )
        + "\"";

    // Characters that turn the direction of writing would turn it for what follows, too.
    private static bool IsDirection(char c) =>
        c
            is (>= '\u202A' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069')
                or '\u200E'
                or '\u200F'
                or '\u061C'
                or '\u2028'
                or '\u2029';
}
