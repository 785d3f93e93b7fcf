using Confluent.Kafka;
using Mothership.Domain.Clusters;
using Mothership.Regions;

namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class OperatorTests : IDisposable
{
    private readonly EmbeddedClusterOperator _operator = new(new(ClustersMax: 3, UnitsMax: 10));

    public void Dispose() => _operator.Dispose();

    [Fact]
    public async Task Apply_New_HasAnAddressThatKcatTakes()
    {
        var cluster = await _operator.ApplyAsync(Wanted("lkc-a", 1, 1), default);
        await Kcat.RunAsync("hello\n", "-b", cluster.Endpoints.Bootstrap, "-P", "-t", "greetings");
        var output = await Kcat.RunAsync(null, "-b", cluster.Endpoints.Bootstrap, "-C", "-t", "greetings", "-e", "-q");
        output.ShouldBe("hello\n");
    }

    [Fact]
    public async Task Apply_Twice_IsOneClusterWithOneAddress()
    {
        var first = await _operator.ApplyAsync(Wanted("lkc-a", 1, 1), default);
        (await _operator.ApplyAsync(Wanted("lkc-a", 1, 1), default)).ShouldBe(first);
        (await _operator.ListAsync(default)).ShouldBe([first]);
    }

    [Fact]
    public async Task Measure_ACluster_CountsItsPartitionsAndMakesNothingUp()
    {
        var cluster = await _operator.ApplyAsync(Wanted("lkc-a", 1, 1), default);
        (await _operator.MeasureAsync("lkc-a", default, default)).ShouldBe(new(null, null, null, 0));

        await Kcat.RunAsync("hello\n", "-b", cluster.Endpoints.Bootstrap, "-P", "-t", "greetings");

        var measured = (await _operator.MeasureAsync("lkc-a", default, default)).ShouldNotBeNull();
        measured.Partitions.ShouldNotBeNull().ShouldBeGreaterThan(0);
        measured.IngressBytes.ShouldBeNull();
        (await _operator.MeasureAsync("lkc-other", default, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Apply_OtherSize_KeepsAddressAndTopicsAndShowsMoreNodes()
    {
        var small = await _operator.ApplyAsync(Wanted("lkc-a", 1, 1), default);
        await Kcat.RunAsync("hello\n", "-b", small.Endpoints.Bootstrap, "-P", "-t", "greetings");
        var large = await _operator.ApplyAsync(Wanted("lkc-a", 2, 4), default);
        large.Endpoints.ShouldBe(small.Endpoints);
        large.Generation.ShouldBe(2);
        (await Kcat.RunAsync(null, "-b", large.Endpoints.Bootstrap, "-L")).ShouldContain(" 4 brokers:");
        var output = await Kcat.RunAsync(null, "-b", large.Endpoints.Bootstrap, "-C", "-t", "greetings", "-e", "-q");
        output.ShouldBe("hello\n");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task Apply_Suspended_RefusesClientsAndKeepsWhatIsStored(int size, int sizeWhileSuspended)
    {
        var running = await _operator.ApplyAsync(Wanted("lkc-a", 1, size), default);
        await Kcat.RunAsync("hello\n", "-b", running.Endpoints.Bootstrap, "-P", "-t", "greetings");

        var down = await _operator.ApplyAsync(Wanted("lkc-a", 2, size) with { Suspended = true }, default);
        (down.Suspended, down.Endpoints).ShouldBe((true, running.Endpoints));
        IsReachable(running).ShouldBeFalse();
        await _operator.ApplyAsync(Wanted("lkc-a", 3, sizeWhileSuspended) with { Suspended = true }, default);
        IsReachable(running).ShouldBeFalse();

        (await _operator.ApplyAsync(Wanted("lkc-a", 4, size), default)).Endpoints.ShouldBe(running.Endpoints);
        IsReachable(running).ShouldBeTrue();
        var output = await Kcat.RunAsync(null, "-b", running.Endpoints.Bootstrap, "-C", "-t", "greetings", "-e", "-q");
        output.ShouldBe("hello\n");
    }

    [Fact]
    public async Task Apply_SuspendedFromTheBeginning_IsThereAndRefuses()
    {
        var down = await _operator.ApplyAsync(Wanted("lkc-a", 2, 2) with { Suspended = true }, default);

        down.Suspended.ShouldBeTrue();
        IsReachable(down).ShouldBeFalse();
    }

    [Fact]
    public async Task Apply_OverTheRegionsUnits_IsRefusedForGoodAndTakesNothing()
    {
        await _operator.ApplyAsync(Wanted("lkc-a", 1, 6), default);
        var refused = await Should.ThrowAsync<OperatorException>(() =>
            _operator.ApplyAsync(Wanted("lkc-b", 1, 5), default)
        );
        (refused.Reason, refused.IsTransient).ShouldBe(("region_full", false));
        (await _operator.CapacityAsync(default)).ShouldBe(new(3, 1, 10, 6));
        await _operator.ApplyAsync(Wanted("lkc-b", 1, 4), default);
    }

    [Fact]
    public async Task Apply_OverTheRegionsClusters_IsRefusedUntilOneGoes()
    {
        foreach (var id in new[] { "lkc-a", "lkc-b", "lkc-c" })
            await _operator.ApplyAsync(Wanted(id, 1, 1), default);
        await Should.ThrowAsync<OperatorException>(() => _operator.ApplyAsync(Wanted("lkc-d", 1, 1), default));
        await _operator.DeleteAsync("lkc-b", 2, default);
        await _operator.ApplyAsync(Wanted("lkc-d", 1, 1), default);
    }

    [Fact]
    public async Task Delete_Twice_ClusterIsGone()
    {
        await _operator.ApplyAsync(Wanted("lkc-a", 1, 1), default);
        await _operator.DeleteAsync("lkc-a", 2, default);
        await _operator.DeleteAsync("lkc-a", 2, default);
        (await _operator.FindAsync("lkc-a", default)).ShouldBeNull();
        (await _operator.CapacityAsync(default)).ShouldBe(new(3, 0, 10, 0));
    }

    [Theory]
    [InlineData(1, false, 1)]
    [InlineData(1, true, 3)]
    [InlineData(5, true, 5)]
    [InlineData(152, false, 12)]
    public void Nodes_OfASize_AreAsDocumented(int size, bool multiZone, int nodes) =>
        EmbeddedSizing.Nodes(new(ClusterKind.Dedicated, size), multiZone).ShouldBe(nodes);

    private static bool IsReachable(OperatedCluster cluster)
    {
        using var admin = Clients.Admin(cluster.Endpoints.Bootstrap.Split("//")[1]);
        try
        {
            return admin.GetMetadata(TimeSpan.FromSeconds(2)).Brokers.Count > 0;
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private static DesiredCluster Wanted(string id, long generation, int size) =>
        new(id, generation, new ClusterConfig(ClusterKind.Basic, size), MultiZone: false);
}
