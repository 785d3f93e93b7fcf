namespace Mothership.Domain.Ids;

/// <summary>
/// Anything that is billed, by its own id: a cluster (<c>lkc-…</c>), a connector (<c>lcc-…</c>), a ksqlDB cluster
/// (<c>lksqlc-…</c>), a Schema Registry (<c>lsrc-…</c>).
/// </summary>
public readonly record struct ResourceId(string Value)
{
    /// <summary>A cluster as something that is billed.</summary>
    public static ResourceId Of(ClusterId cluster) => new(cluster.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
