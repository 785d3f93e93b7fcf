namespace Mothership.Domain.Services;

/// <summary>What is run around a Kafka cluster.</summary>
public enum ServiceKind
{
    /// <summary>An API key of a cluster, as a user of that cluster. Costs nothing.</summary>
    Credential,

    /// <summary>The Schema Registry of an environment, <c>lsrc-…</c>.</summary>
    SchemaRegistry,

    /// <summary>A connector of a cluster, <c>lcc-…</c>.</summary>
    Connector,

    /// <summary>A ksqlDB cluster on a cluster, <c>lksqlc-…</c>.</summary>
    Ksqldb,

    /// <summary>A Control Center for a cluster, <c>lcon-…</c>.</summary>
    ControlCenter,
}

/// <summary>A service: a prefix of its kind and six or more of [0-9a-z].</summary>
public readonly record struct ServiceId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What is wanted of a service's compute.</summary>
public enum ServiceRunState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>Its customer has paused it.</summary>
    Paused,

    /// <summary>Its cluster is suspended: no compute, and all data.</summary>
    Suspended,
}
