using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Configuration, as text or bytes.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1ConfigMap : IKubernetesObject<V1ObjectMeta>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "ConfigMap";
    public const string KubeGroup = "";
    public const string KubePluralName = "configmaps";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("binaryData")]
    public IDictionary<string, byte[]> BinaryData { get; set; }

    [JsonPropertyName("data")]
    public IDictionary<string, string> Data { get; set; }

    [JsonPropertyName("immutable")]
    public bool? Immutable { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1ConfigMap" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1ConfigMapList : IKubernetesObject<V1ListMeta>, IItems<V1ConfigMap>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "ConfigMapList";
    public const string KubeGroup = "";
    public const string KubePluralName = "configmaps";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1ConfigMap> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}
