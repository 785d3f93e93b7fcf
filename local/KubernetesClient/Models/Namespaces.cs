using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A namespace.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1Namespace : IKubernetesObject<V1ObjectMeta>, ISpec<V1NamespaceSpec>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "Namespace";
    public const string KubeGroup = "";
    public const string KubePluralName = "namespaces";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public V1NamespaceSpec Spec { get; set; }

    [JsonPropertyName("status")]
    public V1NamespaceStatus Status { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1Namespace" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1NamespaceList : IKubernetesObject<V1ListMeta>, IItems<V1Namespace>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "NamespaceList";
    public const string KubeGroup = "";
    public const string KubePluralName = "namespaces";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1Namespace> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}

/// <summary>What a namespace should be.</summary>
public partial record V1NamespaceSpec
{
    [JsonPropertyName("finalizers")]
    public IList<string> Finalizers { get; set; }
}

/// <summary>Where a namespace stands: Active or Terminating.</summary>
public partial record V1NamespaceStatus
{
    [JsonPropertyName("conditions")]
    public IList<V1NamespaceCondition> Conditions { get; set; }

    [JsonPropertyName("phase")]
    public string Phase { get; set; }
}

/// <summary>Why a namespace is not gone yet, for one.</summary>
public partial record V1NamespaceCondition
{
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

    [JsonPropertyName("message")]
    public string Message { get; set; }

    [JsonPropertyName("reason")]
    public string Reason { get; set; }

    [JsonPropertyName("status")]
    public string Status { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}
