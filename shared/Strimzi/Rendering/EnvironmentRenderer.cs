using System.Text.Json.Nodes;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Rendering;

/// <summary>What keeps a customer's environment apart from all others: pure, from what is wanted in it.</summary>
public static class EnvironmentRenderer
{
    private const string Name = "mothership";

    // What comes with each cluster beside its nodes, and what an environment's services may take.
    private const int ExtraCpuMilli = 2000;
    private const int ExtraMemoryMi = 4096;
    private const int ExtraPods = 4;
    private const int ServicesCpuMilli = 16_000;
    private const int ServicesMemoryMi = 65_536;
    private const int ServicesPods = 40;
    private const int ServicesStorageGi = 100;

    /// <summary>Namespace, quota, defaults of pods and network policies, in the order of their making.</summary>
    public static IReadOnlyList<KubeObject> Render(
        string organization,
        string environment,
        IReadOnlyCollection<ClusterIntent> clusters,
        StrimziSettings settings
    )
    {
        var labels = Seal.Labels(organization, environment);
        var @namespace = KubeNames.Namespace(environment);
        return
        [
            Seal.Close(Namespace(@namespace, labels)),
            Seal.Close(Quota(@namespace, labels, clusters)),
            Seal.Close(Defaults(@namespace, labels)),
            Seal.Close(Policy(@namespace, labels, "default-deny", [], null, null)),
            Seal.Close(Policy(@namespace, labels, "allow-dns", [], null, [Dns()])),
            Seal.Close(Policy(@namespace, labels, "allow-operators", [], [FromOperators(settings)], [ToApiServer()])),
        ];
    }

    /// <summary>
    /// What the pods of one cluster may do beyond that: speak to each other, and be reached by clients.
    /// </summary>
    public static KubeObject Listeners(ClusterIntent intent)
    {
        var own = new JsonObject
        {
            ["podSelector"] = new JsonObject
            {
                ["matchLabels"] = new JsonObject { [KubeNames.StrimziCluster] = intent.ClusterId },
            },
        };
        var selects = new JsonObject { [KubeNames.StrimziCluster] = intent.ClusterId };
        JsonObject within = new() { ["from"] = new JsonArray(own.DeepClone()) };
        JsonObject clients = new()
        {
            ["ports"] = new JsonArray(Port(KafkaRenderer.InternalPort), Port(KafkaRenderer.ExternalPort)),
        };
        JsonObject toOwn = new() { ["to"] = new JsonArray(own.DeepClone()) };
        var name = $"{intent.ClusterId}-listeners";
        return Seal.Close(Policy(intent.Namespace, Seal.Labels(intent), name, selects, [within, clients], [toOwn]));
    }

    private static KubeObject Namespace(string name, IEnumerable<KeyValuePair<string, string>> labels) =>
        KubeObject.New(
            KubeKind.Namespace,
            null,
            name,
            [
                .. labels,
                new("pod-security.kubernetes.io/enforce", "restricted"),
                new("pod-security.kubernetes.io/audit", "restricted"),
                new("pod-security.kubernetes.io/warn", "restricted"),
            ]
        );

    private static KubeObject Quota(
        string @namespace,
        IEnumerable<KeyValuePair<string, string>> labels,
        IReadOnlyCollection<ClusterIntent> clusters
    )
    {
        var sizes = clusters.Select(c => (Intent: c, Size: Sizing.Of(c.Config, c.MultiZone))).ToList();
        var nodes = sizes.SelectMany(s => new[] { s.Size.Brokers, s.Size.Controllers }).OfType<NodeSize>().ToList();
        var extras = clusters.Count;
        var storage =
            sizes.Sum(s => (long)s.Size.Brokers.Replicas * Math.Max(s.Intent.StorageGi, s.Size.Brokers.StorageGi))
            + sizes.Sum(s => (long)(s.Size.Controllers?.Replicas ?? 0) * (s.Size.Controllers?.StorageGi ?? 0));
        var quota = KubeObject.New(KubeKind.ResourceQuota, @namespace, Name, labels);
        quota.Json["spec"] = new JsonObject
        {
            ["hard"] = new JsonObject
            {
                ["requests.cpu"] = Quantities.Cpu(
                    nodes.Sum(n => (long)n.Replicas * n.CpuMilli) + extras * ExtraCpuMilli + ServicesCpuMilli
                ),
                ["requests.memory"] = Quantities.Memory(
                    nodes.Sum(n => (long)n.Replicas * n.MemoryMi) + extras * ExtraMemoryMi + ServicesMemoryMi
                ),
                ["requests.storage"] = Quantities.Storage(storage + ServicesStorageGi),
                ["pods"] = $"{nodes.Sum(n => n.Replicas) + extras * ExtraPods + ServicesPods}",
            },
        };
        return quota;
    }

    private static KubeObject Defaults(string @namespace, IEnumerable<KeyValuePair<string, string>> labels)
    {
        var defaults = KubeObject.New(KubeKind.LimitRange, @namespace, Name, labels);
        defaults.Json["spec"] = new JsonObject
        {
            ["limits"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Container",
                    // No limit of processors: it would hold for brokers too, which ask for more than any default.
                    ["default"] = new JsonObject { ["memory"] = "512Mi" },
                    ["defaultRequest"] = new JsonObject { ["cpu"] = "100m", ["memory"] = "256Mi" },
                }
            ),
        };
        return defaults;
    }

    private static KubeObject Policy(
        string @namespace,
        IEnumerable<KeyValuePair<string, string>> labels,
        string name,
        JsonObject selects,
        JsonArray? ingress,
        JsonArray? egress
    )
    {
        var policy = KubeObject.New(KubeKind.NetworkPolicy, @namespace, name, labels);
        var denies = ingress is null && egress is null;
        var types = new JsonArray();
        var spec = new JsonObject
        {
            ["podSelector"] = selects.Count == 0 ? new JsonObject() : new JsonObject { ["matchLabels"] = selects },
            ["policyTypes"] = types,
        };
        if (denies || ingress is not null)
            types.Add("Ingress");
        if (denies || egress is not null)
            types.Add("Egress");
        if (ingress is not null)
            spec["ingress"] = ingress;
        if (egress is not null)
            spec["egress"] = egress;
        policy.Json["spec"] = spec;
        return policy;
    }

    private static JsonObject FromOperators(StrimziSettings settings) =>
        new()
        {
            ["from"] = new JsonArray(InNamespace(settings.OperatorNamespace), InNamespace(settings.SystemNamespace)),
        };

    private static JsonObject InNamespace(string name) =>
        new()
        {
            ["namespaceSelector"] = new JsonObject
            {
                ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name },
            },
        };

    // The API server is no pod, so its address can't be named by a label.
    private static JsonObject ToApiServer() => new() { ["ports"] = new JsonArray(Port(443), Port(6443)) };

    private static JsonObject Dns() =>
        new()
        {
            ["ports"] = new JsonArray(Port(53, "UDP"), Port(53)),
            ["to"] = new JsonArray(InNamespace("kube-system")),
        };

    private static JsonObject Port(int number, string protocol = "TCP") =>
        new() { ["port"] = number, ["protocol"] = protocol };
}
