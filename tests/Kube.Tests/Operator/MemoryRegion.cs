using Kube.Tests.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Local.Clock;
using Mothership.Regions;
using Mothership.Strimzi;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Kube.Tests.Operator;

/// <summary>A region's operator on Kubernetes in memory, with Strimzi at a word.</summary>
internal sealed class MemoryRegion
{
    public MemoryRegion(StrimziSettings? settings = null) => (Strimzi, Operator) = (new(Kube), New(settings));

    public MemoryKube Kube { get; } = new();

    public VirtualClock Clock { get; } = VirtualClock.Running();

    public MemoryStrimzi Strimzi { get; }

    public StrimziOperator Operator { get; private set; }

    /// <summary>Another worker of the same region.</summary>
    public StrimziOperator New(StrimziSettings? settings = null) =>
        new(new Pools([new("one", Kube)]), settings ?? new(), Clock, NullLogger<StrimziOperator>.Instance);

    /// <summary>The app starts anew, with other settings perhaps.</summary>
    public void Restart(StrimziSettings? settings = null) => Operator = New(settings);

    /// <summary>Passes, with Strimzi at work in between, until one writes nothing.</summary>
    /// <returns>How many passes wrote something.</returns>
    public async Task<int> SettleAsync(int limit = 20)
    {
        for (var pass = 0; pass < limit; pass++)
        {
            Strimzi.Step();
            await Operator.ReconcileAsync(default);
            if (Operator.WritesOfLastPass == 0)
                return pass;
        }
        throw new TimeoutException($"After {limit} passes there was still something to write.");
    }

    /// <summary>So much later, with passes, that nobody remembers what is gone.</summary>
    public async Task ForgetAsync()
    {
        Clock.Advance(TimeSpan.FromHours(2));
        await SettleAsync(40);
    }

    public async Task<OperatedCluster> ReadyAsync(DesiredCluster desired)
    {
        await Operator.ApplyAsync(desired, default);
        await SettleAsync();
        var seen = await Operator.FindAsync(desired.ClusterId, default);
        seen.ShouldNotBeNull();
        seen.State.ShouldBe(OperatedState.Ready, seen.Message);
        return seen;
    }

    public async Task DeleteAsync(string id, long generation)
    {
        for (var turn = 0; turn < 20; turn++)
        {
            if (await Operator.DeleteAsync(id, generation, default))
                return;
            Strimzi.Step();
        }
        throw new TimeoutException($"{id} is still there: {string.Join(", ", Kube.All)}");
    }

    public KubeObject? Find(KubeKind kind, string name) =>
        Kube.All.FirstOrDefault(o => o.Kind == kind && o.Name == name);

    internal sealed record Pools(IReadOnlyList<KubePool> All) : IKubePools;
}
