using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A secret; its data are bytes here and base64 on the wire.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1Secret : IKubernetesObject<V1ObjectMeta>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "Secret";
    public const string KubeGroup = "";
    public const string KubePluralName = "secrets";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("data")]
    public IDictionary<string, byte[]> Data { get; set; }

    [JsonPropertyName("immutable")]
    public bool? Immutable { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("stringData")]
    public IDictionary<string, string> StringData { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1Secret" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1SecretList : IKubernetesObject<V1ListMeta>, IItems<V1Secret>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "SecretList";
    public const string KubeGroup = "";
    public const string KubePluralName = "secrets";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1Secret> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}
