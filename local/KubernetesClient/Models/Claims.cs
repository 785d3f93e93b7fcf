using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A claim of a volume.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1PersistentVolumeClaim : IKubernetesObject<V1ObjectMeta>, ISpec<V1PersistentVolumeClaimSpec>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "PersistentVolumeClaim";
    public const string KubeGroup = "";
    public const string KubePluralName = "persistentvolumeclaims";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public V1PersistentVolumeClaimSpec Spec { get; set; }

    [JsonPropertyName("status")]
    public V1PersistentVolumeClaimStatus Status { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1PersistentVolumeClaim" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1PersistentVolumeClaimList : IKubernetesObject<V1ListMeta>, IItems<V1PersistentVolumeClaim>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "PersistentVolumeClaimList";
    public const string KubeGroup = "";
    public const string KubePluralName = "persistentvolumeclaims";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1PersistentVolumeClaim> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}

/// <summary>What volume is wanted.</summary>
public partial record V1PersistentVolumeClaimSpec
{
    [JsonPropertyName("accessModes")]
    public IList<string> AccessModes { get; set; }

    [JsonPropertyName("dataSource")]
    public V1TypedLocalObjectReference DataSource { get; set; }

    [JsonPropertyName("dataSourceRef")]
    public V1TypedLocalObjectReference DataSourceRef { get; set; }

    [JsonPropertyName("resources")]
    public V1ResourceRequirements Resources { get; set; }

    [JsonPropertyName("selector")]
    public V1LabelSelector Selector { get; set; }

    [JsonPropertyName("storageClassName")]
    public string StorageClassName { get; set; }

    [JsonPropertyName("volumeMode")]
    public string VolumeMode { get; set; }

    [JsonPropertyName("volumeName")]
    public string VolumeName { get; set; }
}

/// <summary>What volume was given.</summary>
public partial record V1PersistentVolumeClaimStatus
{
    [JsonPropertyName("accessModes")]
    public IList<string> AccessModes { get; set; }

    [JsonPropertyName("allocatedResources")]
    public IDictionary<string, ResourceQuantity> AllocatedResources { get; set; }

    [JsonPropertyName("capacity")]
    public IDictionary<string, ResourceQuantity> Capacity { get; set; }

    [JsonPropertyName("conditions")]
    public IList<V1PersistentVolumeClaimCondition> Conditions { get; set; }

    [JsonPropertyName("phase")]
    public string Phase { get; set; }
}

/// <summary>What happens to a claim, a resize for one.</summary>
public partial record V1PersistentVolumeClaimCondition
{
    [JsonPropertyName("lastProbeTime")]
    public DateTime? LastProbeTime { get; set; }

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
