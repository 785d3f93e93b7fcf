using System.Collections.Frozen;
using Mothership.Domain.Services;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Services;

/// <summary>What counts the services of a kind, and the quotas of those counters.</summary>
internal static class ServiceCounters
{
    private static readonly FrozenDictionary<ServiceKind, (string Counter, string Quota)> Counters = new Dictionary<
        ServiceKind,
        (string, string)
    >
    {
        [ServiceKind.Credential] = (Usage.Credentials, "kafka_credentials_per_org"),
        [ServiceKind.SchemaRegistry] = (Usage.SchemaRegistries, "schema_registries_per_org"),
        [ServiceKind.Connector] = (Usage.Connectors, "connectors_per_org"),
        [ServiceKind.Ksqldb] = (Usage.KsqldbClusters, "ksqldb_clusters_per_org"),
        [ServiceKind.ControlCenter] = (Usage.ControlCenters, "control_centers_per_org"),
    }.ToFrozenDictionary();

    public static string Of(ServiceKind kind) => Counters[kind].Counter;

    /// <summary>Refuses one more of a kind than the quota allows.</summary>
    public static void Demand(Usage organization, ServiceKind kind, int quota) =>
        organization.Demand(Counters[kind].Counter, quota, Counters[kind].Quota);
}
