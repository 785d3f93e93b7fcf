using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>What a namespace may have in all.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1ResourceQuota : IKubernetesObject<V1ObjectMeta>, ISpec<V1ResourceQuotaSpec>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "ResourceQuota";
    public const string KubeGroup = "";
    public const string KubePluralName = "resourcequotas";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public V1ResourceQuotaSpec Spec { get; set; }

    [JsonPropertyName("status")]
    public V1ResourceQuotaStatus Status { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1ResourceQuota" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1ResourceQuotaList : IKubernetesObject<V1ListMeta>, IItems<V1ResourceQuota>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "ResourceQuotaList";
    public const string KubeGroup = "";
    public const string KubePluralName = "resourcequotas";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1ResourceQuota> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}

/// <summary>The bounds of a quota.</summary>
public partial record V1ResourceQuotaSpec
{
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity> Hard { get; set; }

    [JsonPropertyName("scopeSelector")]
    public V1ScopeSelector ScopeSelector { get; set; }

    [JsonPropertyName("scopes")]
    public IList<string> Scopes { get; set; }
}

/// <summary>The bounds of a quota and what of them is used.</summary>
public partial record V1ResourceQuotaStatus
{
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity> Hard { get; set; }

    [JsonPropertyName("used")]
    public IDictionary<string, ResourceQuantity> Used { get; set; }
}

/// <summary>What objects a quota counts.</summary>
public partial record V1ScopeSelector
{
    [JsonPropertyName("matchExpressions")]
    public IList<V1ScopedResourceSelectorRequirement> MatchExpressions { get; set; }
}

/// <summary>One demand on what a quota counts.</summary>
public partial record V1ScopedResourceSelectorRequirement
{
    [JsonPropertyName("operator")]
    public string OperatorProperty { get; set; }

    [JsonPropertyName("scopeName")]
    public string ScopeName { get; set; }

    [JsonPropertyName("values")]
    public IList<string> Values { get; set; }
}
