using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Kube.Tests.Strimzi;

/// <summary>The scripted operator itself: what the tests of regions rely on.</summary>
public sealed class ScriptedStrimziTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task Cluster_WithPools_IsReadyWithListenersPoolsAndVersions()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyClusterAsync("orders");
        var status = await world.AwaitAsync("Kafka", "orders", StrimziWorld.IsReady);
        status.Text("clusterId").Length.ShouldBe(22);
        status.Text("kafkaVersion").ShouldBe("4.3.1");
        status.Text("operatorLastSuccessfulVersion").ShouldBe("1.2.0");
        var listener = status["listeners"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)listener["bootstrapServers"]!).ShouldBe($"orders-external.{world.Space}.lb.test:9094");
        ((string)listener["certificates"]![0]!).ShouldContain("BEGIN CERTIFICATE");
        var pool = await world.AwaitAsync("KafkaNodePool", "orders-brokers", s => s["nodeIds"] is not null);
        pool["nodeIds"]!.AsArray().Select(i => (int)i!).ShouldBe([0, 1, 2]);
        pool.Text("clusterId").ShouldBe(status.Text("clusterId"));
    }

    [KubeFact]
    public async Task Cluster_WithoutPools_IsNotReadyAndSaysWhy()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyKafkaAsync("orders");
        var status = await world.AwaitAsync("Kafka", "orders", s => s["conditions"] is not null);
        StrimziWorld.Condition(status, "NotReady").ShouldBe("InvalidResourceException");
    }

    [KubeFact]
    public async Task Cluster_Scripts_AreFollowed()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.Strimzi.ScriptAsync("Kafka", "slow", StrimziScripts.ReadyAfter(2));
        await world.Strimzi.ScriptAsync("Kafka", "held", StrimziScripts.OnSignal);
        await world.Strimzi.ScriptAsync("Kafka", "stale", StrimziScripts.Stale);
        await world.Strimzi.ScriptAsync("Kafka", "warned", StrimziScripts.Warns("KafkaStorage", "one broker"));
        await world.Strimzi.ScriptAsync("Kafka", "failed", StrimziScripts.Fails("TimeoutException", "too late"));
        foreach (var name in (string[])["slow", "held", "stale", "warned", "failed"])
            await world.ApplyClusterAsync(name);
        await world.AwaitAsync("Kafka", "slow", s => StrimziWorld.Condition(s, "NotReady") == "Creating");
        await world.AwaitAsync("Kafka", "held", s => StrimziWorld.Condition(s, "NotReady") == "Creating");
        (await world.AwaitAsync("Kafka", "stale", StrimziWorld.IsReady)).Number("observedGeneration").ShouldBe(0);
        var warned = await world.AwaitAsync("Kafka", "warned", StrimziWorld.IsReady);
        StrimziWorld.Condition(warned, "Warning").ShouldBe("KafkaStorage");
        await world.AwaitAsync("Kafka", "failed", s => StrimziWorld.Condition(s, "NotReady") == "TimeoutException");

        await world.Strimzi.PassAsync();
        StrimziWorld.IsReady(await world.StatusAsync("Kafka", "slow")).ShouldBeFalse();
        await world.Strimzi.PassAsync();
        StrimziWorld.IsReady(await world.StatusAsync("Kafka", "slow")).ShouldBeTrue();
        await world.Strimzi.SignalAsync("Kafka", "held");
        StrimziWorld.IsReady(await world.StatusAsync("Kafka", "held")).ShouldBeTrue();
        await world.Strimzi.SignalAsync("Kafka", "stale");
        (await world.StatusAsync("Kafka", "stale")).Number("observedGeneration").ShouldBe(1);
    }

    [KubeFact]
    public async Task Cluster_Flapping_ChangesWithEachPass()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.Strimzi.ScriptAsync("Kafka", "*", StrimziScripts.Flapping);
        await world.ApplyClusterAsync("orders");
        await world.AwaitAsync("Kafka", "orders", StrimziWorld.IsReady);
        await world.Strimzi.PassAsync();
        StrimziWorld.IsReady(await world.StatusAsync("Kafka", "orders")).ShouldBeFalse();
        await world.Strimzi.PassAsync();
        StrimziWorld.IsReady(await world.StatusAsync("Kafka", "orders")).ShouldBeTrue();
    }

    [KubeFact]
    public async Task Status_OfWhatHasNotChanged_IsNotWrittenAgain()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyClusterAsync("orders");
        await world.AwaitAsync("Kafka", "orders", StrimziWorld.IsReady);
        await world.AwaitAsync("KafkaNodePool", "orders-brokers", s => s["nodeIds"] is not null);
        await world.Strimzi.PassAsync();
        var writes = world.Strimzi.Writes;
        await world.Strimzi.PassAsync();
        world.Strimzi.Writes.ShouldBe(writes);
        world.Strimzi.Troubles.ShouldBeEmpty();
    }

    [KubeFact]
    public async Task User_WithAPasswordOfASecret_WaitsForItsClusterAndGetsItsOwnSecret()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyUserAsync("user-1", "orders", "wanted", "password");
        await world.ApplyClusterAsync("orders");
        var refused = await world.AwaitAsync("KafkaUser", "user-1", s => s["conditions"] is not null);
        StrimziWorld.Condition(refused, "NotReady").ShouldBe("InvalidResourceException");
        var wanted = new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = "wanted" },
            StringData = new Dictionary<string, string> { ["password"] = "geheim" },
        };
        await world.Client.CoreV1.CreateNamespacedSecretAsync(wanted, world.Space);
        await world.Strimzi.PassAsync();
        var status = await world.StatusAsync("KafkaUser", "user-1");
        (status.Text("username"), status.Text("secret")).ShouldBe(("user-1", "user-1"));
        var secret = await world.Client.CoreV1.ReadNamespacedSecretAsync("user-1", world.Space);
        Encoding.UTF8.GetString(secret.Data["password"]).ShouldBe("geheim");
        await world.DeleteAsync("KafkaUser", "user-1");
        await Kinds.ConfirmGoneAsync(
            "the user's secret",
            () => world.Client.CoreV1.ReadNamespacedSecretAsync("user-1", world.Space)
        );
    }

    [KubeFact]
    public async Task Topic_Deleted_GoesWhileItsClusterIsThere()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyClusterAsync("orders");
        await world.ApplyTopicAsync("clicks", "orders");
        var status = await world.AwaitAsync("KafkaTopic", "clicks", StrimziWorld.IsReady);
        status.Text("topicName").ShouldBe("clicks");
        await world.DeleteAsync("KafkaTopic", "clicks");
        await Kinds.ConfirmGoneAsync("the topic", () => world.StatusAsync("KafkaTopic", "clicks"));
    }

    [KubeFact]
    public async Task Topic_DeletedAfterItsCluster_IsHeldByItsFinalizer()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyClusterAsync("orders");
        await world.ApplyTopicAsync("clicks", "orders");
        await world.AwaitAsync("KafkaTopic", "clicks", StrimziWorld.IsReady);
        await world.DeleteAsync("Kafka", "orders");
        await Kinds.ConfirmGoneAsync("the cluster", () => world.StatusAsync("Kafka", "orders"));
        await world.Strimzi.PassAsync();
        await world.DeleteAsync("KafkaTopic", "clicks");
        await world.Strimzi.PassAsync();
        (await world.GetAsync("KafkaTopic", "clicks"))["metadata"]!["deletionTimestamp"].ShouldNotBeNull();
    }

    [KubeFact]
    public async Task Claims_OfAPool_OutliveIt()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyClusterAsync("orders");
        await world.AwaitAsync("KafkaNodePool", "orders-brokers", s => s["nodeIds"] is not null);
        await world.Strimzi.PassAsync();
        await world.DeleteAsync("Kafka", "orders");
        await world.DeleteAsync("KafkaNodePool", "orders-brokers");
        await Kinds.ConfirmGoneAsync("the pool", () => world.StatusAsync("KafkaNodePool", "orders-brokers"));
        var claims = await world.Client.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
            "",
            "v1",
            world.Space,
            "persistentvolumeclaims",
            labelSelector: "strimzi.io/cluster=orders"
        );
        claims["items"]!
            .AsArray()
            .Select(c => (string)c!["metadata"]!["name"]!)
            .ShouldBe([
                "data-0-orders-orders-brokers-0",
                "data-0-orders-orders-brokers-1",
                "data-0-orders-orders-brokers-2",
            ]);
    }

    [KubeFact]
    public async Task Connector_PausedAndStopped_SaysSoInItsTasks()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyConnectorAsync("sink", "connect", "running");
        var refused = await world.AwaitAsync("KafkaConnector", "sink", s => s["conditions"] is not null);
        StrimziWorld.Condition(refused, "NotReady").ShouldBe("NoSuchResourceException");
        await world.ApplyConnectAsync("connect");
        var status = await world.AwaitAsync("KafkaConnector", "sink", StrimziWorld.IsReady);
        ((string)status["connectorStatus"]!["tasks"]![1]!["state"]!).ShouldBe("RUNNING");
        await world.ApplyConnectorAsync("sink", "connect", "stopped");
        status = await world.AwaitAsync("KafkaConnector", "sink", s => s.Number("observedGeneration") == 2);
        ((string)status["connectorStatus"]!["connector"]!["state"]!).ShouldBe("STOPPED");
        status["connectorStatus"]!["tasks"]!.AsArray().ShouldBeEmpty();
    }

    [KubeFact]
    public async Task Cluster_Paused_GetsNoOtherWord()
    {
        await using var world = await StrimziWorld.StartAsync(kube.Server);
        await world.ApplyClusterAsync("orders", paused: true);
        var status = await world.AwaitAsync("Kafka", "orders", s => s["conditions"] is not null);
        ((string)status["conditions"]!.AsArray().ShouldHaveSingleItem()!["type"]!).ShouldBe("ReconciliationPaused");
    }
}
