using System.Security.Cryptography;
using System.Text;

namespace Mothership.Strimzi.Objects;

/// <summary>
/// How our objects are named and labelled. Ids of environments and clusters are names that Kubernetes takes.
/// </summary>
public static class KubeNames
{
    /// <summary>Who writes, as server-side apply calls it.</summary>
    public const string FieldManager = "mothership";

    /// <summary>Label that all our objects have, with the value <see cref="FieldManager"/>.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>Label: the owner.</summary>
    public const string Organization = "mothership.io/organization";

    /// <summary>Label: the environment.</summary>
    public const string Environment = "mothership.io/environment";

    /// <summary>Label: the customer's cluster that it is for.</summary>
    public const string Cluster = "mothership.io/cluster";

    /// <summary>Label: the service that it is for.</summary>
    public const string Service = "mothership.io/service";

    /// <summary>Label: what kind of service it is for.</summary>
    public const string ServiceKind = "mothership.io/service-kind";

    /// <summary>Annotation: the generation of the desired state.</summary>
    public const string Generation = "mothership.io/generation";

    /// <summary>Annotation: a hash of all that we want of the object.</summary>
    public const string Hash = "mothership.io/desired-hash";

    /// <summary>Annotation of a Kafka object: what the region was told, should it lose its own note of it.</summary>
    public const string Intent = "mothership.io/intent";

    /// <summary>Strimzi's label: the Kafka object that topics, users and node pools are for.</summary>
    public const string StrimziCluster = "strimzi.io/cluster";

    /// <summary>Label: what a config map of the region itself is.</summary>
    public const string Role = "mothership.io/role";

    /// <summary>Role: what a region was told of a cluster.</summary>
    public const string ClusterIntent = "cluster-intent";

    /// <summary>Role: what a region was told of a service.</summary>
    public const string ServiceIntent = "service-intent";

    /// <summary>Selects all our objects.</summary>
    public const string Ours = $"{ManagedBy}={FieldManager}";

    private const int HashLength = 20;

    /// <summary>The namespace of an environment.</summary>
    public static string Namespace(string environment) => environment;

    /// <summary>
    /// The user of a cluster that may do everything: the region itself. Its secret has the same name.
    /// </summary>
    public static string Admin(string clusterId) => $"{clusterId}-admin";

    /// <summary>Selects what Strimzi and we have made for a Kafka object.</summary>
    public static string OfKafka(string clusterId) => $"{StrimziCluster}={clusterId}";

    /// <summary>The name of a cluster's object for something that has a name of its own, such as a topic.</summary>
    public static string Of(string clusterId, string kind, string name) =>
        $"{clusterId}-{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength]}";
}
