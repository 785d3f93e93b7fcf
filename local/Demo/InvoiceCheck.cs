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
        var sizes = lines.FindAll(l => Text(l, "resource") == cluster);
        var registries = lines.FindAll(l => Text(l, "resource").StartsWith("lsrc-", StringComparison.Ordinal));
        if (sizes.Count != 2 || registries.Count != 1 || lines.Count != 3)
            throw new TourFailedException(
                $"the invoice has {lines.Count} lines; one for each size of {cluster} and one for its environment's "
                    + "Schema Registry were expected"
            );
        var total = lines.Sum(Amount);
        if (Text(sizes[0], "period_end") != Text(sizes[1], "period_start"))
            throw new TourFailedException("the second line does not begin where the first one ends");
        if (total != Number(invoice, "total"))
            throw new TourFailedException(
                $"the lines sum up to {total}, and the invoice says {Number(invoice, "total")}"
            );
    }

    private static decimal Amount(JsonNode line)
    {
        var seconds = (decimal)(Time(line, "period_end") - Time(line, "period_start")).Ticks / TimeSpan.TicksPerSecond;
        var amount = Math.Round(seconds * Number(line, "unit_price"), 2, MidpointRounding.AwayFromZero);
        return amount == Number(line, "amount")
            ? amount
            : throw new TourFailedException($"{seconds} s at {line["unit_price"]} make {amount}, not {line["amount"]}");
    }

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();

    private static decimal Number(JsonNode node, string field) =>
        decimal.Parse(Text(node, field), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode node, string field) =>
        DateTimeOffset.Parse(Text(node, field), CultureInfo.InvariantCulture);
}
