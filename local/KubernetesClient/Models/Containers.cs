using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A container of a pod.</summary>
public partial record V1Container
{
    [JsonPropertyName("args")]
    public IList<string> Args { get; set; }

    [JsonPropertyName("command")]
    public IList<string> Command { get; set; }

    [JsonPropertyName("env")]
    public IList<V1EnvVar> Env { get; set; }

    [JsonPropertyName("envFrom")]
    public IList<V1EnvFromSource> EnvFrom { get; set; }

    [JsonPropertyName("image")]
    public string Image { get; set; }

    [JsonPropertyName("imagePullPolicy")]
    public string ImagePullPolicy { get; set; }

    [JsonPropertyName("livenessProbe")]
    public V1Probe LivenessProbe { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("ports")]
    public IList<V1ContainerPort> Ports { get; set; }

    [JsonPropertyName("readinessProbe")]
    public V1Probe ReadinessProbe { get; set; }

    [JsonPropertyName("resources")]
    public V1ResourceRequirements Resources { get; set; }

    [JsonPropertyName("securityContext")]
    public V1SecurityContext SecurityContext { get; set; }

    [JsonPropertyName("startupProbe")]
    public V1Probe StartupProbe { get; set; }

    [JsonPropertyName("volumeMounts")]
    public IList<V1VolumeMount> VolumeMounts { get; set; }

    [JsonPropertyName("workingDir")]
    public string WorkingDir { get; set; }
}

/// <summary>A port of a container.</summary>
public partial record V1ContainerPort
{
    [JsonPropertyName("containerPort")]
    public int ContainerPort { get; set; }

    [JsonPropertyName("hostIP")]
    public string HostIP { get; set; }

    [JsonPropertyName("hostPort")]
    public int? HostPort { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("protocol")]
    public string Protocol { get; set; }
}

/// <summary>A variable of a container's environment.</summary>
public partial record V1EnvVar
{
    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("value")]
    public string Value { get; set; }

    [JsonPropertyName("valueFrom")]
    public V1EnvVarSource ValueFrom { get; set; }
}

/// <summary>Where a variable comes from.</summary>
public partial record V1EnvVarSource
{
    [JsonPropertyName("configMapKeyRef")]
    public V1ConfigMapKeySelector ConfigMapKeyRef { get; set; }

    [JsonPropertyName("fieldRef")]
    public V1ObjectFieldSelector FieldRef { get; set; }

    [JsonPropertyName("secretKeyRef")]
    public V1SecretKeySelector SecretKeyRef { get; set; }
}

/// <summary>A key of a secret.</summary>
public partial record V1SecretKeySelector
{
    [JsonPropertyName("key")]
    public string Key { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>A key of a config map.</summary>
public partial record V1ConfigMapKeySelector
{
    [JsonPropertyName("key")]
    public string Key { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>A field of the pod.</summary>
public partial record V1ObjectFieldSelector
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("fieldPath")]
    public string FieldPath { get; set; }
}

/// <summary>All variables that a secret or a config map holds.</summary>
public partial record V1EnvFromSource
{
    [JsonPropertyName("configMapRef")]
    public V1ConfigMapEnvSource ConfigMapRef { get; set; }

    [JsonPropertyName("prefix")]
    public string Prefix { get; set; }

    [JsonPropertyName("secretRef")]
    public V1SecretEnvSource SecretRef { get; set; }
}

/// <summary>The secret that variables come from.</summary>
public partial record V1SecretEnvSource
{
    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>The config map that variables come from.</summary>
public partial record V1ConfigMapEnvSource
{
    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>What a container needs, and may use at most.</summary>
public partial record V1ResourceRequirements
{
    [JsonPropertyName("limits")]
    public IDictionary<string, ResourceQuantity> Limits { get; set; }

    [JsonPropertyName("requests")]
    public IDictionary<string, ResourceQuantity> Requests { get; set; }
}

/// <summary>Under what rights a container runs.</summary>
public partial record V1SecurityContext
{
    [JsonPropertyName("allowPrivilegeEscalation")]
    public bool? AllowPrivilegeEscalation { get; set; }

    [JsonPropertyName("capabilities")]
    public V1Capabilities Capabilities { get; set; }

    [JsonPropertyName("privileged")]
    public bool? Privileged { get; set; }

    [JsonPropertyName("readOnlyRootFilesystem")]
    public bool? ReadOnlyRootFilesystem { get; set; }

    [JsonPropertyName("runAsGroup")]
    public long? RunAsGroup { get; set; }

    [JsonPropertyName("runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }

    [JsonPropertyName("runAsUser")]
    public long? RunAsUser { get; set; }

    [JsonPropertyName("seccompProfile")]
    public V1SeccompProfile SeccompProfile { get; set; }
}

/// <summary>Rights of a process, given and taken.</summary>
public partial record V1Capabilities
{
    [JsonPropertyName("add")]
    public IList<string> Add { get; set; }

    [JsonPropertyName("drop")]
    public IList<string> Drop { get; set; }
}

/// <summary>Which system calls are open.</summary>
public partial record V1SeccompProfile
{
    [JsonPropertyName("localhostProfile")]
    public string LocalhostProfile { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}
