using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A service: one address in front of several pods.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1Service : IKubernetesObject<V1ObjectMeta>, ISpec<V1ServiceSpec>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "Service";
    public const string KubeGroup = "";
    public const string KubePluralName = "services";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public V1ServiceSpec Spec { get; set; }

    [JsonPropertyName("status")]
    public V1ServiceStatus Status { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1Service" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1ServiceList : IKubernetesObject<V1ListMeta>, IItems<V1Service>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "ServiceList";
    public const string KubeGroup = "";
    public const string KubePluralName = "services";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1Service> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}

/// <summary>What a service should be.</summary>
public partial record V1ServiceSpec
{
    [JsonPropertyName("allocateLoadBalancerNodePorts")]
    public bool? AllocateLoadBalancerNodePorts { get; set; }

    [JsonPropertyName("clusterIP")]
    public string ClusterIP { get; set; }

    [JsonPropertyName("clusterIPs")]
    public IList<string> ClusterIPs { get; set; }

    [JsonPropertyName("externalIPs")]
    public IList<string> ExternalIPs { get; set; }

    [JsonPropertyName("externalName")]
    public string ExternalName { get; set; }

    [JsonPropertyName("externalTrafficPolicy")]
    public string ExternalTrafficPolicy { get; set; }

    [JsonPropertyName("healthCheckNodePort")]
    public int? HealthCheckNodePort { get; set; }

    [JsonPropertyName("internalTrafficPolicy")]
    public string InternalTrafficPolicy { get; set; }

    [JsonPropertyName("ipFamilies")]
    public IList<string> IpFamilies { get; set; }

    [JsonPropertyName("ipFamilyPolicy")]
    public string IpFamilyPolicy { get; set; }

    [JsonPropertyName("loadBalancerClass")]
    public string LoadBalancerClass { get; set; }

    [JsonPropertyName("loadBalancerIP")]
    public string LoadBalancerIP { get; set; }

    [JsonPropertyName("loadBalancerSourceRanges")]
    public IList<string> LoadBalancerSourceRanges { get; set; }

    [JsonPropertyName("ports")]
    public IList<V1ServicePort> Ports { get; set; }

    [JsonPropertyName("publishNotReadyAddresses")]
    public bool? PublishNotReadyAddresses { get; set; }

    [JsonPropertyName("selector")]
    public IDictionary<string, string> Selector { get; set; }

    [JsonPropertyName("sessionAffinity")]
    public string SessionAffinity { get; set; }

    [JsonPropertyName("sessionAffinityConfig")]
    public V1SessionAffinityConfig SessionAffinityConfig { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}

/// <summary>Where a service stands.</summary>
public partial record V1ServiceStatus
{
    [JsonPropertyName("conditions")]
    public IList<V1Condition> Conditions { get; set; }

    [JsonPropertyName("loadBalancer")]
    public V1LoadBalancerStatus LoadBalancer { get; set; }
}

/// <summary>A port of a service.</summary>
public partial record V1ServicePort
{
    [JsonPropertyName("appProtocol")]
    public string AppProtocol { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("nodePort")]
    public int? NodePort { get; set; }

    [JsonPropertyName("port")]
    public int Port { get; set; }

    [JsonPropertyName("protocol")]
    public string Protocol { get; set; }

    [JsonPropertyName("targetPort")]
    public IntOrString TargetPort { get; set; }
}

/// <summary>The addresses of a load balancer.</summary>
public partial record V1LoadBalancerStatus
{
    [JsonPropertyName("ingress")]
    public IList<V1LoadBalancerIngress> Ingress { get; set; }
}

/// <summary>One address of a load balancer.</summary>
public partial record V1LoadBalancerIngress
{
    [JsonPropertyName("hostname")]
    public string Hostname { get; set; }

    [JsonPropertyName("ip")]
    public string Ip { get; set; }

    [JsonPropertyName("ports")]
    public IList<V1PortStatus> Ports { get; set; }
}

/// <summary>What became of one port.</summary>
public partial record V1PortStatus
{
    [JsonPropertyName("error")]
    public string Error { get; set; }

    [JsonPropertyName("port")]
    public int Port { get; set; }

    [JsonPropertyName("protocol")]
    public string Protocol { get; set; }
}

/// <summary>How a service keeps a client with one pod.</summary>
public partial record V1SessionAffinityConfig
{
    [JsonPropertyName("clientIP")]
    public V1ClientIPConfig ClientIP { get; set; }
}

/// <summary>For how long a client stays with one pod, in seconds.</summary>
public partial record V1ClientIPConfig
{
    [JsonPropertyName("timeoutSeconds")]
    public int? TimeoutSeconds { get; set; }
}

/// <summary>One thing that holds, or does not, or is not known.</summary>
public partial record V1Condition
{
    [JsonPropertyName("lastTransitionTime")]
    public DateTime LastTransitionTime { get; set; }

    [JsonPropertyName("message")]
    public string Message { get; set; }

    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; set; }

    [JsonPropertyName("reason")]
    public string Reason { get; set; }

    [JsonPropertyName("status")]
    public string Status { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}
