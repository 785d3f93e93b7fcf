using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A deployment: so many pods of one kind.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1Deployment : IKubernetesObject<V1ObjectMeta>, ISpec<V1DeploymentSpec>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "Deployment";
    public const string KubeGroup = "apps";
    public const string KubePluralName = "deployments";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public V1DeploymentSpec Spec { get; set; }

    [JsonPropertyName("status")]
    public V1DeploymentStatus Status { get; set; }
}

/// <summary>Some of what is there, each a <see cref="V1Deployment" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1DeploymentList : IKubernetesObject<V1ListMeta>, IItems<V1Deployment>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "DeploymentList";
    public const string KubeGroup = "apps";
    public const string KubePluralName = "deployments";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<V1Deployment> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}

/// <summary>What a deployment should be.</summary>
public partial record V1DeploymentSpec
{
    [JsonPropertyName("minReadySeconds")]
    public int? MinReadySeconds { get; set; }

    [JsonPropertyName("paused")]
    public bool? Paused { get; set; }

    [JsonPropertyName("progressDeadlineSeconds")]
    public int? ProgressDeadlineSeconds { get; set; }

    [JsonPropertyName("replicas")]
    public int? Replicas { get; set; }

    [JsonPropertyName("revisionHistoryLimit")]
    public int? RevisionHistoryLimit { get; set; }

    [JsonPropertyName("selector")]
    public V1LabelSelector Selector { get; set; }

    [JsonPropertyName("strategy")]
    public V1DeploymentStrategy Strategy { get; set; }

    [JsonPropertyName("template")]
    public V1PodTemplateSpec Template { get; set; }
}

/// <summary>How far a deployment is.</summary>
public partial record V1DeploymentStatus
{
    [JsonPropertyName("availableReplicas")]
    public int? AvailableReplicas { get; set; }

    [JsonPropertyName("collisionCount")]
    public int? CollisionCount { get; set; }

    [JsonPropertyName("conditions")]
    public IList<V1DeploymentCondition> Conditions { get; set; }

    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; set; }

    [JsonPropertyName("readyReplicas")]
    public int? ReadyReplicas { get; set; }

    [JsonPropertyName("replicas")]
    public int? Replicas { get; set; }

    [JsonPropertyName("unavailableReplicas")]
    public int? UnavailableReplicas { get; set; }

    [JsonPropertyName("updatedReplicas")]
    public int? UpdatedReplicas { get; set; }
}

/// <summary>One thing that holds of a deployment.</summary>
public partial record V1DeploymentCondition
{
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

    [JsonPropertyName("lastUpdateTime")]
    public DateTime? LastUpdateTime { get; set; }

    [JsonPropertyName("message")]
    public string Message { get; set; }

    [JsonPropertyName("reason")]
    public string Reason { get; set; }

    [JsonPropertyName("status")]
    public string Status { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}

/// <summary>How old pods give way to new ones.</summary>
public partial record V1DeploymentStrategy
{
    [JsonPropertyName("rollingUpdate")]
    public V1RollingUpdateDeployment RollingUpdate { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}

/// <summary>How many pods a rolling update may add and miss.</summary>
public partial record V1RollingUpdateDeployment
{
    [JsonPropertyName("maxSurge")]
    public IntOrString MaxSurge { get; set; }

    [JsonPropertyName("maxUnavailable")]
    public IntOrString MaxUnavailable { get; set; }
}
