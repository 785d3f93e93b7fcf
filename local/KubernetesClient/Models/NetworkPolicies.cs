using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Who may talk with the pods of a namespace.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1NetworkPolicy : IKubernetesObject<V1ObjectMeta>, ISpec<V1NetworkPolicySpec>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "NetworkPolicy";
    public const string KubeGroup = "networking.k8s.io";
    public const string KubePluralName = "networkpolicies";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public V1NetworkPolicySpec Spec { get; set; }

    [JsonPropertyName("status")]
    public V1NetworkPolicyStatus Status { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1NetworkPolicy" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1NetworkPolicyList : IKubernetesObject<V1ListMeta>, IItems<V1NetworkPolicy>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "NetworkPolicyList";
    public const string KubeGroup = "networking.k8s.io";
    public const string KubePluralName = "networkpolicies";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1NetworkPolicy> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}

/// <summary>The rules of a policy.</summary>
public partial record V1NetworkPolicySpec
{
    [JsonPropertyName("egress")]
    public IList<V1NetworkPolicyEgressRule> Egress { get; set; }

    [JsonPropertyName("ingress")]
    public IList<V1NetworkPolicyIngressRule> Ingress { get; set; }

    [JsonPropertyName("podSelector")]
    public V1LabelSelector PodSelector { get; set; }

    [JsonPropertyName("policyTypes")]
    public IList<string> PolicyTypes { get; set; }
}

/// <summary>What became of a policy.</summary>
public partial record V1NetworkPolicyStatus
{
    [JsonPropertyName("conditions")]
    public IList<V1Condition> Conditions { get; set; }
}

/// <summary>Who may come in, and where.</summary>
public partial record V1NetworkPolicyIngressRule
{
    [JsonPropertyName("from")]
    public IList<V1NetworkPolicyPeer> FromProperty { get; set; }

    [JsonPropertyName("ports")]
    public IList<V1NetworkPolicyPort> Ports { get; set; }
}

/// <summary>Where to one may go out.</summary>
public partial record V1NetworkPolicyEgressRule
{
    [JsonPropertyName("ports")]
    public IList<V1NetworkPolicyPort> Ports { get; set; }

    [JsonPropertyName("to")]
    public IList<V1NetworkPolicyPeer> To { get; set; }
}

/// <summary>The other side of a rule.</summary>
public partial record V1NetworkPolicyPeer
{
    [JsonPropertyName("ipBlock")]
    public V1IPBlock IpBlock { get; set; }

    [JsonPropertyName("namespaceSelector")]
    public V1LabelSelector NamespaceSelector { get; set; }

    [JsonPropertyName("podSelector")]
    public V1LabelSelector PodSelector { get; set; }
}

/// <summary>The port of a rule.</summary>
public partial record V1NetworkPolicyPort
{
    [JsonPropertyName("endPort")]
    public int? EndPort { get; set; }

    [JsonPropertyName("port")]
    public IntOrString Port { get; set; }

    [JsonPropertyName("protocol")]
    public string Protocol { get; set; }
}

/// <summary>A range of addresses, with exceptions.</summary>
public partial record V1IPBlock
{
    [JsonPropertyName("cidr")]
    public string Cidr { get; set; }

    [JsonPropertyName("except")]
    public IList<string> Except { get; set; }
}
