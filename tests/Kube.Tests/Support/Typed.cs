using k8s.Models;

namespace Kube.Tests.Support;

/// <summary>Objects of the server's own kinds.</summary>
internal static class Typed
{
    public static V1Deployment Deployment(string name) =>
        new()
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = new V1ObjectMeta { Name = name },
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                Selector = new V1LabelSelector { MatchLabels = Labels(name) },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = Labels(name) },
                    Spec = new V1PodSpec { Containers = [Container()] },
                },
            },
        };

    public static V1ConfigMap ConfigMap(string name, V1OwnerReference? owner = null) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = name, OwnerReferences = owner is null ? null : [owner] },
            Data = new Dictionary<string, string> { ["key"] = "value" },
        };

    private static Dictionary<string, string> Labels(string name) => new() { ["app"] = name };

    private static V1Container Container() =>
        new()
        {
            Name = "registry",
            Image = "registry:1",
            Ports = [new V1ContainerPort { Name = "http", ContainerPort = 8081 }],
            Env = [new V1EnvVar { Name = "A", Value = "b" }],
            Resources = new V1ResourceRequirements
            {
                Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("2048Mi") },
            },
            ReadinessProbe = new V1Probe
            {
                HttpGet = new V1HTTPGetAction { Path = "/", Port = "http" },
            },
        };
}
