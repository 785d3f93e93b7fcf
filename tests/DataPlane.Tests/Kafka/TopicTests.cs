using Mothership.DataPlane.Tests.Support;

namespace Mothership.DataPlane.Tests.Kafka;

public sealed class TopicTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.WithClusterAsync(size: 3);

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Create_WithNothingButAName_HasTheDefaults()
    {
        var made = await _world.PostAsync("/topics", """{"topic_name":"orders"}""");
        made.Status.ShouldBe(201);
        ((int)made.Body!["partitions_count"]!, (int)made.Body["replication_factor"]!).ShouldBe((6, 3));
        (await Kcat.ListAsync(await _world.BootstrapAsync())).ShouldContain("topic \"orders\" with 6 partitions");
        (await _world.GetAsync("/topics")).Texts("topic_name").ShouldBe(["orders"]);
        (await _world.GetAsync("/topics/orders")).Body!["topic_name"]!.ToString().ShouldBe("orders");
        (await _world.GetAsync("/topics/orders/partitions")).Data.Count.ShouldBe(6);
        ((int)(await _world.GetAsync("/topics/orders/partitions/5")).Body!["partition_id"]!).ShouldBe(5);
        (await _world.GetAsync("/topics/orders/partitions/6")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Create_ToBeTriedOnly_MakesNothing()
    {
        const string body = """{"topic_name":"orders","partitions_count":2,"validate_only":true}""";
        (await _world.PostAsync("/topics", body)).Status.ShouldBe(200);
        (await _world.GetAsync("/topics")).Data.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_OneNameManyTimesAtOnce_IsMadeOnce()
    {
        var tries = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _world.PostAsync("/topics", """{"topic_name":"x"}""")))
        );
        tries.Count(t => t.Status == 201).ShouldBe(1);
        tries.Where(t => t.Status != 201).ShouldAllBe(t => t.Status == 400 && t.Code == 40002);
    }

    [Theory]
    [InlineData("""{"topic_name":"a b"}""", 40002)]
    [InlineData("""{"topic_name":".."}""", 40002)]
    [InlineData("""{"topic_name":""}""", 40002)]
    [InlineData("{}", 40002)]
    [InlineData("""{"topic_name":"x","partitions_count":0}""", 40002)]
    [InlineData("""{"topic_name":"x","partitions_count":1001}""", 40002)]
    [InlineData("""{"topic_name":"x","partitions_count":"many"}""", 400)]
    [InlineData("""{"topic_name":"x","partitions_count":99999999999}""", 400)]
    [InlineData("""{"topic_name":"x","replication_factor":4}""", 40002)]
    [InlineData("""{"topic_name":"x","replication_factor":0}""", 40002)]
    [InlineData("""{"topic_name":"x","configs":[{"name":"no.such","value":"1"}]}""", 40002)]
    [InlineData("""{"topic_name":"x","configs":[{"name":"retention.ms","value":"soon"}]}""", 40002)]
    [InlineData("""{"topic_name":"x","configs":[{"name":"retention.ms","value":null}]}""", 40002)]
    [InlineData(
        """{"topic_name":"x","configs":[{"name":"retention.ms","value":"1"},{"name":"retention.ms","value":"2"}]}""",
        40002
    )]
    [InlineData("""{"topic_name":"x","configs":{}}""", 400)]
    [InlineData("""{"topic_name":{}}""", 400)]
    [InlineData("""{"topic_name":"\ud800"}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    public async Task Create_OfNonsense_IsRefusedWithItsCode(string body, int code)
    {
        var refused = await _world.PostAsync("/topics", body);
        (refused.Status, refused.Code).ShouldBe((400, code));
        (await _world.GetAsync("/topics")).Data.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_ANameThatCollides_IsRefused()
    {
        await _world.PostAsync("/topics", """{"topic_name":"a.b"}""");
        (await _world.PostAsync("/topics", """{"topic_name":"a_b"}""")).Code.ShouldBe(40002);
    }

    [Fact]
    public async Task Grow_ATopicInUse_KeepsItsMessages()
    {
        await _world.PostAsync("/topics", """{"topic_name":"orders","partitions_count":1}""");
        await Kcat.ProduceAsync(await _world.BootstrapAsync(), "orders", "first\n");
        var grown = await _world.SendAsync("PATCH", "/topics/orders", """{"partitions_count":5}""");
        (grown.Status, (int)grown.Body!["partitions_count"]!).ShouldBe((200, 5));
        (await Kcat.ConsumeAsync(await _world.BootstrapAsync(), "orders")).ShouldBe("first\n");
        (await _world.SendAsync("PATCH", "/topics/orders", """{"partitions_count":5}""")).Code.ShouldBe(40002);
        (await _world.SendAsync("PATCH", "/topics/orders", """{"partitions_count":2}""")).Code.ShouldBe(40002);
        (await _world.SendAsync("PATCH", "/topics/orders", "{}")).Code.ShouldBe(400);
        (await _world.SendAsync("PATCH", "/topics/none", """{"partitions_count":2}""")).Code.ShouldBe(40403);
    }

    [Fact]
    public async Task Delete_ATopic_IsGoneWithItsConfigurations()
    {
        const string body = """{"topic_name":"x","configs":[{"name":"cleanup.policy","value":"compact"}]}""";
        await _world.PostAsync("/topics", body);
        (await _world.SendAsync("DELETE", "/topics/x")).Status.ShouldBe(204);
        (await _world.GetAsync("/topics/x")).Code.ShouldBe(40403);
        (await _world.SendAsync("DELETE", "/topics/x")).Code.ShouldBe(40403);
        await _world.PostAsync("/topics", """{"topic_name":"x"}""");
        var config = await _world.GetAsync("/topics/x/configs/cleanup.policy");
        config.Body!["value"]!.ToString().ShouldBe("delete");
    }

    [Fact]
    public async Task Topic_ThatAClientMadeByUsingIt_IsThereToo()
    {
        await Kcat.ProduceAsync(await _world.BootstrapAsync(), "made-by-use", "x\n");
        (await _world.GetAsync("/topics")).Texts("topic_name").ShouldBe(["made-by-use"]);
        (await _world.GetAsync("/topics/made-by-use/configs")).Data.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Body_ThatIsNotJsonOrTooLarge_IsRefused()
    {
        var path = $"/kafka/v3/clusters/{World.Cluster}/topics";
        var basic = World.Basic(World.UserKey, World.Secret);
        foreach (var type in new[] { null, "text/plain", "application/xml", "nonsense;;" })
            (await _world.SendRawAsync("POST", path, "{}", basic, type)).Code.ShouldBe(415);
        var large = $$"""{"topic_name":"{{new string('x', 2_000_000)}}"}""";
        (await _world.PostAsync("/topics", large)).Code.ShouldBe(413);
        (await _world.PostAsync("/topics", new string('[', 100_000))).Code.ShouldBe(400);
    }
}
