using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Fleet;

namespace Mothership.ControlPlane.Fleet;

/// <summary>Where a cluster is placed, on the wire.</summary>
internal sealed record PlacementBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    PlacementSpecBody Spec,
    PlacementStatusBody Status
)
{
    internal static PlacementBody Of(Reservation held, Links links, HttpRequest request)
    {
        var metadata = new ObjectMetadata(
            links.To(request, $"/fleet/v1/placements/{held.Cluster}"),
            null,
            held.CreatedAt.UtcDateTime,
            held.ClaimedAt.UtcDateTime
        );
        var spec = new PlacementSpecBody(held.Organization.Value, RegionBody.IdOf(held.Region), held.Pool, held.Units);
        var status = new PlacementStatusBody(
            held.Reason,
            [.. held.Considered.Select(PoolVerdictBody.Of)],
            [.. held.Moves.Select(m => new PlacementMoveBody(m.At.UtcDateTime, m.From, m.To, m.Reason))]
        );
        return new("fleet/v1", "Placement", held.Cluster.Value, metadata, spec, status);
    }
}

/// <summary>
/// What is reserved for a cluster, and where; the pool's name is empty where the region has no choice.
/// </summary>
internal sealed record PlacementSpecBody(string Organization, string Region, string Pool, int ReservedUnits);

/// <summary>Why it is there.</summary>
internal sealed record PlacementStatusBody(
    string Reason,
    IReadOnlyList<PoolVerdictBody> Considered,
    IReadOnlyList<PlacementMoveBody> Moves
);

/// <summary>A pool that was looked at for the placement.</summary>
internal sealed record PoolVerdictBody(
    string Pool,
    string Finding,
    string Detail,
    int ClustersReserved,
    int ClustersMax,
    int UnitsReserved,
    int UnitsMax
)
{
    internal static readonly WireNames<PoolFinding> Findings = new(
        (PoolFinding.Chosen, "CHOSEN"),
        (PoolFinding.Fits, "FITS"),
        (PoolFinding.NotAccepting, "NOT_ACCEPTING"),
        (PoolFinding.FoundFull, "FOUND_FULL"),
        (PoolFinding.NoRoomForClusters, "NO_ROOM_FOR_CLUSTERS"),
        (PoolFinding.NoRoomForUnits, "NO_ROOM_FOR_UNITS"),
        (PoolFinding.NotReported, "NOT_REPORTED")
    );

    internal static PoolVerdictBody Of(PoolVerdict v) =>
        new(v.Pool, Findings.Of(v.Finding), v.Detail, v.ClustersReserved, v.ClustersMax, v.UnitsReserved, v.UnitsMax);
}

/// <summary>The cluster was placed elsewhere.</summary>
internal sealed record PlacementMoveBody(DateTime At, string From, string To, string Reason);

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PlacementBody))]
[JsonSerializable(typeof(ListBody<PlacementBody>))]
internal sealed partial class PlacementJson : JsonSerializerContext
{
    /// <summary>The one to use.</summary>
    internal static PlacementJson Wire { get; } = new(ApiJson.WireOptions());
}
