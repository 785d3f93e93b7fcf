using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Operations;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>A service on the wire; each group leaves out what it does not have.</summary>
internal sealed record ServiceBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    ServiceSpecBody Spec,
    ServiceStatusBody Status
)
{
    /// <summary>The parts that all groups have.</summary>
    /// <param name="s">The service.</param>
    /// <param name="group">The group and version, such as <c>ksqldbcm/v2</c>.</param>
    /// <param name="root">What addresses begin with.</param>
    internal static ServiceBody Of(Service s, string group, string root)
    {
        var metadata = new ObjectMetadata(
            $"{root}/{group}/clusters/{s.Id}?environment={s.Environment}",
            ServicePaths.CrnOf(s),
            s.CreatedAt.UtcDateTime,
            s.UpdatedAt.UtcDateTime,
            s.DeletionRequestedAt?.UtcDateTime
        );
        var environment = new ReferenceBody(
            s.Environment.Value,
            $"{root}/org/v2/environments/{s.Environment}",
            Crn.Of(s.Organization, s.Environment)
        );
        var spec = new ServiceSpecBody(s.DisplayName, environment);
        return new(group, "Cluster", s.Id.Value, metadata, spec, StatusOf(s));
    }

    /// <summary>The cluster that a service works on.</summary>
    internal static ReferenceBody? ClusterOf(Service s, string root) =>
        s.Cluster is { } id
            ? new(
                id.Value,
                $"{root}/cmk/v2/clusters/{id}",
                $"{Crn.Of(s.Organization, s.Environment)}/cloud-cluster={id}/kafka={id}"
            )
            : null;

    private static ServiceStatusBody StatusOf(Service s) =>
        new(ClusterNames.Phases.Of(s.Phase), s.Phase == Domain.Clusters.ClusterPhase.Failed ? s.FailureCause : null);
}

/// <summary>What is wanted of a service, on the wire.</summary>
internal sealed record ServiceSpecBody(string DisplayName, ReferenceBody Environment)
{
    /// <summary>Of a registry: <c>ESSENTIALS</c> or <c>ADVANCED</c>.</summary>
    public string? Package { get; init; }

    /// <summary>Of a registry.</summary>
    public string? HttpEndpoint { get; init; }

    /// <summary>Of a registry: the same as its address here.</summary>
    public string? CatalogHttpEndpoint { get; init; }

    /// <summary>Of a registry.</summary>
    public string? Cloud { get; init; }

    /// <summary>Of a registry: a name in srcm/v3, a reference in srcm/v2.</summary>
    public object? Region { get; init; }

    /// <summary>Of a ksqlDB cluster.</summary>
    public bool? UseDetailedProcessingLog { get; init; }

    /// <summary>Of a ksqlDB cluster.</summary>
    public int? Csu { get; init; }

    /// <summary>What it works on.</summary>
    public ReferenceBody? KafkaCluster { get; init; }

    /// <summary>Of a ksqlDB cluster.</summary>
    public ReferenceBody? CredentialIdentity { get; init; }
}

/// <summary>Where a service stands, on the wire.</summary>
internal sealed record ServiceStatusBody(string Phase, string? FailureCause)
{
    /// <summary>Empty while there is none.</summary>
    public string? HttpEndpoint { get; init; }

    /// <summary>Of a ksqlDB cluster.</summary>
    public bool? IsPaused { get; init; }

    /// <summary>Of a ksqlDB cluster, in GB.</summary>
    public int? Storage { get; init; }

    /// <summary>Of a ksqlDB cluster.</summary>
    public string? TopicPrefix { get; init; }
}

/// <summary>A region that registries can be in, on the wire.</summary>
internal sealed record RegistryRegionBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    RegistryRegionSpecBody Spec
);

/// <summary>Where such a region is.</summary>
internal sealed record RegistryRegionSpecBody(
    string DisplayName,
    string Cloud,
    string RegionName,
    IReadOnlyList<string> Packages
);

/// <summary>How services are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ServiceBody))]
[JsonSerializable(typeof(ListBody<ServiceBody>))]
[JsonSerializable(typeof(RegistryRegionBody))]
[JsonSerializable(typeof(ListBody<RegistryRegionBody>))]
[JsonSerializable(typeof(ReferenceBody))]
[JsonSerializable(typeof(string))]
internal sealed partial class ServiceJson : JsonSerializerContext
{
    /// <summary>The context with readable text.</summary>
    internal static ServiceJson Wire { get; } = new(ApiJson.WireOptions());

    /// <summary>An answer about a service.</summary>
    internal static Answer Show(int status, ServiceBody body, long version) =>
        Answer.Of(status, body, Wire.ServiceBody).Tagged(version);
}
