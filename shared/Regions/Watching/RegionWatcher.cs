using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mothership.Regions.Commands;
using Mothership.Regions.Services;

namespace Mothership.Regions.Watching;

/// <summary>
/// Looks at each resource that the operator says may have changed, goes on with it, and reports what is new. A hint
/// that comes while another of the same resource waits is the same hint.
/// </summary>
public sealed class RegionWatcher(
    SelectedOperator clusters,
    SelectedServices services,
    RegionNews news,
    CommandHandler commands,
    ILogger<RegionWatcher> logger
) : BackgroundService
{
    private const int Lanes = 8;
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    private readonly Channel<string>[] _lanes =
    [
        .. Enumerable.Range(0, Lanes).Select(_ => Channel.CreateUnbounded<string>(new() { SingleReader = true })),
    ];

    /// <summary>Has a resource looked at soon.</summary>
    public void Look(string id)
    {
        // One lane per resource, so that what is seen later is also reported later.
        if (_waiting.TryAdd(id, true))
            _lanes[(uint)id.GetHashCode(StringComparison.Ordinal) % Lanes].Writer.TryWrite(id);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One that answers at once has nothing to be looked at again.
        if (clusters.Operator is IReconciler)
            commands.ToldUnfinished = LookAnew;
        var feeds = new object?[] { clusters.Operator, services.Operator }
            .OfType<IChangeFeed>()
            .Distinct();
        return Task.WhenAll([
            .. feeds.Select(feed => ReadAsync(feed, stoppingToken)),
            .. _lanes.Select(lane => WorkAsync(lane.Reader, stoppingToken)),
        ]);
    }

    private void LookAnew(string id)
    {
        news.Forget(id);
        Look(id);
    }

    private async Task ReadAsync(IChangeFeed feed, CancellationToken cancellation)
    {
        try
        {
            await foreach (var id in feed.WatchAsync(cancellation).ConfigureAwait(false))
                Look(id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The pass over everything, each minute, goes on without it.
            logger.LogError(e, "Nothing is watched any more");
        }
    }

    private async Task WorkAsync(ChannelReader<string> lane, CancellationToken cancellation)
    {
        await foreach (var id in lane.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            _waiting.TryRemove(id, out _);
            try
            {
                await LookAsync(id, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // The pass over everything looks at it again.
                logger.LogWarning(e, "{Resource} could not be looked at", id);
            }
        }
    }

    private async Task LookAsync(string id, CancellationToken cancellation)
    {
        if (!id.StartsWith("lkc-", StringComparison.Ordinal))
        {
            if (services.Operator is { } operate)
                if (await operate.FindAsync(id, cancellation).ConfigureAwait(false) is { } service)
                    await news.ReportAsync(service, cancellation).ConfigureAwait(false);
            return;
        }
        var seen = clusters.Operator is IReconciler reconciler
            ? await reconciler.ReconcileAsync(id, cancellation).ConfigureAwait(false)
            : await clusters.Operator.FindAsync(id, cancellation).ConfigureAwait(false);
        if (seen is not null)
            await news.ReportAsync(seen, cancellation).ConfigureAwait(false);
    }
}
