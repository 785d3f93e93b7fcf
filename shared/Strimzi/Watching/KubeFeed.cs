using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Mothership.Bus.Handling;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Watching;

/// <summary>
/// What happens to the objects of one kind, without end: connections that break and histories that are gone are begun
/// anew, and then everything that there is counts as changed.
/// </summary>
internal sealed class KubeFeed(IKubeObjects objects, TimeProvider time, ILogger logger)
{
    private static readonly Backoff Patience = new(
        int.MaxValue,
        TimeSpan.FromMilliseconds(200),
        TimeSpan.FromSeconds(10)
    );

    /// <summary>Each object that is new, different or gone.</summary>
    public async IAsyncEnumerable<KubeObject> ReadAsync(
        KubeKind kind,
        string labels,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var failures = 0;
        string? version = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (failures > 0)
                await Task.Delay(Patience.WaitAfter(failures), time, cancellation).ConfigureAwait(false);
            if (version is null)
            {
                var list = await TryListAsync(kind, labels, cancellation).ConfigureAwait(false);
                version = list?.ResourceVersion;
                failures = list is null ? failures + 1 : failures;
                foreach (var item in list?.Items ?? [])
                    yield return item;
                if (list is null)
                    continue;
            }
            var hasBegun = false;
            await using var changes = objects
                .WatchAsync(kind, labels, version ?? "", cancellation)
                .GetAsyncEnumerator(cancellation);
            while (true)
            {
                var (isMore, expired) = await TryNextAsync(changes, kind, cancellation).ConfigureAwait(false);
                if (!isMore)
                {
                    // Without a single event the next watch waits: a server that closes at once is not asked at once.
                    failures = hasBegun ? 1 : failures + 1;
                    version = expired ? null : version;
                    break;
                }
                hasBegun = true;
                var change = changes.Current;
                version = change.Object.ResourceVersion is { Length: > 0 } later ? later : version;
                if (change.Kind != KubeChangeKind.Bookmark)
                    yield return change.Object;
            }
        }
    }

    private async Task<KubeList?> TryListAsync(KubeKind kind, string labels, CancellationToken cancellation)
    {
        try
        {
            return await objects.ListAsync(kind, null, labels, cancellation).ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            logger.LogWarning(e, "{Kind} can't be listed", kind);
            return null;
        }
    }

    private async Task<(bool IsMore, bool IsExpired)> TryNextAsync(
        IAsyncEnumerator<KubeChange> changes,
        KubeKind kind,
        CancellationToken cancellation
    )
    {
        try
        {
            return (await changes.MoveNextAsync().ConfigureAwait(false), false);
        }
        catch (KubeException e)
        {
            logger.LogInformation(e, "The watch of {Kind} has ended", kind);
            return (false, e.Fault is KubeFault.Expired or KubeFault.Missing or KubeFault.Invalid);
        }
    }
}
