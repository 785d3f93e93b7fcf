namespace Mothership.Strimzi.Objects;

/// <summary>A kind of Kubernetes object, and where the API server has it.</summary>
/// <param name="Group">API group; empty for the core.</param>
/// <param name="Version">Version of the group.</param>
/// <param name="Plural">How the kind is called in addresses.</param>
/// <param name="Name">How it is called in objects.</param>
/// <param name="IsNamespaced">Whether its objects are in namespaces.</param>
public sealed record KubeKind(string Group, string Version, string Plural, string Name, bool IsNamespaced = true)
{
    private const string Strimzi = "kafka.strimzi.io";

    /// <summary>Namespaces.</summary>
    public static KubeKind Namespace { get; } = new("", "v1", "namespaces", "Namespace", IsNamespaced: false);

    /// <summary>Machines.</summary>
    public static KubeKind Node { get; } = new("", "v1", "nodes", "Node", IsNamespaced: false);

    /// <summary>Config maps.</summary>
    public static KubeKind ConfigMap { get; } = new("", "v1", "configmaps", "ConfigMap");

    /// <summary>Secrets.</summary>
    public static KubeKind Secret { get; } = new("", "v1", "secrets", "Secret");

    /// <summary>Addresses within Kubernetes.</summary>
    public static KubeKind Service { get; } = new("", "v1", "services", "Service");

    /// <summary>Claims of volumes.</summary>
    public static KubeKind VolumeClaim { get; } = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");

    /// <summary>Pods.</summary>
    public static KubeKind Pod { get; } = new("", "v1", "pods", "Pod");

    /// <summary>Quotas of namespaces.</summary>
    public static KubeKind ResourceQuota { get; } = new("", "v1", "resourcequotas", "ResourceQuota");

    /// <summary>What pods of a namespace get that don't say what they need.</summary>
    public static KubeKind LimitRange { get; } = new("", "v1", "limitranges", "LimitRange");

    /// <summary>Deployments.</summary>
    public static KubeKind Deployment { get; } = new("apps", "v1", "deployments", "Deployment");

    /// <summary>Network policies.</summary>
    public static KubeKind NetworkPolicy { get; } = new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy");

    /// <summary>Kafka clusters.</summary>
    public static KubeKind Kafka { get; } = new(Strimzi, "v1", "kafkas", "Kafka");

    /// <summary>Nodes of Kafka clusters.</summary>
    public static KubeKind KafkaNodePool { get; } = new(Strimzi, "v1", "kafkanodepools", "KafkaNodePool");

    /// <summary>Users of Kafka clusters.</summary>
    public static KubeKind KafkaUser { get; } = new(Strimzi, "v1", "kafkausers", "KafkaUser");

    /// <summary>Topics.</summary>
    public static KubeKind KafkaTopic { get; } = new(Strimzi, "v1", "kafkatopics", "KafkaTopic");

    /// <summary>Connect clusters.</summary>
    public static KubeKind KafkaConnect { get; } = new(Strimzi, "v1", "kafkaconnects", "KafkaConnect");

    /// <summary>Connectors.</summary>
    public static KubeKind KafkaConnector { get; } = new(Strimzi, "v1", "kafkaconnectors", "KafkaConnector");

    /// <summary>Sets of pods that Strimzi makes.</summary>
    public static KubeKind StrimziPodSet { get; } = new("core.strimzi.io", "v1", "strimzipodsets", "StrimziPodSet");

    /// <summary>As objects say it: <c>v1</c>, <c>kafka.strimzi.io/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
