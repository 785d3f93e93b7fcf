namespace Mothership.Domain.Clusters;

/// <summary>The kinds of cluster on sale.</summary>
public enum ClusterKind
{
    /// <summary>For trials and development; can become Standard.</summary>
    Basic,

    /// <summary>For production.</summary>
    Standard,

    /// <summary>Highly available, private networking.</summary>
    Enterprise,

    /// <summary>High throughput at relaxed latency.</summary>
    Freight,

    /// <summary>Of one customer alone, sized in CKU.</summary>
    Dedicated,
}

/// <summary>
/// Over how many zones a cluster is spread. The two pairs are two names for the same thing on the wire.
/// </summary>
public enum Availability
{
    /// <summary>One zone.</summary>
    SingleZone,

    /// <summary>Several zones.</summary>
    MultiZone,

    /// <summary>The newer name of one zone.</summary>
    Low,

    /// <summary>The newer name of several zones.</summary>
    High,
}

/// <summary>What is billed and what a region builds.</summary>
/// <param name="Kind">The kind of cluster.</param>
/// <param name="Size">Capacity units: CKU for Dedicated, the most eCKU for the others. At least 1.</param>
public sealed record ClusterConfig(ClusterKind Kind, int Size);
