using System.Text;

namespace Mothership.Shared.Tests.Billing.Statements;

/// <summary>Reads CSV by RFC 4180, and by nothing else: what is not as it says there is an error.</summary>
public static class CsvFile
{
    /// <summary>The records by the names of the columns.</summary>
    public static List<Dictionary<string, string>> Read(string text)
    {
        var records = Records(text);
        records.ShouldNotBeEmpty();
        var names = records[0];
        names.ShouldBeUnique();
        records.ShouldAllBe(r => r.Count == names.Count);
        return [.. records.Skip(1).Select(r => names.Zip(r).ToDictionary(c => c.First, c => c.Second))];
    }

    private static List<List<string>> Records(string text)
    {
        var records = new List<List<string>>();
        var at = 0;
        while (at < text.Length)
        {
            var record = new List<string> { Cell(text, ref at) };
            while (text[at] == ',')
            {
                at++;
                record.Add(Cell(text, ref at));
            }
            text.Substring(at, 2).ShouldBe("\r\n");
            at += 2;
            records.Add(record);
        }
        return records;
    }

    private static string Cell(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var end = text.IndexOfAny([',', '\r', '\n', '"'], at);
            (var plain, at) = (text[at..end], end);
            return plain;
        }
        var cell = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] != '"')
                cell.Append(text[at]);
            else if (text[++at] == '"')
                cell.Append('"');
            else
                return cell.ToString();
        }
    }
}
