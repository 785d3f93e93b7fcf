using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Mothership.ControlPlane.Http;

/// <summary>
/// An answer of any length, written while it is made, so that its length costs no memory. What goes wrong once it has
/// begun can only break it off; a client sees that as an incomplete answer.
/// </summary>
internal sealed class StreamedAnswer : IActionResult
{
    private readonly IAsyncEnumerable<string> _parts;
    private readonly string _contentType;
    private readonly string _fileName;

    private StreamedAnswer(IAsyncEnumerable<string> parts, string contentType, string fileName) =>
        (_parts, _contentType, _fileName) = (parts, contentType, fileName);

    /// <summary>
    /// A CSV file. Its first rows are made at once, so that most of what can go wrong is an error still.
    /// </summary>
    /// <param name="fileName">What a browser is to call it; of letters, digits, points and hyphens.</param>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The other records.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<IActionResult> CsvAsync(
        string fileName,
        string header,
        IAsyncEnumerable<string> rows,
        CancellationToken cancellation
    )
    {
        var rest = rows.GetAsyncEnumerator(cancellation);
        var hasFirst = await rest.MoveNextAsync();
        return new StreamedAnswer(Parts(header, rest, hasFirst), Formats.Csv.ContentType, fileName);
    }

    /// <inheritdoc/>
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = _contentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{_fileName}\"";
        http.Response.Headers.Vary = "Accept";
        var isHead = HttpMethods.IsHead(http.Request.Method);
        await foreach (var part in _parts.WithCancellation(http.RequestAborted))
            if (!isHead)
                await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(part), http.RequestAborted);
    }

    private static async IAsyncEnumerable<string> Parts(
        string header,
        IAsyncEnumerator<string> rest,
        bool hasFirst,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await using var rows = rest;
        yield return header;
        for (
            var hasNext = hasFirst;
            hasNext && !cancellation.IsCancellationRequested;
            hasNext = await rows.MoveNextAsync()
        )
            yield return rows.Current;
    }
}
