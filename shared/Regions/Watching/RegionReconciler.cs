using Mothership.Regions.Services;

namespace Mothership.Regions.Watching;

/// <summary>
/// The safety net under commands and watches: goes over everything that the region has, has it repaired, and reports
/// what was not reported.
/// </summary>
public sealed class RegionReconciler(
    SelectedOperator clusters,
    SelectedServices services,
    RegionNews news,
    RegionWatcher watcher
)
{
    /// <summary>One pass. Nothing happens when the operator answers at once and has nothing to go on with.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (clusters.Operator is not IReconciler reconciler)
            return;
        foreach (var seen in await reconciler.ReconcileAsync(cancellation).ConfigureAwait(false))
            if (seen.State == OperatedState.Gone)
                await news.ReportAsync(seen, cancellation).ConfigureAwait(false);
            // Looked at once more before it is reported: the pass may have seen it a while ago.
            else if (news.IsNews(seen))
                watcher.Look(seen.ClusterId);
        if (services.Operator is IServiceReconciler mending)
            await MendAsync(mending, cancellation).ConfigureAwait(false);
    }

    private async Task MendAsync(IServiceReconciler mending, CancellationToken cancellation)
    {
        var found = await mending.ReconcileAsync(cancellation).ConfigureAwait(false);
        foreach (var seen in found.Seen)
            if (seen.State == OperatedState.Gone)
                await news.ReportAsync(seen, cancellation).ConfigureAwait(false);
            else if (news.IsNews(seen))
                watcher.Look(seen.Id);
        foreach (var forgotten in found.Forgotten)
            await news.ReportAsync(forgotten, cancellation).ConfigureAwait(false);
    }
}
