using System.Text.Json.Nodes;
using Kube.Tests.Operator;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.Services;

/// <summary>What the connectors of a cluster share is watched for their sake.</summary>
public sealed class ConnectWatchTests
{
    [Fact]
    public async Task Connect_Changed_IsAHintForEachOfItsConnectors()
    {
        var region = new MemoryRegion();
        await region.ReadyAsync(Wishes.Cluster("lkc-one"));
        var pools = new MemoryRegion.Pools([new("one", region.Kube)]);
        var worker = ServiceSet.Worker(region.Operator, pools, new OneSecret());
        foreach (var id in (string[])["lcc-a", "lcc-b"])
            await worker.ApplyAsync(ConnectorWorld.Desired(id, "lkc-one", Wishes.Environment), default);
        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        await using var feed = region.Operator.WatchAsync(ending.Token).GetAsyncEnumerator();
        // At first each is told of for itself, and once more for what they share.
        await HeardAsync(feed, 4);

        var connect = region.Find(KubeKind.KafkaConnect, "lkc-one-connect")!;
        region.Kube.SetStatus(connect, new JsonObject { ["observedGeneration"] = connect.Generation });

        (await HeardAsync(feed, 2)).ShouldBe(["lcc-a", "lcc-b"], ignoreOrder: true);
        await ending.CancelAsync();
    }

    private static async Task<List<string>> HeardAsync(IAsyncEnumerator<string> feed, int count)
    {
        var heard = new List<string>();
        while (heard.Count < count && await feed.MoveNextAsync())
            if (feed.Current.StartsWith("lcc-", StringComparison.Ordinal))
                heard.Add(feed.Current);
        return heard;
    }
}
