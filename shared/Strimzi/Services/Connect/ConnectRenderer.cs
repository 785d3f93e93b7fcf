using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>What the connectors of one cluster share: pure, from the cluster and how many tasks they have.</summary>
internal static class ConnectRenderer
{
    private const string Provider = "secrets";

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
    public static IReadOnlyList<KubeObject> Render(ClusterPlace place, long tasks) =>
        [User(place), Reading(place), Binding(place), Network(place), Connect(place, ConnectSizing.Of(tasks))];

    /// <summary>Where the secrets go, without them: each connector puts in its own.</summary>
    public static KubeObject Secrets(ClusterPlace place)
    {
        var secrets = New(place, KubeKind.Secret, ConnectNames.Secrets(place.ClusterId));
        secrets.Json["type"] = "Opaque";
        return Seal.Close(secrets);
    }

    /// <summary>How a configuration refers to one of them.</summary>
    public static string Reference(ClusterPlace place, string key) =>
        $"${{{Provider}:{place.Namespace}/{ConnectNames.Secrets(place.ClusterId)}:{key}}}";

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

    private static KubeObject User(ClusterPlace place)
    {
        var user = New(place, KubeKind.KafkaUser, ConnectNames.Of(place.ClusterId));
        ((JsonObject)user.Json["metadata"]!["labels"]!)[KubeNames.StrimziCluster] = place.ClusterId;
        user.Json["spec"] = new JsonObject
        {
            ["authentication"] = new JsonObject { ["type"] = "scram-sha-512" },
            ["authorization"] = new JsonObject
            {
                ["type"] = "simple",
                ["acls"] = new JsonArray(
                    Rule("topic", "Read", "Write", "Create", "Describe", "DescribeConfigs"),
                    Rule("group", "Read", "Describe", "Delete"),
                    Rule("transactionalId", "Write", "Describe"),
                    Rule("cluster", "Describe", "IdempotentWrite")
                ),
            },
        };
        return Seal.Close(user);
    }

    private static JsonObject Rule(string type, params string[] operations)
    {
        var resource = new JsonObject { ["type"] = type };
        if (type != "cluster")
            (resource["name"], resource["patternType"]) = ("*", "literal");
        return new()
        {
            ["resource"] = resource,
            ["operations"] = new JsonArray([.. operations.Select(o => (JsonNode?)o)]),
            ["host"] = "*",
            ["type"] = "allow",
        };
    }

    // Connect's account reads this one Secret, and so a configuration can name no other.
    private static KubeObject Reading(ClusterPlace place)
    {
        var role = New(place, KubeKind.Role, ConnectNames.Of(place.ClusterId));
        role.Json["rules"] = new JsonArray(
            new JsonObject
            {
                ["apiGroups"] = new JsonArray(""),
                ["resources"] = new JsonArray("secrets"),
                ["resourceNames"] = new JsonArray(ConnectNames.Secrets(place.ClusterId)),
                ["verbs"] = new JsonArray("get"),
            }
        );
        return Seal.Close(role);
    }

    private static KubeObject Binding(ClusterPlace place)
    {
        var name = ConnectNames.Of(place.ClusterId);
        var binding = New(place, KubeKind.RoleBinding, name);
        binding.Json["roleRef"] = new JsonObject
        {
            ["apiGroup"] = "rbac.authorization.k8s.io",
            ["kind"] = "Role",
            ["name"] = name,
        };
        binding.Json["subjects"] = new JsonArray(
            new JsonObject
            {
                ["kind"] = "ServiceAccount",
                // As Strimzi calls the account of a Connect cluster.
                ["name"] = $"{name}-connect",
                ["namespace"] = place.Namespace,
            }
        );
        return Seal.Close(binding);
    }

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

    private static KubeObject Connect(ClusterPlace place, ConnectSize size)
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
            ["template"] = Restricted(),
        };
        return Seal.Close(connect);
    }

    // A replication factor of -1 is that of the cluster.
    private static JsonObject Configuration() =>
        new()
        {
            ["config.providers"] = Provider,
            [$"config.providers.{Provider}.class"] = "io.strimzi.kafka.KubernetesSecretConfigProvider",
            ["config.storage.replication.factor"] = -1,
            ["offset.storage.replication.factor"] = -1,
            ["status.storage.replication.factor"] = -1,
        };

    private static JsonObject Restricted() =>
        new()
        {
            ["pod"] = new JsonObject
            {
                ["securityContext"] = new JsonObject
                {
                    ["runAsNonRoot"] = true,
                    ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
                },
            },
            ["connectContainer"] = new JsonObject
            {
                ["securityContext"] = new JsonObject
                {
                    ["allowPrivilegeEscalation"] = false,
                    ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
                },
            },
        };
}
