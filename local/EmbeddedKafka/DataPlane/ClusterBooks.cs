using Mothership.DataPlane.Acls;
using Mothership.Regions;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// What a customer keeps on an embedded cluster that the mock itself has no place for: configurations of topics and
/// ACLs. Its lock is held by whoever reads or changes them, and while topics are made and deleted.
/// </summary>
internal sealed class ClusterBooks
{
    public Lock Gate { get; } = new();

    /// <summary>By topic, then by configuration.</summary>
    public Dictionary<string, Dictionary<string, string>> Configs { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were added.</summary>
    public List<Acl> Acls { get; } = [];
}

/// <summary>A cluster of the embedded operator, and what is kept for it.</summary>
internal sealed record EmbeddedCluster(
    OperatedCluster Operated,
    string Environment,
    EmbeddedBroker Broker,
    ClusterBooks Books
);
