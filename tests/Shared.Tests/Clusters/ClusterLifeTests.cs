using FsCheck.Xunit;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;

namespace Mothership.Shared.Tests.Clusters;

/// <summary>Random lives of a cluster, stale and repeated calls included.</summary>
public sealed class ClusterLifeTests
{
    [Property(MaxTest = 3000, EndSize = 80)]
    public void Life_OfRandomCalls_KeepsAllPromises(int[] script) => Live(script);

    [Fact]
    public void Life_OfManyLongScripts_ReachesEveryKindOfEvent()
    {
        var random = new Random(20260315);
        var kinds = new HashSet<PriceEventKind>();
        var phases = new HashSet<ClusterPhase>();
        for (var i = 0; i < 2000; i++)
        {
            var life = Live([.. Enumerable.Range(0, 60).Select(_ => random.Next())]);
            kinds.UnionWith(life.Billed.Select(e => e.Kind));
            phases.Add(life.Cluster.Phase);
        }

        // Otherwise the promises would have been kept by nothing having happened.
        kinds.Count.ShouldBe(5);
        phases.Count.ShouldBe(3);
    }

    private static ClusterLife Live(int[] script)
    {
        var requested = ClusterDeciderTests.Requested();
        var life = new ClusterLife(requested);
        for (var i = 0; i < script.Length; i++)
            life.Make(Call.Of(script[i], life.Cluster, requested.CreatedAt.AddMinutes(i)));
        return life;
    }
}
