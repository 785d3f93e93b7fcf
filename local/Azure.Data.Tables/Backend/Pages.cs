using System.Runtime.CompilerServices;
using Azure;

namespace Mothership.Local.Tables.Backend;

/// <summary>
/// Reads the page that follows a continuation token (null for the first); the size is the caller's hint.
/// </summary>
internal delegate ValueTask<Page<T>> PageReader<T>(string? continuation, int? size, bool isAsync);

/// <summary>The results of a query, page by page.</summary>
internal sealed class SyncPages<T>(PageReader<T> read, int? defaultSize) : Pageable<T>
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = read(continuationToken, pageSizeHint ?? defaultSize, false).GetAwaiter().GetResult();
            yield return page;
            continuationToken = page.ContinuationToken;
        } while (continuationToken is not null);
    }
}

/// <inheritdoc cref="SyncPages{T}"/>
internal sealed class AsyncPages<T>(PageReader<T> read, int? defaultSize, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await read(continuationToken, pageSizeHint ?? defaultSize, true);
            yield return page;
            continuationToken = page.ContinuationToken;
        } while (continuationToken is not null);
    }
}
