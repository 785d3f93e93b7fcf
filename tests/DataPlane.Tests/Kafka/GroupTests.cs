using Confluent.Kafka;
using Mothership.DataPlane.Groups;
using Mothership.DataPlane.Tests.Support;

namespace Mothership.DataPlane.Tests.Kafka;

public sealed class GroupTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.WithClusterAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Group_OfARealConsumer_IsThereWithItsLag()
    {
        await _world.PostAsync("/topics", """{"topic_name":"orders","partitions_count":1}""");
        var lines = string.Concat(Enumerable.Range(0, 10).Select(i => $"{i}\n"));
        await Kcat.ProduceAsync(await _world.BootstrapAsync(), "orders", lines);
        using var consumer = await ReadAsync("a/b c", 3);
        var group = (await _world.GetAsync("/consumer-groups")).Data.ShouldHaveSingleItem()!;
        (group["consumer_group_id"]!.ToString(), group["state"]!.ToString(), group["type"]!.ToString()).ShouldBe(
            ("a/b c", "STABLE", "CLASSIC")
        );
        // As a server gives it: decoded but for the slash.
        const string path = "/consumer-groups/a%2Fb c";
        (await _world.GetAsync(path)).Body!["is_simple"]!.GetValue<bool>().ShouldBeFalse();
        var member = (await _world.GetAsync(path + "/consumers")).Data.ShouldHaveSingleItem()!;
        member["client_id"]!.ToString().ShouldBe("reader");
        (await _world.GetAsync($"{path}/consumers/{member["consumer_id"]}")).Status.ShouldBe(200);
        var lag = (await _world.GetAsync(path + "/lags")).Data.ShouldHaveSingleItem()!;
        ((long)lag["current_offset"]!, (long)lag["log_end_offset"]!, (long)lag["lag"]!).ShouldBe((3, 10, 7));
        lag["consumer_id"]!.ToString().ShouldBe(member["consumer_id"]!.ToString());
        var summary = (await _world.GetAsync(path + "/lag-summary")).Body!;
        ((long)summary["total_lag"]!, (long)summary["max_lag"]!, summary["max_lag_client_id"]!.ToString()).ShouldBe(
            (7, 7, "reader")
        );
        (await _world.GetAsync(path + "/lags/orders/partitions/0")).Status.ShouldBe(200);
        (await _world.GetAsync(path + "/lags/orders/partitions/1")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task AdminClient_OfARealBroker_TellsTheEndsThatLagsAreMeasuredBy()
    {
        await _world.PostAsync("/topics", """{"topic_name":"orders","partitions_count":1}""");
        await Kcat.ProduceAsync(await _world.BootstrapAsync(), "orders", "1\n2\n3\n4\n5\n");
        using var admin = new GroupAdmin(new() { BootstrapServers = await _world.BootstrapAsync() });
        var ends = (await admin.EndsAsync([new("orders", 0)])).ResultInfos;
        var committed = new TopicPartitionOffsetError("orders", 0, 3, new Error(ErrorCode.NoError));
        var group = new GroupView("g", "CLASSIC", "STABLE", "range", 1, []);
        var lag = GroupTranslation.Lags(group, [committed], ends).ShouldHaveSingleItem();
        (lag.Current, lag.End, lag.Lag).ShouldBe((3, 5, 2));
    }

    // The embedded broker knows no such request: nothing but a real cluster does.
    [Fact]
    public async Task AdminClient_OfABrokerThatDescribesNoGroups_IsUnavailable()
    {
        var config = new ClientConfig { BootstrapServers = await _world.BootstrapAsync() };
        using var groups = new KafkaGroups((_, _) => Task.FromResult<ClientConfig?>(config));
        var cluster = new DataPlaneCluster(World.Cluster, World.Environment, 3, false);
        var refused = await Should.ThrowAsync<DataPlaneException>(() => groups.FindAsync(cluster, "g", default));
        refused.Status.ShouldBe(503);
    }

    [Fact]
    public async Task Group_WhoseConsumerHasLeft_IsEmptyAndKeepsItsLag()
    {
        await Kcat.ProduceAsync(await _world.BootstrapAsync(), "orders", "1\n2\n");
        (await ReadAsync("g", 1)).Close();
        (await _world.GetAsync("/consumer-groups/g")).Body!["state"]!.ToString().ShouldBe("EMPTY");
        (await _world.GetAsync("/consumer-groups/g/consumers")).Data.ShouldBeEmpty();
        (await _world.GetAsync("/consumer-groups/g/lag-summary")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/consumers")]
    [InlineData("/lags")]
    [InlineData("/lag-summary")]
    [InlineData("/consumers/x")]
    [InlineData("/lags/x/partitions/y")]
    public async Task Group_Unknown_Is404(string path) =>
        (await _world.GetAsync("/consumer-groups/none" + path)).Code.ShouldBe(404);

    [Theory]
    [InlineData("/share-groups")]
    [InlineData("/streams-groups")]
    [InlineData("/links")]
    [InlineData("/links/-/mirrors")]
    public async Task WhatThereIsNoneOf_IsAnEmptyList(string path) =>
        (await _world.GetAsync(path)).Data.ShouldBeEmpty();

    [Theory]
    [InlineData("GET", "/no-such-thing", 404)]
    [InlineData("GET", "/share-groups/x", 404)]
    [InlineData("PUT", "/topics", 405)]
    [InlineData("POST", "/links", 501)]
    public async Task WhatThereIsNot_IsSaidSo(string method, string path, int code) =>
        (await _world.SendAsync(method, path, "{}")).Code.ShouldBe(code);

    private async Task<IConsumer<Ignore, string>> ReadAsync(string group, int count)
    {
        var settings = new ConsumerConfig
        {
            BootstrapServers = await _world.BootstrapAsync(),
            GroupId = group,
            ClientId = "reader",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        };
        var consumer = new ConsumerBuilder<Ignore, string>(settings).Build();
        consumer.Subscribe("orders");
        for (var i = 0; i < count; i++)
            consumer.Commit(consumer.Consume(Patience).ShouldNotBeNull());
        return consumer;
    }
}
