using System.Net;

namespace k8s;

/// <summary>
/// The body of a watch, which has no end. As content it is its first line alone, so that a request with an answer of
/// one type can be made of it; the reader goes on from there.
/// </summary>
internal sealed class LineContent(HttpContent origin, CancellationToken cancellationToken) : HttpContent
{
    /// <summary>All lines, the first one too. Null until the content has been read.</summary>
    public LineReader Lines { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext context)
    {
        var body = await origin.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        Lines = new LineReader(new StreamReader(body), cancellationToken);
        try
        {
            await using var writer = new StreamWriter(stream, leaveOpen: true);
            await writer.WriteAsync(await Lines.PeekAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch
        {
            // Nobody else gets to see the reader, and the server would go on writing to it.
            Lines.Dispose();
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        // The reader outlives the answer's envelope, and then takes the connection with it.
        if (Lines is null)
            origin.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Lines, the first of which can be looked at before it is taken.</summary>
internal sealed class LineReader(StreamReader inner, CancellationToken outer) : TextReader
{
    private string first;

    /// <exception cref="EndOfStreamException">There is none.</exception>
    public async Task<string> PeekAsync() =>
        first ??=
            await ReadLineAsync(default).ConfigureAwait(false)
            ?? throw new EndOfStreamException("The server ended the watch without an event.");

    public override Task<string> ReadLineAsync() => ReadLineAsync(default).AsTask();

    public override async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        if (first is not null)
            return Interlocked.Exchange(ref first, null);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(outer, cancellationToken);
        return await inner.ReadLineAsync(either.Token).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
