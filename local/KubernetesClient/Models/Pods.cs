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
    [JsonPropertyName("affinity")]
    public V1Affinity Affinity { get; set; }

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

    [JsonPropertyName("tolerations")]
    public IList<V1Toleration> Tolerations { get; set; }

    [JsonPropertyName("topologySpreadConstraints")]
    public IList<V1TopologySpreadConstraint> TopologySpreadConstraints { get; set; }

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

/// <summary>A taint that a pod bears.</summary>
public partial record V1Toleration
{
    [JsonPropertyName("effect")]
    public string Effect { get; set; }

    [JsonPropertyName("key")]
    public string Key { get; set; }

    [JsonPropertyName("operator")]
    public string OperatorProperty { get; set; }

    [JsonPropertyName("tolerationSeconds")]
    public long? TolerationSeconds { get; set; }

    [JsonPropertyName("value")]
    public string Value { get; set; }
}

/// <summary>How pods are spread over zones or nodes.</summary>
public partial record V1TopologySpreadConstraint
{
    [JsonPropertyName("labelSelector")]
    public V1LabelSelector LabelSelector { get; set; }

    [JsonPropertyName("matchLabelKeys")]
    public IList<string> MatchLabelKeys { get; set; }

    [JsonPropertyName("maxSkew")]
    public int MaxSkew { get; set; }

    [JsonPropertyName("minDomains")]
    public int? MinDomains { get; set; }

    [JsonPropertyName("nodeAffinityPolicy")]
    public string NodeAffinityPolicy { get; set; }

    [JsonPropertyName("nodeTaintsPolicy")]
    public string NodeTaintsPolicy { get; set; }

    [JsonPropertyName("topologyKey")]
    public string TopologyKey { get; set; }

    [JsonPropertyName("whenUnsatisfiable")]
    public string WhenUnsatisfiable { get; set; }
}

/// <summary>What a pod wants to be near to, or far from.</summary>
public partial record V1Affinity
{
    [JsonPropertyName("nodeAffinity")]
    public V1NodeAffinity NodeAffinity { get; set; }

    [JsonPropertyName("podAffinity")]
    public V1PodAffinity PodAffinity { get; set; }

    [JsonPropertyName("podAntiAffinity")]
    public V1PodAntiAffinity PodAntiAffinity { get; set; }
}

/// <summary>Pods to be near to.</summary>
public partial record V1PodAffinity
{
    [JsonPropertyName("preferredDuringSchedulingIgnoredDuringExecution")]
    public IList<V1WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; set; }

    [JsonPropertyName("requiredDuringSchedulingIgnoredDuringExecution")]
    public IList<V1PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; set; }
}

/// <summary>Pods to be far from.</summary>
public partial record V1PodAntiAffinity
{
    [JsonPropertyName("preferredDuringSchedulingIgnoredDuringExecution")]
    public IList<V1WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; set; }

    [JsonPropertyName("requiredDuringSchedulingIgnoredDuringExecution")]
    public IList<V1PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; set; }
}

/// <summary>Which pods, and what near means.</summary>
public partial record V1PodAffinityTerm
{
    [JsonPropertyName("labelSelector")]
    public V1LabelSelector LabelSelector { get; set; }

    [JsonPropertyName("namespaceSelector")]
    public V1LabelSelector NamespaceSelector { get; set; }

    [JsonPropertyName("namespaces")]
    public IList<string> Namespaces { get; set; }

    [JsonPropertyName("topologyKey")]
    public string TopologyKey { get; set; }
}

/// <summary>A wish about other pods, with its weight.</summary>
public partial record V1WeightedPodAffinityTerm
{
    [JsonPropertyName("podAffinityTerm")]
    public V1PodAffinityTerm PodAffinityTerm { get; set; }

    [JsonPropertyName("weight")]
    public int Weight { get; set; }
}

/// <summary>Nodes to run on.</summary>
public partial record V1NodeAffinity
{
    [JsonPropertyName("preferredDuringSchedulingIgnoredDuringExecution")]
    public IList<V1PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; set; }

    [JsonPropertyName("requiredDuringSchedulingIgnoredDuringExecution")]
    public V1NodeSelector RequiredDuringSchedulingIgnoredDuringExecution { get; set; }
}

/// <summary>A wish about nodes, with its weight.</summary>
public partial record V1PreferredSchedulingTerm
{
    [JsonPropertyName("preference")]
    public V1NodeSelectorTerm Preference { get; set; }

    [JsonPropertyName("weight")]
    public int Weight { get; set; }
}
