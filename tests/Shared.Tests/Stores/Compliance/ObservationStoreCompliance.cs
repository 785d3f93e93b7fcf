using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IObservationStore"/> does.</summary>
public abstract class ObservationStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private readonly ClusterId _cluster = ClusterId.New(new SecureIdSource());

    [Theory]
    [InlineData(2, 0, true)]
    [InlineData(1, 1, true)]
    [InlineData(1, 0, false)]
    [InlineData(1, -1, false)]
    [InlineData(0, 99, false)]
    public async Task Record_OverOneThatIsThere_IsNewsOnlyWhenLater(long generation, int seconds, bool isNews)
    {
        var first = Report(1, 0);
        var second = Report(generation, seconds);
        (await RecordAsync(first)).ShouldBeTrue();

        (await RecordAsync(second)).ShouldBe(isNews);

        (await FindAsync()).ShouldBeSame(isNews ? second : first);
    }

    [Fact]
    public async Task Record_ManyAtOnce_TheLatestRemains()
    {
        await using var other = World.AnotherProcess();

        var outcomes = await RaceAsync(
            20,
            i => (i % 2 == 0 ? World : other).Observations.RecordAsync(Tenant.Scope, Report(1 + (i % 4), i), None)
        );

        outcomes.ShouldAllBe(outcome => outcome == null);
        (await FindAsync()).ShouldBeSame(Report(4, 19));
    }

    [Fact]
    public async Task Record_OfAFailure_IsFoundAsWritten()
    {
        var failure = Report(1, 0) with
        {
            State = ObservedState.Failed,
            Endpoints = null,
            Reason = "region_full",
            Message = "No room: 10 of 10.",
        };

        await RecordAsync(failure);

        (await FindAsync()).ShouldBeSame(failure);
    }

    [Fact]
    public async Task Remove_Twice_LeavesNothing()
    {
        await RecordAsync(Report(1, 0));

        await World.Observations.RemoveAsync(Tenant.Scope, _cluster, None);
        await World.Observations.RemoveAsync(Tenant.Scope, _cluster, None);

        (await FindAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Find_InAnotherScope_FindsNothing()
    {
        await RecordAsync(Report(1, 0));
        var foreign = await World.NewTenantAsync();

        (await World.Observations.FindAsync(foreign.Scope, _cluster, None)).ShouldBeNull();
    }

    private Task<bool> RecordAsync(Observation report) => World.Observations.RecordAsync(Tenant.Scope, report, None);

    private Task<Observation?> FindAsync() => World.Observations.FindAsync(Tenant.Scope, _cluster, None);

    private Observation Report(long generation, int seconds) =>
        new(
            _cluster,
            generation,
            ObservedState.Ready,
            new ClusterEndpoints("PLAINTEXT://127.0.0.1:9092", null),
            null,
            null,
            "incarnation",
            Samples.Now.AddSeconds(seconds)
        );
}
