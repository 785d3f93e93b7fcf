using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>From what is wanted of a service to all its objects, which have its id as their name. Pure.</summary>
internal static class WorkloadRenderer
{
    private const string Container = "service";
    private const string Data = "data";
    private const string Temporary = "tmp";
    private const string Authority = "ca";
    private const string Http = "http";

    /// <summary>Everything, in the order of its making.</summary>
    /// <param name="desired">What is wanted.</param>
    /// <param name="acls">Of the service's cluster.</param>
    /// <param name="settings">What all of the region have in common.</param>
    /// <param name="path">The path of the address under which customers reach the region's app.</param>
    public static IReadOnlyList<KubeObject> Render(
        DesiredService desired,
        IReadOnlyList<Acl> acls,
        StrimziSettings settings,
        string path = ""
    )
    {
        var size = WorkloadSizing.Of(desired.Kind, desired.Spec.Units);
        var recipe = WorkloadRecipe.Of(desired, size, settings, path);
        var objects = new List<KubeObject> { Policy(desired, recipe, settings) };
        if (recipe.KeepsData)
            objects.Add(Claim(desired, size, settings));
        if (desired.Cluster is not null)
            objects.Add(User(desired, acls));
        objects.Add(Service(desired, recipe));
        objects.Add(Deployment(desired, size, recipe));
        return objects;
    }

