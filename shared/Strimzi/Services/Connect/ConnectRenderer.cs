using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>What the connectors of one cluster share: pure, from the cluster and how many tasks they have.</summary>
internal static class ConnectRenderer
{
    private const string Provider = "secrets";
    private const string Volume = "connectors";

    // The customer's other systems are in the internet; nothing that is private to the region is any of theirs.
    private static readonly string[] Private =
    [
        "10.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
    ];

    /// <summary>In the order of their making; all but the secrets.</summary>
    /// <param name="place">The cluster.</param>
    /// <param name="tasks">Of its connectors.</param>
    /// <param name="image">With the plugins; empty: Strimzi's own.</param>
    public static IReadOnlyList<KubeObject> Render(ClusterPlace place, long tasks, string image) =>
        [User(place), Network(place), Connect(place, ConnectSizing.Of(tasks), image)];

    /// <summary>Where the secrets go, without them: each connector puts in its own.</summary>
    public static KubeObject Secrets(ClusterPlace place)
    {
        var secrets = New(place, KubeKind.Secret, ConnectNames.Secrets(place.ClusterId));
        secrets.Json["type"] = "Opaque";
        return Seal.Close(secrets);
    }

    private static KubeObject New(ClusterPlace place, KubeKind kind, string name) =>
        KubeObject.New(
            kind,
            place.Namespace,
            name,
            [
                .. Seal.Labels(place.Organization, place.Environment),
                new(KubeNames.Cluster, place.ClusterId),
                // Not the cluster's own, so that going over clusters leaves it alone.
                new(KubeNames.Service, ConnectNames.Of(place.ClusterId)),
                new(KubeNames.Role, ConnectNames.Role),
            ]
        );

    // The worker keeps its own books. What connectors read and write, they do as whom their configurations say.
    private static KubeObject User(ClusterPlace place)
    {
        var name = ConnectNames.Of(place.ClusterId);
        var user = New(place, KubeKind.KafkaUser, name);
        ((JsonObject)user.Json["metadata"]!["labels"]!)[KubeNames.StrimziCluster] = place.ClusterId;
        user.Json["spec"] = new JsonObject
        {
            ["authentication"] = new JsonObject { ["type"] = "scram-sha-512" },
            ["authorization"] = new JsonObject
            {
                ["type"] = "simple",
                ["acls"] = new JsonArray(
                    Rule("topic", $"{name}-", "prefix", "Read", "Write", "Create", "Describe", "DescribeConfigs"),
                    Rule("group", name, "literal", "Read", "Describe")
                ),
            },
        };
        return Seal.Close(user);
    }

    private static JsonObject Rule(string type, string name, string pattern, params string[] operations) =>
        new()
        {
            ["resource"] = new JsonObject
            {
                ["type"] = type,
                ["name"] = name,
                ["patternType"] = pattern,
            },
            ["operations"] = new JsonArray([.. operations.Select(o => (JsonNode?)o)]),
            ["host"] = "*",
            ["type"] = "allow",
        };

    private static KubeObject Network(ClusterPlace place)
    {
        var policy = New(place, KubeKind.NetworkPolicy, ConnectNames.Of(place.ClusterId));
        policy.Json["spec"] = new JsonObject
        {
            ["podSelector"] = Pods(ConnectNames.Of(place.ClusterId)),
            ["policyTypes"] = new JsonArray("Ingress", "Egress"),
            ["ingress"] = new JsonArray(new JsonObject { ["from"] = Peers(ConnectNames.Of(place.ClusterId)) }),
            ["egress"] = new JsonArray(
                new JsonObject { ["to"] = Peers(ConnectNames.Of(place.ClusterId), place.ClusterId) },
                new JsonObject { ["to"] = new JsonArray(Internet()) }
            ),
        };
        return Seal.Close(policy);
    }

    private static JsonObject Internet() =>
        new()
        {
            ["ipBlock"] = new JsonObject
            {
                ["cidr"] = "0.0.0.0/0",
                ["except"] = new JsonArray([.. Private.Select(p => (JsonNode?)p)]),
            },
        };

    private static JsonArray Peers(params string[] clusters) =>
        new([.. clusters.Select(c => new JsonObject { ["podSelector"] = Pods(c) })]);

    private static JsonObject Pods(string cluster) =>
        new() { ["matchLabels"] = new JsonObject { [KubeNames.StrimziCluster] = cluster } };

    private static KubeObject Connect(ClusterPlace place, ConnectSize size, string image)
    {
        var name = ConnectNames.Of(place.ClusterId);
        var connect = New(place, KubeKind.KafkaConnect, name);
        Seal.Annotate(connect, "strimzi.io/use-connector-resources", "true");
        connect.Json["spec"] = new JsonObject
        {
            ["replicas"] = size.Replicas,
            ["bootstrapServers"] = $"{place.ClusterId}-kafka-bootstrap:{KafkaRenderer.InternalPort}",
            ["groupId"] = name,
            ["configStorageTopic"] = $"{name}-configs",
            ["offsetStorageTopic"] = $"{name}-offsets",
            ["statusStorageTopic"] = $"{name}-status",
            ["tls"] = new JsonObject
            {
                ["trustedCertificates"] = new JsonArray(
                    new JsonObject { ["secretName"] = $"{place.ClusterId}-cluster-ca-cert", ["pattern"] = "*.crt" }
                ),
            },
            ["authentication"] = new JsonObject
            {
                ["type"] = "scram-sha-512",
                ["username"] = name,
                ["passwordSecret"] = new JsonObject { ["secretName"] = name, ["password"] = "password" },
            },
            ["config"] = Configuration(),
            ["resources"] = KafkaRenderer.Resources(size.CpuMilli, size.MemoryMi),
            ["template"] = Template(place),
        };
        if (image.Length > 0)
            connect.Json["spec"]!["image"] = image;
        return Seal.Close(connect);
    }

    // A replication factor of -1 is that of the cluster.
    private static JsonObject Configuration() =>
        new()
        {
            ["config.providers"] = Provider,
            [$"config.providers.{Provider}.class"] = "org.apache.kafka.common.config.provider.FileConfigProvider",
            [$"config.providers.{Provider}.param.allowed.paths"] = ConnectorFile.Folder,
            ["connector.client.config.override.policy"] = "All",
            ["config.storage.replication.factor"] = -1,
            ["offset.storage.replication.factor"] = -1,
            ["status.storage.replication.factor"] = -1,
        };

    // The secrets as files: then the workers' account needs no rights, and a configuration reaches no other Secret.
    private static JsonObject Template(ClusterPlace place) =>
        new()
        {
            ["pod"] = new JsonObject
            {
                ["securityContext"] = new JsonObject
                {
                    ["runAsNonRoot"] = true,
                    ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
                },
                ["volumes"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = Volume,
                        ["secret"] = new JsonObject { ["secretName"] = ConnectNames.Secrets(place.ClusterId) },
                    }
                ),
            },
            ["connectContainer"] = new JsonObject
            {
                ["securityContext"] = new JsonObject
                {
                    ["allowPrivilegeEscalation"] = false,
                    ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
                },
                ["volumeMounts"] = new JsonArray(
                    new JsonObject { ["name"] = Volume, ["mountPath"] = ConnectorFile.Folder }
                ),
            },
        };
}
