using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Clusters;

namespace Mothership.ControlPlane.Clusters;

/// <summary>A cluster on the wire.</summary>
internal sealed record ClusterBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    ClusterSpecBody Spec,
    ClusterStatusBody Status
)
{
    internal static string PathOf(Cluster c) => $"/cmk/v2/clusters/{c.Id}";

    internal static ClusterBody Of(Cluster c, Links links, HttpRequest request)
    {
        var root = links.Root(request);
        var metadata = new ObjectMetadata(
            root + PathOf(c),
            Crn.Of(c),
            c.CreatedAt.UtcDateTime,
            c.UpdatedAt.UtcDateTime,
            c.DeletionRequestedAt?.UtcDateTime
        );
        return new("cmk/v2", "Cluster", c.Id.Value, metadata, SpecOf(c, root), StatusOf(c));
    }

    private static ClusterSpecBody SpecOf(Cluster c, string root)
    {
        var environment = new ReferenceBody(
            c.Environment.Value,
            $"{root}/org/v2/environments/{c.Environment}",
            Crn.Of(c.Organization, c.Environment)
        );
        return new(
            c.DisplayName,
            ClusterNames.Availabilities.Of(c.Availability),
            c.Region.Cloud.ToUpperInvariant(),
            c.Region.Name,
            ConfigOf(c.Config),
            c.BootstrapEndpoint ?? "",
            c.HttpEndpoint ?? "",
            "",
            c.DeletionProtection,
            environment
        );
    }

    private static ClusterConfigBody ConfigOf(ClusterConfig config) =>
        config.Kind == ClusterKind.Dedicated
            ? new(ClusterNames.Kinds.Of(config.Kind), null, config.Size)
            : new(ClusterNames.Kinds.Of(config.Kind), config.Size, null);

    // Clients take a resize for done when this is what they asked for, so it is what the region has confirmed.
    private static ClusterStatusBody StatusOf(Cluster c) =>
        new(
            ClusterNames.Phases.Of(c.Phase),
            c.AppliedConfig is { Kind: ClusterKind.Dedicated } applied ? applied.Size : null,
            c.Phase == ClusterPhase.Failed ? c.FailureCause : null,
            c.SuspendedAt is not null || c.Suspension is not null ? c.SuspendedAt is not null : null,
            c.Suspension?.Reason
        );
}

/// <summary>
/// What is wanted of a cluster, on the wire. The three addresses are always there, empty while there are none: existing
/// clients insist on texts.
/// </summary>
internal sealed record ClusterSpecBody(
    string DisplayName,
    string Availability,
    string Cloud,
    string Region,
    ClusterConfigBody Config,
    string KafkaBootstrapEndpoint,
    string HttpEndpoint,
    string ApiEndpoint,
    bool DeletionProtection,
    ReferenceBody Environment
);

/// <summary>A cluster's kind and size on the wire: <c>cku</c> for Dedicated, <c>max_ecku</c> for all others.</summary>
internal sealed record ClusterConfigBody(string Kind, int? MaxEcku, int? Cku);

/// <summary>
/// Where a cluster stands, on the wire. What follows cku is our own addition: clients know no phase for a suspended
/// cluster, and would fail on one. Suspended is there from the decision on, and true once the region has confirmed it.
/// </summary>
internal sealed record ClusterStatusBody(
    string Phase,
    int? Cku,
    string? FailureCause,
    bool? Suspended,
    string? SuspensionReason
);
