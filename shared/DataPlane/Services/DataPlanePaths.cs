using Mothership.Domain.Services;

namespace Mothership.DataPlane.Services;

/// <summary>Where the region's app serves what.</summary>
public static class DataPlanePaths
{
    /// <summary>
    /// The path of a service below the app's address: <c>/ksqldb/lksqlc-…</c>; null for what has none.
    /// </summary>
    public static string? Of(ServiceKind kind, string id) =>
        kind switch
        {
            ServiceKind.SchemaRegistry => $"/schema-registry/{id}",
            ServiceKind.Ksqldb => $"/ksqldb/{id}",
            ServiceKind.ControlCenter => $"/control-center/{id}",
            _ => null,
        };
}
