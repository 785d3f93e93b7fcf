using System.Collections.Concurrent;
using Mothership.Domain.Ids;

namespace Mothership.Regions.Metering;

/// <summary>
/// Who a region's clusters belong to, as their commands said. Kept while the app lives: a new one gets all commands
/// again.
/// </summary>
public sealed class ClusterOwners
{
    private readonly ConcurrentDictionary<string, OrganizationId> _owners = new(StringComparer.Ordinal);

    /// <summary>Notes an owner.</summary>
    public void Note(ClusterId cluster, OrganizationId owner) => _owners[cluster.Value] = owner;

    /// <summary>Forgets a cluster that is gone.</summary>
    public void Forget(ClusterId cluster) => _owners.TryRemove(cluster.Value, out _);

    /// <summary>The owner; null when no command has come yet.</summary>
    public OrganizationId? Find(string cluster) => _owners.TryGetValue(cluster, out var owner) ? owner : null;
}
