using FsCheck.Xunit;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Services;

namespace Mothership.Shared.Tests.Services;

/// <summary>Random lives of services, stale and repeated calls included.</summary>
public sealed class ServiceLifeTests
{
    [Property(MaxTest = 1000, EndSize = 80)]
    public void Life_OfRandomCallsOnAConnector_KeepsAllPromises(int[] script) => Live(ServiceKind.Connector, script);

    [Property(MaxTest = 500, EndSize = 80)]
    public void Life_OfRandomCallsOnACredential_CostsNothing(int[] script) =>
        Live(ServiceKind.Credential, script).Billed.ShouldBeEmpty();

    [Fact]
    public void Life_OfManyLongScripts_ReachesEveryKindOfEvent()
    {
        var random = new Random(20260315);
        var kinds = new HashSet<PriceEventKind>();
        var phases = new HashSet<ClusterPhase>();
        for (var i = 0; i < 1000; i++)
        {
            var life = Live(ServiceKind.Ksqldb, [.. Enumerable.Range(0, 60).Select(_ => random.Next())]);
            kinds.UnionWith(life.Billed.Select(e => e.Kind));
            phases.Add(life.Service.Phase);
        }

        // Otherwise the promises would have been kept by nothing having happened.
        kinds.Count.ShouldBe(5);
        phases.Count.ShouldBe(3);
    }

    private static ServiceLife Live(ServiceKind kind, int[] script)
    {
        var requested = ServiceLife.Requested(kind);
        var life = new ServiceLife(requested);
        for (var i = 0; i < script.Length; i++)
            life.Make(Call.Of(script[i], life.Service, requested.CreatedAt.AddMinutes(i)));
        return life;
    }
}
