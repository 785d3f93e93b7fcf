using System.Text;
using Azure.Core;

namespace Mothership.Local.Tables.Rest;

/// <summary>
/// A transaction as one request: multipart/mixed with a single change set, which is itself multipart/mixed, with one
/// HTTP request for each action.
/// </summary>
internal sealed class BatchBody
{
    private readonly MemoryStream _bytes = new();
    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changes = $"changeset_{Guid.NewGuid()}";
    private int _count;

    public BatchBody(IEnumerable<Request> requests)
    {
        Line($"--{_batch}");
        Line($"Content-Type: multipart/mixed; boundary={_changes}");
        Line("");
        foreach (var request in requests)
            Add(request);
        Line($"--{_changes}--");
        Line($"--{_batch}--");
    }

    public string ContentType => $"multipart/mixed; boundary={_batch}";

    public byte[] Bytes => _bytes.ToArray();

    private void Add(Request request)
    {
        Line($"--{_changes}");
        Line("Content-Type: application/http");
        Line("Content-Transfer-Encoding: binary");
        Line("");
        Line($"{request.Method.Method} {request.Uri.ToUri().AbsoluteUri} HTTP/1.1");
        foreach (var header in request.Headers)
            Line($"{header.Name}: {header.Value}");
        Line($"Content-ID: {++_count}");
        Line("");
        request.Content?.WriteTo(_bytes, CancellationToken.None);
        Line("");
    }

    private void Line(string text) => _bytes.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}
