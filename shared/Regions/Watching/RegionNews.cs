using System.Collections.Concurrent;
using Mothership.Domain.Ids;
using Mothership.Regions.Commands;
using Mothership.Regions.Metering;
using Mothership.Regions.Services;

namespace Mothership.Regions.Watching;

/// <summary>
/// Reports what the mothership has not been told yet in this life of the app. Reports of one resource are made one
/// after another by whoever calls.
/// </summary>
public sealed class RegionNews(Reporter reporter, CommandHandler commands)
{
    private readonly ConcurrentDictionary<string, object> _told = new(StringComparer.Ordinal);

    /// <summary>Whether it is different from what was reported last.</summary>
    public bool IsNews(OperatedCluster seen) => !Told(seen.ClusterId, Essence(seen));

    /// <inheritdoc cref="IsNews(OperatedCluster)"/>
    public bool IsNews(OperatedService seen) => !Told(seen.Id, Essence(seen));

    /// <summary>Something else was reported of a resource: whatever is seen next is news.</summary>
    public void Forget(string id) => _told.TryRemove(id, out _);

    /// <summary>Reports a cluster, if that is news.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> ReportAsync(OperatedCluster seen, CancellationToken cancellation)
    {
        var essence = Essence(seen);
        if (Told(seen.ClusterId, essence) || OwnerOf(seen) is not { } owner)
            return false;
        await reporter.ReportAsync(owner, seen, cancellation).ConfigureAwait(false);
        Note(seen.ClusterId, essence, seen.State);
        return true;
    }

    /// <summary>Reports a service, if that is news.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> ReportAsync(OperatedService seen, CancellationToken cancellation)
    {
        var essence = Essence(seen);
        if (Told(seen.Id, essence))
            return false;
        await reporter.ReportAsync(new OrganizationId(seen.Organization), seen, cancellation).ConfigureAwait(false);
        Note(seen.Id, essence, seen.State);
        return true;
    }

    private static object Essence(OperatedCluster seen) =>
        (seen.Generation, seen.State, seen.Suspended, seen.Endpoints, seen.Reason, seen.Message);

    private static object Essence(OperatedService seen) =>
        (
            seen.Generation,
            seen.State,
            seen.Endpoint,
            seen.Reason,
            seen.Message,
            string.Join(
                '\n',
                seen.Details.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}={d.Value}")
            )
        );

    private OrganizationId? OwnerOf(OperatedCluster seen) =>
        seen.Organization.Length > 0 ? new(seen.Organization) : commands.Owners.Find(seen.ClusterId);

    private bool Told(string id, object essence) => _told.TryGetValue(id, out var before) && before.Equals(essence);

    private void Note(string id, object essence, OperatedState state)
    {
        if (state == OperatedState.Gone)
            _told.TryRemove(id, out _);
        else
            _told[id] = essence;
    }
}
