using System.Text.Json.Nodes;

namespace Mothership.Strimzi.Objects;

/// <summary>
/// The objects of one Kubernetes cluster, of any kind. All faults are <see cref="KubeException"/>. What the server asks
/// to be tried again soon (429, 503 with a time) is tried again inside, within the bounds of one call.
/// </summary>
public interface IKubeObjects
{
    /// <summary>Reads one; null when there is none, or not even its kind or namespace.</summary>
    Task<KubeObject?> FindAsync(KubeKind kind, string? @namespace, string name, CancellationToken cancellation);

    /// <summary>Reads all of a kind, page by page.</summary>
    /// <param name="kind">What to read.</param>
    /// <param name="namespace">Where; null: everywhere.</param>
    /// <param name="labels">Only those with these labels: <c>name=value,name</c>; null: all.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<KubeList> ListAsync(KubeKind kind, string? @namespace, string? labels, CancellationToken cancellation);

    /// <summary>
    /// Makes an object have these fields: server-side apply under our field manager, which takes over what others have
    /// written there. Fields that we applied before and that are not there any more go away. With a revision (<see
    /// cref="KubeObject.OnlyAs"/>), only when the object is still that one; else <see cref="KubeFault.Conflict"/>.
    /// </summary>
    /// <returns>The object as it is now.</returns>
    Task<KubeObject> ApplyAsync(KubeObject wanted, CancellationToken cancellation);

    /// <summary>Makes an object that must not be there yet; <see cref="KubeFault.Conflict"/> when it is.</summary>
    Task<KubeObject> CreateAsync(KubeObject wanted, CancellationToken cancellation);

    /// <summary>Changes single fields by a JSON merge patch; null takes a field away.</summary>
    /// <returns>The object as it is now.</returns>
    Task<KubeObject> MergeAsync(
        KubeKind kind,
        string? @namespace,
        string name,
        JsonObject change,
        CancellationToken cancellation
    );

    /// <summary>Deletes an object, those first that belong to it.</summary>
    /// <returns>Whether it was gone before; false while it goes, to be asked again.</returns>
    Task<bool> DeleteAsync(KubeKind kind, string? @namespace, string name, CancellationToken cancellation);

    /// <summary>Deletes this very object, and not another that has had its name since.</summary>
    /// <returns>Whether it was gone before; false while it goes, to be asked again.</returns>
    Task<bool> DeleteAsync(KubeObject exactly, CancellationToken cancellation);

    /// <summary>
    /// What happens to the objects of a kind in all namespaces, from a state of the server on, until the server ends
    /// it. Fails with <see cref="KubeFault.Expired"/> when that state is too long ago: list, and begin anew.
    /// </summary>
    IAsyncEnumerable<KubeChange> WatchAsync(
        KubeKind kind,
        string? labels,
        string resourceVersion,
        CancellationToken cancellation
    );
}

/// <summary>What happened to an object.</summary>
public enum KubeChangeKind
{
    /// <summary>It is new or different.</summary>
    Written,

    /// <summary>It is gone; the object is as it was last.</summary>
    Deleted,

    /// <summary>Nothing; only the resource version is later.</summary>
    Bookmark,
}

/// <summary>One change of an object.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The object; of a bookmark only the resource version.</param>
public sealed record KubeChange(KubeChangeKind Kind, KubeObject Object);

/// <summary>One of the region's Kubernetes clusters.</summary>
/// <param name="Name">What placements call it.</param>
/// <param name="Objects">What is in it.</param>
public sealed record KubePool(string Name, IKubeObjects Objects)
{
    /// <summary>How many customers' clusters it takes.</summary>
    public int ClustersMax { get; init; } = int.MaxValue;

    /// <summary>How many capacity units it takes.</summary>
    public int UnitsMax { get; init; } = int.MaxValue;

    /// <summary>Whether it takes new ones.</summary>
    public bool Accepting { get; init; } = true;
}

/// <summary>The region's Kubernetes clusters.</summary>
public interface IKubePools
{
    /// <summary>All of them, at least one, always in the same order.</summary>
    IReadOnlyList<KubePool> All { get; }
}

/// <summary>Where a customer's cluster is.</summary>
/// <param name="ClusterId"><c>lkc-…</c>; also the name of its Kafka object.</param>
/// <param name="Organization">The owner.</param>
/// <param name="Environment"><c>env-…</c>; also the name of its namespace.</param>
/// <param name="Pool">The Kubernetes cluster.</param>
public sealed record ClusterPlace(string ClusterId, string Organization, string Environment, KubePool Pool)
{
    /// <summary>The namespace of everything that is built for it.</summary>
    public string Namespace => KubeNames.Namespace(Environment);
}

/// <summary>Finds customers' clusters in the region's Kubernetes clusters.</summary>
public interface IClusterPlaces
{
    /// <summary>Where a cluster is; null when the region has none of that id, or is deleting it.</summary>
    Task<ClusterPlace?> FindAsync(string clusterId, CancellationToken cancellation);
}
