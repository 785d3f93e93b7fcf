using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kube.Tests.Operator;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Workloads;

namespace Kube.Tests.Services;

/// <summary>Services on a real API server under the rights of the worker; the test plays the controller.</summary>
public sealed class ServerWorkloadTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task EachKind_IsAccepted_LivesAndLeavesNothing()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (cluster, environment) = (kube.Server.NewName("lkc"), kube.Server.NewName("env"));
        await region.ReadyAsync(Wishes.Cluster(cluster, environment: environment));
        var pools = new MemoryRegion.Pools([new("one", region.Worker)]);
        var workloads = Wanted.Workloads(region.Operator, pools, new() { AccessFrom = ["10.1.0.0/16"] });
        foreach (var kind in new[] { ServiceKind.SchemaRegistry, ServiceKind.Ksqldb, ServiceKind.ControlCenter })
        {
            var id = kube.Server.NewName(ServiceIds.PrefixOf(kind).TrimEnd('-'));
            var on = kind == ServiceKind.SchemaRegistry ? null : cluster;
            var desired = Wanted.Of(kind, id, environment, on);
            (await workloads.ApplyAsync(desired, default)).State.ShouldBe(OperatedState.Building);
            await PlayAsync(region, environment, id);
            (await workloads.FindAsync(id, default))!.State.ShouldBe(OperatedState.Ready);
            region.Faults.Forget();
            (await workloads.ApplyAsync(desired, default)).State.ShouldBe(OperatedState.Ready);
            region.Faults.Writes.ShouldBeEmpty();

            var suspended = desired with { Generation = 2, RunState = ServiceRunState.Suspended };
            (await workloads.ApplyAsync(suspended, default)).State.ShouldBe(OperatedState.Building);
            await PlayAsync(region, environment, id);
            (await workloads.FindAsync(id, default))!.Generation.ShouldBe(2);

            await KubeRegion.UntilAsync(
                () => $"{id} is not gone",
                async () =>
                {
                    var isGone = await workloads.DeleteAsync(id, 3, default);
                    await ReleaseAsync(region, environment, id);
                    return isGone;
                }
            );
            (await workloads.FindAsync(id, default)).ShouldBeNull();
        }
    }

    [KubeFact]
    public async Task EachKindsPods_AndThoseThatAskForMuch_AreAdmitted()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (cluster, environment) = (kube.Server.NewName("lkc"), kube.Server.NewName("env"));
        await region.ReadyAsync(Wishes.Cluster(cluster, environment: environment));
        foreach (var kind in new[] { ServiceKind.SchemaRegistry, ServiceKind.Ksqldb, ServiceKind.ControlCenter })
        {
            var desired = Wanted.Of(kind, kube.Server.NewName("s"), environment, cluster, units: 4);
            var deployment = WorkloadRenderer.Render(desired, [], new()).Single(o => o.Kind == KubeKind.Deployment);
            var pod = KubeObject.New(KubeKind.Pod, environment, desired.Id, []);
            pod.Json["spec"] = deployment.At("spec", "template", "spec")!.DeepClone();
            await region.Admin.CreateAsync(pod, default);
            // As Strimzi asks for brokers: processors without a limit.
            var alike = KubeObject.New(KubeKind.Pod, environment, desired.Id + "-unlimited", []);
            alike.Json["spec"] = pod.Json["spec"]!.DeepClone();
            ((JsonObject)alike.Items("spec", "containers").Single()["resources"]!["limits"]!).Remove("cpu");
            await region.Admin.CreateAsync(alike, default);
        }
    }

    private static async Task PlayAsync(KubeRegion region, string environment, string id)
    {
        var deployment = await region.Admin.FindAsync(KubeKind.Deployment, environment, id, default);
        using var client = region.Server.Client();
        var status = new JsonObject { ["status"] = Wanted.Status(deployment!) };
        await client.AppsV1.PatchNamespacedDeploymentStatusAsync(
            new V1Patch(status.ToJsonString(), V1Patch.PatchType.MergePatch),
            id,
            environment
        );
    }

    // No controller lets claims go here.
    private static async Task ReleaseAsync(KubeRegion region, string environment, string id)
    {
        var claim = await region.Admin.FindAsync(KubeKind.VolumeClaim, environment, id, default);
        if (claim?.At("metadata", "finalizers") is not JsonArray { Count: > 0 })
            return;
        var none = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } };
        try
        {
            await region.Admin.MergeAsync(KubeKind.VolumeClaim, environment, id, none, default);
        }
        catch (KubeException e) when (e.Fault == Mothership.Strimzi.Objects.KubeFault.Missing)
        {
            // Its controller was quicker.
        }
    }
}
