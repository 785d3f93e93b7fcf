using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Mothership.DataPlane.Acls;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services.Workloads;

namespace Kube.Tests.Services;

/// <summary>What tests want of services that are servers of their own.</summary>
internal static class Wanted
{
    public static DesiredService Registry(string id, string environment, long generation = 1) =>
        Of(ServiceKind.SchemaRegistry, id, environment, null) with
        {
            Generation = generation,
        };

    public static DesiredService Of(ServiceKind kind, string id, string environment, string? cluster, int units = 1) =>
        new()
        {
            Id = id,
            Kind = kind,
            Organization = "org-one",
            Environment = environment,
            Cluster = cluster,
            Generation = 1,
            Spec = ServiceSpec.OfUnits(units),
        };

    public static StrimziWorkloads Workloads(
        IClusterPlaces places,
        IKubePools pools,
        StrimziSettings? settings = null
    ) => new(places, pools, Acls(places), settings ?? new(), Address());

    public static IAclDesk Acls(IClusterPlaces places) => new StrimziAcls(places, new());

    public static DataPlaneAddress Address() =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("DataPlaneUrl", "https://region.example/")]).Build());

    /// <summary>What the controller of Deployments would say once all pods are as wanted.</summary>
    public static JsonObject Status(KubeObject deployment)
    {
        var replicas = deployment.Number("spec", "replicas") ?? 1;
        return new()
        {
            ["observedGeneration"] = deployment.Generation,
            ["replicas"] = replicas,
            ["updatedReplicas"] = replicas,
            ["readyReplicas"] = replicas,
            ["availableReplicas"] = replicas,
            ["conditions"] = new JsonArray(Condition("Available", "True")),
        };
    }

    public static JsonObject Condition(string type, string status) => new() { ["type"] = type, ["status"] = status };
}
