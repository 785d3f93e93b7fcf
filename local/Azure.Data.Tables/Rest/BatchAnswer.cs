using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using Mothership.Local.Tables.Backend;

namespace Mothership.Local.Tables.Rest;

/// <summary>Takes the answer to a batch apart into the answers to its actions.</summary>
internal static class BatchAnswer
{
    /// <summary>The answers in their order; a refused batch has a single one, that of the action to blame.</summary>
    /// <exception cref="InvalidDataException">The body is not what the protocol says.</exception>
    public static IReadOnlyList<Response> Parse(string body)
    {
        var answers = new List<Response>();
        for (var at = body.IndexOf("HTTP/1.1 ", StringComparison.Ordinal); at >= 0; )
        {
            var next = body.IndexOf("HTTP/1.1 ", at + 1, StringComparison.Ordinal);
            answers.Add(One(next < 0 ? body[at..] : body[at..next]));
            at = next;
        }
        return answers.Count > 0 ? answers : throw new InvalidDataException("The answer to a batch holds no answers.");
    }

    private static LocalResponse One(string text)
    {
        using var lines = new StringReader(text);
        var words = lines.ReadLine()!.Split(' ');
        if (
            words.Length < 2
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        )
            throw new InvalidDataException($"'{string.Join(' ', words)}' is no status line.");
        var headers = new List<HttpHeader>();
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var value])
                headers.Add(new HttpHeader(name, value));
        }
        var body = Body(lines);
        return new LocalResponse(status, headers, body.Length == 0 ? null : Encoding.UTF8.GetBytes(body));
    }

    // Up to the next boundary; bodies are JSON on one line, so none of their lines begins with dashes.
    private static string Body(StringReader lines)
    {
        var body = new StringBuilder();
        while (lines.ReadLine() is { } line && !line.StartsWith("--", StringComparison.Ordinal))
            body.Append(line);
        return body.ToString();
    }
}
