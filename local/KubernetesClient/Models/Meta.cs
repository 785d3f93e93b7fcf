using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>What every object has: its name, its labels, and what the server keeps about it.</summary>
public partial record V1ObjectMeta
{
    [JsonPropertyName("annotations")]
    public IDictionary<string, string> Annotations { get; set; }

    [JsonPropertyName("creationTimestamp")]
    public DateTime? CreationTimestamp { get; set; }

    [JsonPropertyName("deletionGracePeriodSeconds")]
    public long? DeletionGracePeriodSeconds { get; set; }

    [JsonPropertyName("deletionTimestamp")]
    public DateTime? DeletionTimestamp { get; set; }

    [JsonPropertyName("finalizers")]
    public IList<string> Finalizers { get; set; }

    [JsonPropertyName("generateName")]
    public string GenerateName { get; set; }

    [JsonPropertyName("generation")]
    public long? Generation { get; set; }

    [JsonPropertyName("labels")]
    public IDictionary<string, string> Labels { get; set; }

    [JsonPropertyName("managedFields")]
    public IList<V1ManagedFieldsEntry> ManagedFields { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("namespace")]
    public string NamespaceProperty { get; set; }

    [JsonPropertyName("ownerReferences")]
    public IList<V1OwnerReference> OwnerReferences { get; set; }

    [JsonPropertyName("resourceVersion")]
    public string ResourceVersion { get; set; }

    [JsonPropertyName("selfLink")]
    public string SelfLink { get; set; }

    [JsonPropertyName("uid")]
    public string Uid { get; set; }
}

/// <summary>What every list has: the version that it shows and, when there is more, where to go on.</summary>
public partial record V1ListMeta
{
    [JsonPropertyName("continue")]
    public string ContinueProperty { get; set; }

    [JsonPropertyName("remainingItemCount")]
    public long? RemainingItemCount { get; set; }

    [JsonPropertyName("resourceVersion")]
    public string ResourceVersion { get; set; }

    [JsonPropertyName("selfLink")]
    public string SelfLink { get; set; }
}

/// <summary>An object that, deleted, takes this one with it.</summary>
public partial record V1OwnerReference
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("blockOwnerDeletion")]
    public bool? BlockOwnerDeletion { get; set; }

    [JsonPropertyName("controller")]
    public bool? Controller { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("uid")]
    public string Uid { get; set; }
}

/// <summary>The fields that one manager has set.</summary>
public partial record V1ManagedFieldsEntry
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("fieldsType")]
    public string FieldsType { get; set; }

    [JsonPropertyName("fieldsV1")]
    public object FieldsV1 { get; set; }

    [JsonPropertyName("manager")]
    public string Manager { get; set; }

    [JsonPropertyName("operation")]
    public string Operation { get; set; }

    [JsonPropertyName("subresource")]
    public string Subresource { get; set; }

    [JsonPropertyName("time")]
    public DateTime? Time { get; set; }
}

/// <summary>How to delete.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1DeleteOptions : IKubernetesObject
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "DeleteOptions";
    public const string KubeGroup = "";
    public const string KubePluralName = "";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("dryRun")]
    public IList<string> DryRun { get; set; }

    [JsonPropertyName("gracePeriodSeconds")]
    public long? GracePeriodSeconds { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("orphanDependents")]
    public bool? OrphanDependents { get; set; }

    [JsonPropertyName("preconditions")]
    public V1Preconditions Preconditions { get; set; }

    [JsonPropertyName("propagationPolicy")]
    public string PropagationPolicy { get; set; }
}

/// <summary>What must hold for a request to have effect.</summary>
public partial record V1Preconditions
{
    [JsonPropertyName("resourceVersion")]
    public string ResourceVersion { get; set; }

    [JsonPropertyName("uid")]
    public string Uid { get; set; }
}
