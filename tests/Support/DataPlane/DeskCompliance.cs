using Mothership.DataPlane;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Topics;

namespace Mothership.Tests.Support.DataPlane;

/// <summary>What every operator's topics and ACLs must do; each runs it on its own.</summary>
public abstract class DeskCompliance : IAsyncLifetime
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>The topics.</summary>
    protected ITopicDesk Topics { get; set; } = null!;

    /// <summary>The ACLs.</summary>
    protected IAclDesk Acls { get; set; } = null!;

    /// <summary>A cluster of three brokers with nothing on it.</summary>
    protected DataPlaneCluster Cluster { get; set; } = null!;

    /// <summary>A cluster that there is not.</summary>
    protected DataPlaneCluster Nowhere => Cluster with { Id = "lkc-nowhere" };

    /// <inheritdoc/>
    public abstract Task InitializeAsync();

    /// <inheritdoc/>
    public abstract Task DisposeAsync();

    [Fact]
    public async Task Topic_Made_IsReadAsItWasWanted()
    {
        var configs = new Dictionary<string, string> { ["retention.ms"] = "1000", ["cleanup.policy"] = "compact" };
        var made = await Topics.CreateAsync(Cluster, new("Orders_1.x", 4, 2, configs), false, default);
        (made.Name, made.Partitions.Count, made.Replicas).ShouldBe(("Orders_1.x", 4, 2));
        var found = (await Topics.FindAsync(Cluster, "Orders_1.x", default)).ShouldNotBeNull();
        (found.Name, found.Partitions.Count, found.Replicas).ShouldBe(("Orders_1.x", 4, 2));
        found.Partitions.Select(p => p.Id).ShouldBe([0, 1, 2, 3]);
        (await Topics.ConfigsAsync(Cluster, "Orders_1.x", default)).ShouldBe(configs, ignoreOrder: true);
        (await Topics.FindAsync(Cluster, "orders_1.x", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Topics_AreListedInTheOrderOfTheirNames()
    {
        foreach (var name in new[] { "b", "a", "C" })
            await Topics.CreateAsync(Cluster, new(name, 1, 1, None), false, default);
        (await Topics.ListAsync(Cluster, default)).Select(t => t.Name).ShouldBe(["C", "a", "b"]);
    }

    [Fact]
    public async Task Topic_OnlyTried_IsNotThere()
    {
        var tried = await Topics.CreateAsync(Cluster, new("a", 3, 1, None), true, default);
        tried.Partitions.Count.ShouldBe(3);
        (await Topics.ListAsync(Cluster, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Topic_MadeByManyAtOnce_IsMadeByOne()
    {
        var tries = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => TryAsync(i))));
        tries.Count(code => code == 0).ShouldBe(1);
        tries.Where(code => code != 0).ShouldAllBe(code => code == 40002);

        async Task<int> TryAsync(int partitions)
        {
            try
            {
                await Topics.CreateAsync(Cluster, new("same", partitions, 1, None), false, default);
                return 0;
            }
            catch (DataPlaneException e)
            {
                return e.Code;
            }
        }
    }

    [Fact]
    public async Task Topic_Grown_HasMorePartitionsAndNeverLess()
    {
        await Topics.CreateAsync(Cluster, new("a", 2, 3, None), false, default);
        (await Topics.GrowAsync(Cluster, "a", 5, default)).Partitions.Count.ShouldBe(5);
        (await Topics.FindAsync(Cluster, "a", default))!.Partitions.Count.ShouldBe(5);
        foreach (var count in new[] { 5, 4, 0 })
            (await RefusedAsync(() => Topics.GrowAsync(Cluster, "a", count, default))).Code.ShouldBe(40002);
        (await RefusedAsync(() => Topics.GrowAsync(Cluster, "none", 5, default))).Code.ShouldBe(40403);
    }

    [Fact]
    public async Task Configs_Changed_AreAsLastSaid()
    {
        await Topics.CreateAsync(Cluster, new("a", 1, 1, None), false, default);
        await Topics.AlterConfigsAsync(Cluster, "a", [new("retention.ms", "5"), new("segment.ms", "6")], default);
        await Topics.AlterConfigsAsync(Cluster, "a", [new("retention.ms", null), new("segment.ms", "7")], default);
        var expected = new Dictionary<string, string> { ["segment.ms"] = "7" };
        (await Topics.ConfigsAsync(Cluster, "a", default)).ShouldBe(expected);
        var refused = await RefusedAsync(() =>
            Topics.AlterConfigsAsync(Cluster, "none", [new("segment.ms", "7")], default)
        );
        refused.Code.ShouldBe(40403);
    }

    [Fact]
    public async Task Topic_Deleted_IsGoneAndCanBeMadeAnew()
    {
        var configs = new Dictionary<string, string> { ["retention.ms"] = "1000" };
        await Topics.CreateAsync(Cluster, new("a", 4, 1, configs), false, default);
        await Topics.DeleteAsync(Cluster, "a", default);
        (await Topics.FindAsync(Cluster, "a", default)).ShouldBeNull();
        (await RefusedAsync(() => Topics.DeleteAsync(Cluster, "a", default))).Code.ShouldBe(40403);
        await Topics.CreateAsync(Cluster, new("a", 1, 1, None), false, default);
        (await Topics.ConfigsAsync(Cluster, "a", default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cluster_ThatThereIsNot_IsSaidNotToBe()
    {
        (await RefusedAsync(() => Topics.ListAsync(Nowhere, default))).Status.ShouldBe(404);
        (await RefusedAsync(() => Topics.CreateAsync(Nowhere, new("a", 1, 1, None), false, default))).Status.ShouldBe(
            404
        );
        (await RefusedAsync(() => Acls.ListAsync(Nowhere, default))).Status.ShouldBe(404);
        (await RefusedAsync(() => Acls.AddAsync(Nowhere, [Allow("a")], default))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Acls_AddedTwice_AreThereOnce()
    {
        await Acls.AddAsync(Cluster, [Allow("a"), Allow("b")], default);
        await Acls.AddAsync(Cluster, [Allow("b"), Allow("c")], default);
        (await Acls.ListAsync(Cluster, default)).ShouldBe([Allow("a"), Allow("b"), Allow("c")], ignoreOrder: true);
    }

    [Fact]
    public async Task Acls_AddedByManyAtOnce_AreAllThere()
    {
        var all = Enumerable.Range(0, 6).Select(i => Allow($"t{i}")).ToList();
        await Task.WhenAll(all.Select(a => Task.Run(() => Acls.AddAsync(Cluster, [a], default))));
        (await Acls.ListAsync(Cluster, default)).ShouldBe(all, ignoreOrder: true);
    }

    [Fact]
    public async Task Acls_Removed_AreThoseThatWereMeant()
    {
        var prefix = Allow("a") with { Pattern = AclPattern.Prefixed };
        var denial = Allow("a") with { Permission = AclPermission.Deny };
        await Acls.AddAsync(Cluster, [Allow("a"), Allow("b"), prefix, denial], default);
        var filter = new AclFilter(Name: "a", Pattern: AclPattern.Literal, Permission: AclPermission.Allow);
        (await Acls.RemoveAsync(Cluster, filter, default)).ShouldBe([Allow("a")]);
        (await Acls.RemoveAsync(Cluster, filter, default)).ShouldBeEmpty();
        var matching = new AclFilter(Name: "ab", Matches: true);
        (await Acls.RemoveAsync(Cluster, matching, default)).ShouldBe([prefix]);
        (await Acls.ListAsync(Cluster, default)).ShouldBe([Allow("b"), denial], ignoreOrder: true);
    }

    private static Acl Allow(string topic) =>
        new(AclResource.Topic, topic, AclPattern.Literal, "User:sa-a", "*", AclOperation.Read, AclPermission.Allow);

    private static async Task<DataPlaneException> RefusedAsync(Func<Task> call) =>
        await Should.ThrowAsync<DataPlaneException>(call);
}
