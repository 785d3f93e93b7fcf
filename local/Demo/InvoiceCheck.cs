using System.Globalization;
using System.Text.Json.Nodes;

namespace Mothership.Local.Demo;

/// <summary>
/// Recomputes an invoice from what it shows, as its customer could, and without any code of the product.
/// </summary>
internal static class InvoiceCheck
{
    public static void Verify(JsonNode invoice, string cluster)
    {
        var lines = invoice["lines"]!.AsArray().Select(l => l!).ToList();
        if (lines.Count != 2)
            throw new TourFailedException(
                $"the invoice has {lines.Count} lines; one for each size of {cluster} was expected"
            );
        var total = 0m;
        foreach (var line in lines)
            total += Amount(line, cluster);
        if (lines[0]["period_end"]!.GetValue<string>() != lines[1]["period_start"]!.GetValue<string>())
            throw new TourFailedException("the second line does not begin where the first one ends");
        if (total != Number(invoice, "total"))
            throw new TourFailedException(
                $"the lines sum up to {total}, and the invoice says {Number(invoice, "total")}"
            );
    }

    private static decimal Amount(JsonNode line, string cluster)
    {
        if (line["resource"]!.GetValue<string>() != cluster)
            throw new TourFailedException($"a line is about {line["resource"]}, not {cluster}");
        var seconds = (decimal)(Time(line, "period_end") - Time(line, "period_start")).Ticks / TimeSpan.TicksPerSecond;
        var amount = Math.Round(seconds * Number(line, "unit_price"), 2, MidpointRounding.AwayFromZero);
        return amount == Number(line, "amount")
            ? amount
            : throw new TourFailedException($"{seconds} s at {line["unit_price"]} make {amount}, not {line["amount"]}");
    }

    private static decimal Number(JsonNode node, string field) =>
        decimal.Parse(node[field]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode node, string field) =>
        DateTimeOffset.Parse(node[field]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
