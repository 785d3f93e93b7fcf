using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A volume of a pod.</summary>
public partial record V1Volume
{
    [JsonPropertyName("configMap")]
    public V1ConfigMapVolumeSource ConfigMap { get; set; }

    [JsonPropertyName("emptyDir")]
    public V1EmptyDirVolumeSource EmptyDir { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("persistentVolumeClaim")]
    public V1PersistentVolumeClaimVolumeSource PersistentVolumeClaim { get; set; }

    [JsonPropertyName("secret")]
    public V1SecretVolumeSource Secret { get; set; }
}

/// <summary>Where a container sees a volume.</summary>
public partial record V1VolumeMount
{
    [JsonPropertyName("mountPath")]
    public string MountPath { get; set; }

    [JsonPropertyName("mountPropagation")]
    public string MountPropagation { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("readOnly")]
    public bool? ReadOnlyProperty { get; set; }

    [JsonPropertyName("subPath")]
    public string SubPath { get; set; }

    [JsonPropertyName("subPathExpr")]
    public string SubPathExpr { get; set; }
}

/// <summary>A volume of a secret's keys.</summary>
public partial record V1SecretVolumeSource
{
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    [JsonPropertyName("items")]
    public IList<V1KeyToPath> Items { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }

    [JsonPropertyName("secretName")]
    public string SecretName { get; set; }
}

/// <summary>A key that becomes a file.</summary>
public partial record V1KeyToPath
{
    [JsonPropertyName("key")]
    public string Key { get; set; }

    [JsonPropertyName("mode")]
    public int? Mode { get; set; }

    [JsonPropertyName("path")]
    public string Path { get; set; }
}

/// <summary>A volume of a config map's keys.</summary>
public partial record V1ConfigMapVolumeSource
{
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    [JsonPropertyName("items")]
    public IList<V1KeyToPath> Items { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>A volume that begins empty and goes with its pod.</summary>
public partial record V1EmptyDirVolumeSource
{
    [JsonPropertyName("medium")]
    public string Medium { get; set; }

    [JsonPropertyName("sizeLimit")]
    public ResourceQuantity SizeLimit { get; set; }
}

/// <summary>A volume that a claim was given.</summary>
public partial record V1PersistentVolumeClaimVolumeSource
{
    [JsonPropertyName("claimName")]
    public string ClaimName { get; set; }

    [JsonPropertyName("readOnly")]
    public bool? ReadOnlyProperty { get; set; }
}
