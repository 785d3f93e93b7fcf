using System.Text.Json.Nodes;
using Mothership.Domain.Clusters;
using Mothership.Regions;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Operator;

/// <summary>The life of clusters against a real API server, under the rights of the worker.</summary>
public sealed class ServerLifeTests(OwnKube kube) : IClassFixture<OwnKube>
{
    [KubeTheory]
    [InlineData(ClusterKind.Basic, 3, false)]
    [InlineData(ClusterKind.Standard, 10, true)]
    [InlineData(ClusterKind.Enterprise, 32, true)]
    [InlineData(ClusterKind.Freight, 2, true)]
    [InlineData(ClusterKind.Dedicated, 152, true)]
    public async Task Apply_EachKind_IsAcceptedByTheSchemas_AndAPassFindsNothingToWrite(
        ClusterKind kind,
        int size,
        bool multiZone
    )
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var id = kube.Server.NewName("lkc");
        var environment = kube.Server.NewName("env");
        var ready = await region.ReadyAsync(Wishes.Cluster(id, 1, kind, size, multiZone, environment: environment));
        ready.Endpoints.Bootstrap.ShouldStartWith("SASL_SSL://");
        await region.SettleAsync();
        region.Faults.Forget();
        await region.Operator.ReconcileAsync(default);
        await region.Operator.ApplyAsync(
            Wishes.Cluster(id, 1, kind, size, multiZone, environment: environment),
            default
        );
        region.Faults.Writes.ShouldBeEmpty();
    }

    [KubeTheory]
    [InlineData("nodeport", "")]
    [InlineData("cluster-ip", "")]
    [InlineData("route", "")]
    [InlineData("ingress", "kafka.example.com")]
    [InlineData("none", "")]
    public async Task Apply_EachListener_IsAcceptedByTheSchema(string listener, string domain)
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var worker = region.NewWorker(
            new()
            {
                Listener = listener,
                Domain = domain,
                StorageClass = "fast",
            }
        );
        var id = kube.Server.NewName("lkc");
        await worker.ApplyAsync(Wishes.Cluster(id, environment: kube.Server.NewName("env")), default);
        await KubeRegion.UntilAsync(
            () => $"{id} is not ready",
            async () => (await worker.ReconcileAsync(id, default))!.State == OperatedState.Ready
        );
        await region.DeleteAsync(id, 2);
    }

    [KubeFact]
    public async Task Life_FromCreationToDeletion_LeavesNothing()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (id, environment) = (kube.Server.NewName("lkc"), kube.Server.NewName("env"));
        DesiredCluster Wish(long generation, int size, bool suspended = false) =>
            Wishes.Cluster(id, generation, ClusterKind.Standard, size, suspended: suspended, environment: environment);

        var ready = await region.ReadyAsync(Wish(1, 2));
        await region.ReadyAsync(Wish(2, 6));
        await region.ReadyAsync(Wish(3, 1));
        var pool = await region.Admin.FindAsync(KubeKind.KafkaNodePool, environment, $"{id}-nodes", default);
        pool!.Items("spec", "storage", "volumes").Single()["size"]!.ToString().ShouldBe("400Gi");

        await PodSetAsync(region, environment, id);
        var stopped = await region.ReadyAsync(Wish(4, 1, suspended: true));
        stopped.Suspended.ShouldBeTrue();
        stopped.Endpoints.Bootstrap.ShouldBe(ready.Endpoints.Bootstrap);
        (await region.LeftOfAsync(id)).ShouldNotContain(o => o.Kind == KubeKind.StrimziPodSet);
        (await region.LeftOfAsync(id)).ShouldContain(o => o.Kind == KubeKind.VolumeClaim);
        await region.ReadyAsync(Wish(5, 1));

        await region.DeleteAsync(id, 6);
        (await region.LeftOfAsync(id)).ShouldBeEmpty();
        (await region.Admin.FindAsync(KubeKind.Namespace, null, environment, default)).ShouldBeNull();
    }

    [KubeFact]
    public async Task Upgrade_TakesTheVersionFirst_ThenTheMetadata()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (id, environment) = (kube.Server.NewName("lkc"), kube.Server.NewName("env"));
        var old = region.NewWorker(new() { KafkaVersion = "4.2.0", MetadataVersion = "4.2-IV1" });
        await old.ApplyAsync(Wishes.Cluster(id, environment: environment), default);
        await KubeRegion.UntilAsync(
            () => $"{id} is not ready",
            async () => (await old.ReconcileAsync(id, default))!.State == OperatedState.Ready
        );
        region.Faults.Forget();
        await KubeRegion.UntilAsync(
            () => $"{id} is not upgraded",
            async () =>
                (await region.Operator.ReconcileAsync(id, default))!.State == OperatedState.Ready
                && (await region.Admin.FindAsync(KubeKind.Kafka, environment, id, default))!.Text(
                    "status",
                    "kafkaMetadataVersion"
                ) == "4.3-IV0"
        );
        region.Faults.Writes.Count(w => w.Path.Contains("/kafkas/")).ShouldBe(2, "one write for each step");
    }

    [KubeFact]
    public async Task Delete_WithTopicsAndUsers_IsNotHeldByThem()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (id, environment) = (kube.Server.NewName("lkc"), kube.Server.NewName("env"));
        await region.ReadyAsync(Wishes.Cluster(id, environment: environment));
        var topic = KubeObject.New(
            KubeKind.KafkaTopic,
            environment,
            $"{id}-orders",
            [new(KubeNames.StrimziCluster, id)]
        );
        topic.Json["spec"] = new JsonObject { ["partitions"] = 1, ["replicas"] = 1 };
        await region.Admin.ApplyAsync(topic, default);
        await KubeRegion.UntilAsync(
            () => "Strimzi does not hold the topic",
            async () =>
                (await region.Admin.FindAsync(KubeKind.KafkaTopic, environment, topic.Name, default))!.At(
                    "metadata",
                    "finalizers"
                )
                    is JsonArray { Count: > 0 }
        );
        await region.DeleteAsync(id, 2);
        (await region.LeftOfAsync(id)).ShouldBeEmpty();
    }

    [KubeFact]
    public async Task Delete_WithStrimziAboutToMakeVolumes_TakesThemWhenItHas()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (id, environment) = (kube.Server.NewName("lkc"), kube.Server.NewName("env"));
        await region.ReadyAsync(Wishes.Cluster(kube.Server.NewName("lkc"), environment: environment));
        await region.ReadyAsync(Wishes.Cluster(id, environment: environment));
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        region.Strimzi.BeforeClaims = _ =>
        {
            begun.TrySetResult();
            return goOn.Task;
        };
        await region.Operator.ApplyAsync(Wishes.Cluster(id, 2, size: 9, environment: environment), default);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await region.DeleteAsync(id, 3);
        (await region.LeftOfAsync(id)).ShouldBeEmpty();
        goOn.SetResult();
        await region.Strimzi.PassAsync();
        (await region.LeftOfAsync(id)).ShouldContain(o => o.Kind == KubeKind.VolumeClaim, "Strimzi was at work on it");
        await region.SettleAsync();
        (await region.LeftOfAsync(id)).ShouldBeEmpty();
    }

    [KubeFact]
    public async Task Rights_OfTheWorker_AreNoMoreThanItNeeds()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var worker = new KubeObjects(new Fixed(kube.Server.Client(KubeServer.Worker)), TimeProvider.System);
        var pod = KubeObject.New(KubeKind.Pod, "default", "intruder", []);
        (await Should.ThrowAsync<KubeException>(() => worker.CreateAsync(pod, default))).Fault.ShouldBe(
            KubeFault.Forbidden
        );
        foreach (
            var kind in (KubeKind[])
                [KubeKind.Node, new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false)]
        )
            (await Should.ThrowAsync<KubeException>(() => worker.ListAsync(kind, null, null, default))).Fault.ShouldBe(
                KubeFault.Forbidden
            );
        (
            await Should.ThrowAsync<KubeException>(() => worker.DeleteAsync(KubeKind.Pod, "default", "any", default))
        ).Fault.ShouldBe(KubeFault.Forbidden);
    }

    private static async Task PodSetAsync(KubeRegion region, string environment, string id)
    {
        var set = KubeObject.New(
            KubeKind.StrimziPodSet,
            environment,
            $"{id}-nodes",
            [new(KubeNames.StrimziCluster, id)]
        );
        set.Json["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [KubeNames.StrimziCluster] = id } },
            ["pods"] = new JsonArray(),
        };
        await region.Admin.ApplyAsync(set, default);
    }

    private sealed class Fixed(k8s.IKubernetes client) : Mothership.Strimzi.Access.IKubeConnection
    {
        public ValueTask<k8s.IKubernetes> OpenAsync(CancellationToken cancellation) => new(client);

        public void Renew(k8s.IKubernetes refused) { }
    }
}
