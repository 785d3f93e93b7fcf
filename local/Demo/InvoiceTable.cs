using System.Text.Json.Nodes;
using Spectre.Console;

namespace Mothership.Local.Demo;

/// <summary>An invoice for people.</summary>
internal static class InvoiceTable
{
    public static void Print(JsonNode invoice)
    {
        var table = new Table()
            .Title($"Invoice {Text(invoice, "number")} for {Text(invoice, "month")}")
            .MinimalBorder();
        foreach (var column in new[] { "resource", "from (UTC)", "to (UTC)" })
            table.AddColumn(new TableColumn(column).NoWrap());
        foreach (var column in new[] { "seconds", "$/s", "amount" })
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        foreach (var line in invoice["lines"]!.AsArray())
            table.AddRow(Cells(line!));
        table.AddRow("", "", "", "", "total", $"{Text(invoice, "total")} {Text(invoice, "currency")}");
        table.Caption(Markup.Escape(Text(invoice, "status_detail")));
        AnsiConsole.Write(table);
    }

    private static string[] Cells(JsonNode line) =>
        [
            Markup.Escape(Named(line)),
            Short(Text(line, "period_start")),
            Short(Text(line, "period_end")),
            Text(line, "quantity"),
            Text(line, "unit_price"),
            Text(line, "amount"),
        ];

    // What is sold by the piece beside clusters has a name that tells what it is.
    private static string Named(JsonNode line) =>
        Text(line, "resource").StartsWith("lkc-", StringComparison.Ordinal)
            ? $"{Text(line, "display_name")} {Text(line, "plan")} {line["units"]}"
            : Text(line, "display_name");

    private static string Short(string instant) =>
        instant[5..Math.Min(19, instant.Length)].TrimEnd('Z').Replace('T', ' ');

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
