using FsCheck;
using FsCheck.Fluent;
using Mothership.Bus.Codecs;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Regions.Support;

namespace Mothership.Shared.Tests.Regions;

/// <summary>
/// Commands that are lost, doubled and out of order bring a region to where the last one wants it, each generation
/// once.
/// </summary>
public sealed class ConvergenceProperties
{
    [Fact]
    public void Commands_LostDoubledAndShuffled_ConvergeWithOneEffectPerGeneration() =>
        Prop.ForAll(Deliveries().ToArbitrary(), delivered => ConvergesAsync(delivered).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static async Task ConvergesAsync((int Generations, bool Deleted, int[] Order, int Failures) delivered)
    {
        var region = new TestRegion();
        for (var i = 0; i < delivered.Failures; i++)
            region.Operator.Failures.Enqueue(new TimeoutException());
        foreach (var generation in delivered.Order)
            await region.SendAsync(CommandOf(generation, delivered));
        // What the mothership does until it hears of it: publish the last desired state again.
        await region.SendAsync(CommandOf(delivered.Generations, delivered));

        region.Operator.Effects.GroupBy(e => (e.Cluster, e.Generation)).ShouldAllBe(g => g.Count() == 1);
        region.Operator.Effects.Select(e => e.Generation).ShouldBeInOrder();
        var last = region.Reports[^1].Observation;
        last.Generation.ShouldBe(delivered.Generations);
        last.State.ShouldBe(delivered.Deleted ? ObservedState.Gone : ObservedState.Ready);
        var present = await region.Operator.FindAsync("lkc-a", default);
        present?.Generation.ShouldBe(delivered.Generations);
        (present is null).ShouldBe(delivered.Deleted);
    }

    private static ClusterCommand CommandOf(
        int generation,
        (int Generations, bool Deleted, int[] Order, int Failures) delivered
    ) => TestRegion.Command(generation, size: generation, delivered.Deleted && generation == delivered.Generations);

    private static Gen<(int Generations, bool Deleted, int[] Order, int Failures)> Deliveries() =>
        from generations in Gen.Choose(1, 6)
        from deleted in Gen.Elements(true, false)
        from order in Gen.Choose(1, generations).ArrayOf()
        from failures in Gen.Choose(0, 4)
        select (generations, deleted, order, failures);
}