    private static KubeObject Deployment(DesiredService desired, WorkloadSize size, WorkloadRecipe recipe)
    {
        var deployment = New(desired, KubeKind.Deployment);
        deployment.Json["spec"] = new JsonObject
        {
            ["replicas"] = desired.RunState == ServiceRunState.Suspended ? 0 : size.Replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = Selected(desired) },
            // Two pods can't have one volume.
            ["strategy"] = new JsonObject { ["type"] = recipe.KeepsData ? "Recreate" : "RollingUpdate" },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = deployment.At("metadata", "labels")!.DeepClone() },
                ["spec"] = Pod(desired, size, recipe),
            },
        };
        return Seal.Close(deployment, desired.Generation);
    }

    private static JsonObject Pod(DesiredService desired, WorkloadSize size, WorkloadRecipe recipe)
    {
        var volumes = new JsonArray(DataVolume(desired, size, recipe));
        var mounts = new JsonArray(Mount(Data, recipe.DataPath));
        if (recipe.DataPath != "/tmp")
        {
            volumes.Add(new JsonObject { ["name"] = Temporary, ["emptyDir"] = new JsonObject() });
            mounts.Insert(0, Mount(Temporary, "/tmp"));
        }
        if (desired.Cluster is { } cluster)
        {
            var secret = new JsonObject { ["secretName"] = WorkloadRecipe.AuthorityOf(cluster) };
            volumes.Add(new JsonObject { ["name"] = Authority, ["secret"] = secret });
            mounts.Add(Mount(Authority, WorkloadRecipe.AuthorityPath, isReadOnly: true));
        }
        return new()
        {
            ["automountServiceAccountToken"] = false,
            ["enableServiceLinks"] = false,
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = recipe.User,
                ["runAsGroup"] = recipe.User,
                ["fsGroup"] = recipe.User,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["containers"] = new JsonArray(Contained(size, recipe, mounts)),
            ["volumes"] = volumes,
        };
    }

    private static JsonObject Contained(WorkloadSize size, WorkloadRecipe recipe, JsonArray mounts) =>
        new()
        {
            ["name"] = Container,
            ["image"] = recipe.Image,
            ["env"] = recipe.Environment.DeepClone(),
            ["ports"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = Http,
                    ["containerPort"] = recipe.Port,
                    ["protocol"] = "TCP",
                }
            ),
            ["resources"] = Resources(size),
            ["startupProbe"] = Probe(recipe, periodSeconds: 5, failureThreshold: 60),
            ["readinessProbe"] = Probe(recipe, periodSeconds: 10, failureThreshold: 3),
            ["livenessProbe"] = Probe(recipe, periodSeconds: 30, failureThreshold: 5),
            ["securityContext"] = new JsonObject
            {
                ["allowPrivilegeEscalation"] = false,
                ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
            },
            ["volumeMounts"] = mounts,
        };

    private static JsonObject Resources(WorkloadSize size) =>
        new()
        {
            ["requests"] = new JsonObject
            {
                ["cpu"] = Quantities.Cpu(size.CpuMilli),
                ["memory"] = Quantities.Memory(size.MemoryMi),
            },
            ["limits"] = new JsonObject
            {
                ["cpu"] = Quantities.Cpu(2L * size.CpuMilli),
                ["memory"] = Quantities.Memory(size.MemoryMi),
            },
        };

    private static JsonObject Probe(WorkloadRecipe recipe, int periodSeconds, int failureThreshold) =>
        new()
        {
            ["httpGet"] = new JsonObject { ["path"] = recipe.Health, ["port"] = Http },
            ["periodSeconds"] = periodSeconds,
            ["timeoutSeconds"] = 5,
            ["failureThreshold"] = failureThreshold,
        };

    private static JsonObject DataVolume(DesiredService desired, WorkloadSize size, WorkloadRecipe recipe) =>
        recipe.KeepsData
            ? new()
            {
                ["name"] = Data,
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = desired.Id },
            }
            : new()
            {
                ["name"] = Data,
                ["emptyDir"] = new JsonObject { ["sizeLimit"] = Quantities.Storage(size.StorageGi) },
            };

    private static JsonObject Mount(string name, string path, bool isReadOnly = false)
    {
        var mount = new JsonObject { ["name"] = name, ["mountPath"] = path };
        if (isReadOnly)
            mount["readOnly"] = true;
        return mount;
    }

    private static KubeObject Service(DesiredService desired, WorkloadRecipe recipe)
    {
        var service = New(desired, KubeKind.Service);
        service.Json["spec"] = new JsonObject
        {
            ["type"] = "ClusterIP",
            ["selector"] = Selected(desired),
            ["ports"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = Http,
                    ["port"] = recipe.Port,
                    ["protocol"] = "TCP",
                    ["targetPort"] = Http,
                }
            ),
        };
        return Seal.Close(service);
    }

    private static KubeObject Claim(DesiredService desired, WorkloadSize size, StrimziSettings settings)
    {
        var claim = New(desired, KubeKind.VolumeClaim);
        var spec = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject
            {
                ["requests"] = new JsonObject { ["storage"] = Quantities.Storage(size.StorageGi) },
            },
        };
        if (settings.StorageClass.Length > 0)
            spec["storageClassName"] = settings.StorageClass;
        claim.Json["spec"] = spec;
        return Seal.Close(claim);
    }

    // A console shows everything; ksqlDB is to its cluster who its customer has said.
    private static KubeObject User(DesiredService desired, IReadOnlyList<Acl> acls)
    {
        var identity = desired.Spec.Settings.GetValueOrDefault(ServiceNames.Identity);
        var user = KubeObject.New(
            KubeKind.KafkaUser,
            KubeNames.Namespace(desired.Environment),
            desired.Id,
            [
                .. Labels(desired),
                new(KubeNames.StrimziCluster, desired.Cluster!),
                .. identity is null ? (KeyValuePair<string, string>[])[] : [new(CredentialLabels.Owner, identity)],
            ]
        );
        var spec = new JsonObject { ["authentication"] = new JsonObject { ["type"] = "scram-sha-512" } };
        user.Json["spec"] = spec;
        Seal.Close(user);
        // Not under the seal: a change of ACLs writes it, too.
        spec["authorization"] = UserAcls.Authorization(acls, identity ?? "u-");
        return user;
    }

    private static KubeObject Policy(DesiredService desired, WorkloadRecipe recipe, StrimziSettings settings)
    {
        var policy = New(desired, KubeKind.NetworkPolicy);
        var spec = new JsonObject
        {
            ["podSelector"] = new JsonObject { ["matchLabels"] = Selected(desired) },
            ["policyTypes"] = new JsonArray("Ingress", "Egress"),
            ["ingress"] = new JsonArray(
                new JsonObject
                {
                    ["from"] = new JsonArray([Pods(Selected(desired)), .. Callers(settings)]),
                    ["ports"] = Ports(recipe.Port),
                }
            ),
        };
        if (desired.Cluster is { } cluster)
            spec["egress"] = new JsonArray(
                new JsonObject
                {
                    ["to"] = new JsonArray(Pods(new() { [KubeNames.StrimziCluster] = cluster })),
                    ["ports"] = Ports(KafkaRenderer.InternalPort),
                },
                new JsonObject { ["to"] = new JsonArray(Pods(Selected(desired))), ["ports"] = Ports(recipe.Port) }
            );
        policy.Json["spec"] = spec;
        return Seal.Close(policy);
    }

    // The region's app, or what stands for it: where it runs in Kubernetes, where it comes from otherwise.
    private static IEnumerable<JsonNode> Callers(StrimziSettings settings)
    {
        var region = new JsonObject { ["kubernetes.io/metadata.name"] = settings.SystemNamespace };
        yield return new JsonObject { ["namespaceSelector"] = new JsonObject { ["matchLabels"] = region } };
        foreach (var addresses in settings.AccessFrom)
            yield return new JsonObject { ["ipBlock"] = new JsonObject { ["cidr"] = addresses } };
    }

    private static JsonObject Pods(JsonObject labels) =>
        new() { ["podSelector"] = new JsonObject { ["matchLabels"] = labels } };

    private static JsonArray Ports(int number) => new(new JsonObject { ["port"] = number, ["protocol"] = "TCP" });

    private static JsonObject Selected(DesiredService desired) => new() { [KubeNames.Service] = desired.Id };

    private static KubeObject New(DesiredService desired, KubeKind kind) =>
        KubeObject.New(kind, KubeNames.Namespace(desired.Environment), desired.Id, Labels(desired));

    private static KeyValuePair<string, string>[] Labels(DesiredService desired) =>
        [
            .. Seal.Labels(desired.Organization, desired.Environment),
            .. desired.Cluster is { } cluster ? (KeyValuePair<string, string>[])[new(KubeNames.Cluster, cluster)] : [],
            new(KubeNames.Service, desired.Id),
            new(KubeNames.ServiceKind, $"{desired.Kind}"),
        ];
}
