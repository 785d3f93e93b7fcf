using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Fleet;

namespace Mothership.ControlPlane.Fleet;

/// <summary>A region on the wire.</summary>
internal sealed record RegionBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    RegionSpecBody Spec,
    RegionStatusBody Status
)
{
    /// <summary>The id on the wire, which has to fit into a path: <c>aws.us-west-2</c>.</summary>
    internal static string IdOf(RegionId region) => $"{region.Cloud}.{region.Name}";

    /// <summary>Reads such an id; null when it is none.</summary>
    internal static RegionId? Parse(string id)
    {
        var dot = id.IndexOf('.');
        return dot > 0 && RegionId.TryParse($"{id[..dot]}/{id[(dot + 1)..]}", out var region) ? region : null;
    }

    internal static RegionBody Of(RegionStatus r, bool healthy, Links links, HttpRequest request)
    {
        var id = IdOf(r.Id);
        var metadata = new ObjectMetadata(
            links.To(request, $"/fleet/v1/regions/{id}"),
            null,
            r.FirstSeenAt.UtcDateTime,
            r.LastHeartbeatAt.UtcDateTime
        );
        var capacity = new CapacityBody(
            r.Capacity.ClustersMax,
            r.Capacity.ClustersUsed,
            r.Capacity.UnitsMax,
            r.Capacity.UnitsUsed
        );
        var status = new RegionStatusBody(
            healthy ? "HEALTHY" : "SILENT",
            r.LastHeartbeatAt.UtcDateTime,
            capacity,
            r.Operator,
            r.Version,
            [.. r.Places.Select(PoolBody.Of)]
        );
        return new("fleet/v1", "Region", id, metadata, new(r.Id.Cloud.ToUpperInvariant(), r.Id.Name), status);
    }
}

/// <summary>Where a region is.</summary>
internal sealed record RegionSpecBody(string Cloud, string Region);

/// <summary>What is known of a region.</summary>
internal sealed record RegionStatusBody(
    string Phase,
    DateTime LastHeartbeatAt,
    CapacityBody Capacity,
    string Operator,
    string Version,
    IReadOnlyList<PoolBody> Pools
);

/// <summary>One of its Kubernetes clusters; the name is empty where the region has no choice.</summary>
internal sealed record PoolBody(
    string Name,
    int ClustersMax,
    int ClustersUsed,
    int UnitsMax,
    int UnitsUsed,
    bool Accepting
)
{
    internal static PoolBody Of(PoolCapacity p) =>
        new(p.Name, p.ClustersMax, p.ClustersUsed, p.UnitsMax, p.UnitsUsed, p.Accepting);
}

/// <summary>What a region can take, and has taken.</summary>
internal sealed record CapacityBody(int ClustersMax, int ClustersUsed, int UnitsMax, int UnitsUsed);
