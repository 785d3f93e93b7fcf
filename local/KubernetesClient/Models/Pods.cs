using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>What a pod is made from.</summary>
public partial record V1PodTemplateSpec : IMetadata<V1ObjectMeta>
{
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public V1PodSpec Spec { get; set; }
}

/// <summary>What a pod should be.</summary>
public partial record V1PodSpec
{
    [JsonPropertyName("automountServiceAccountToken")]
    public bool? AutomountServiceAccountToken { get; set; }

    [JsonPropertyName("containers")]
    public IList<V1Container> Containers { get; set; }

    [JsonPropertyName("enableServiceLinks")]
    public bool? EnableServiceLinks { get; set; }

    [JsonPropertyName("hostname")]
    public string Hostname { get; set; }

    [JsonPropertyName("imagePullSecrets")]
    public IList<V1LocalObjectReference> ImagePullSecrets { get; set; }

    [JsonPropertyName("initContainers")]
    public IList<V1Container> InitContainers { get; set; }

    [JsonPropertyName("nodeSelector")]
    public IDictionary<string, string> NodeSelector { get; set; }

    [JsonPropertyName("priorityClassName")]
    public string PriorityClassName { get; set; }

    [JsonPropertyName("restartPolicy")]
    public string RestartPolicy { get; set; }

    [JsonPropertyName("securityContext")]
    public V1PodSecurityContext SecurityContext { get; set; }

    [JsonPropertyName("serviceAccountName")]
    public string ServiceAccountName { get; set; }

    [JsonPropertyName("terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    [JsonPropertyName("volumes")]
    public IList<V1Volume> Volumes { get; set; }
}

/// <summary>Under what rights a pod runs.</summary>
public partial record V1PodSecurityContext
{
    [JsonPropertyName("fsGroup")]
    public long? FsGroup { get; set; }

    [JsonPropertyName("fsGroupChangePolicy")]
    public string FsGroupChangePolicy { get; set; }

    [JsonPropertyName("runAsGroup")]
    public long? RunAsGroup { get; set; }

    [JsonPropertyName("runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }

    [JsonPropertyName("runAsUser")]
    public long? RunAsUser { get; set; }

    [JsonPropertyName("seccompProfile")]
    public V1SeccompProfile SeccompProfile { get; set; }

    [JsonPropertyName("supplementalGroups")]
    public IList<long?> SupplementalGroups { get; set; }
}
