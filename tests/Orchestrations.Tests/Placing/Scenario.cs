using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests.Placing;

/// <summary>A saga as it is disturbed: what is there before, what is asked for, and how it has to end.</summary>
/// <param name="Name">For the test's name.</param>
/// <param name="Ask">Asks for it; gets the cluster that was made before.</param>
/// <param name="Succeeds">Whether the operation is to succeed; otherwise nothing may have changed.</param>
internal sealed record Scenario(string Name, Func<Cloud, ClusterId, Task<Operation>> Ask, bool Succeeds)
{
    /// <summary>Kubernetes clusters of which the first is preferred while all are empty.</summary>
    public static readonly PoolCapacity[] Pools =
    [
        new("k8s-a", 50, 0, 100, 0, true),
        new("k8s-b", 50, 0, 90, 0, true),
        new("k8s-c", 50, 0, 80, 0, true),
    ];

    /// <summary>Whether a cluster is there before.</summary>
    public bool HasCluster { get; init; } = true;

    /// <summary>Whether that cluster is suspended before.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Whether the region hears nothing until the operation is over.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The pools that the region finds full.</summary>
    public string[] Full { get; init; } = [];

    /// <summary>All sagas of provisioning, each in all ways to end.</summary>
    public static readonly Scenario[] All =
    [
        new("create", (c, _) => c.CreateAsync(size: 2), true) { HasCluster = false },
        new("create, first pool full", (c, _) => c.CreateAsync(size: 2), true) { HasCluster = false, Full = ["k8s-a"] },
        new("create, two pools full", (c, _) => c.CreateAsync(size: 2), true)
        {
            HasCluster = false,
            Full = ["k8s-a", "k8s-b"],
        },
        new("create, all pools full", (c, _) => c.CreateAsync(size: 2), false)
        {
            HasCluster = false,
            Full = ["k8s-a", "k8s-b", "k8s-c"],
        },
        new("create, region silent", (c, _) => c.CreateAsync(size: 2), false) { HasCluster = false, IsSilent = true },
        new("grow", (c, id) => c.ResizeAsync(id, 7), true),
        new("shrink", (c, id) => c.ResizeAsync(id, 1), true),
        new("grow, pool full", (c, id) => c.ResizeAsync(id, 7), false) { Full = ["k8s-a", "k8s-b", "k8s-c"] },
        new("grow, region silent", (c, id) => c.ResizeAsync(id, 7), false) { IsSilent = true },
        new("suspend", (c, id) => c.SuspendAsync(id), true),
        new("suspend, region silent", (c, id) => c.SuspendAsync(id), false) { IsSilent = true },
        new("resume", (c, id) => c.ResumeAsync(id), true) { IsSuspended = true },
        new("delete", (c, id) => c.DeleteAsync(id), true),
        new("delete, region silent", (c, id) => c.DeleteAsync(id), false) { IsSilent = true },
    ];

    /// <summary>Makes what is there before.</summary>
    public async Task<ClusterId> PrepareAsync(Cloud cloud)
    {
        cloud.Region.Operator.Refusal = static _ => null;
        await cloud.Region.ComeUpAsync();
        // A later heartbeat that shows room: no pool counts as full any more.
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        var beat = cloud.Clock.GetUtcNow();
        await cloud.Region.BeatAsync();
        await cloud.UntilAsync(
            async () => (await cloud.RegionAsync()).LastHeartbeatAt >= beat,
            () => Task.FromResult("the heartbeat was not taken")
        );
        if (!HasCluster)
            return default;
        var id = (await cloud.FinishedAsync(await cloud.CreateAsync(size: 3))).Cluster!.Value;
        if (IsSuspended)
            (await cloud.FinishedAsync(await cloud.SuspendAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);
        return id;
    }

    /// <summary>Makes the region be as the scenario says.</summary>
    public void Begin(Cloud cloud)
    {
        if (IsSilent)
            cloud.Region.GoDown();
        cloud.Region.Operator.Refusal = d => IsRefused(d) ? new("region_full", "No place left.", false) : null;
    }

    private bool IsRefused(DesiredCluster desired) =>
        Full.Contains(desired.Pool) && (!HasCluster || desired.Config.Size > 3);

    public override string ToString() => Name;
}
