using Mothership.DataPlane.Tests.Support;

namespace Mothership.DataPlane.Tests.Kafka;

public sealed class ConfigTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.WithClusterAsync();
        const string body = """{"topic_name":"t","configs":[{"name":"retention.ms","value":"1000"}]}""";
        (await _world.PostAsync("/topics", body)).Status.ShouldBe(201);
    }

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Configs_OfATopic_TellWhereTheyComeFrom()
    {
        var all = await _world.GetAsync("/topics/t/configs");
        var retention = all.Data.Single(c => c!["name"]!.ToString() == "retention.ms")!;
        (retention["value"]!.ToString(), retention["source"]!.ToString()).ShouldBe(("1000", "DYNAMIC_TOPIC_CONFIG"));
        retention["synonyms"]!.AsArray().Select(s => s!["value"]!.ToString()).ShouldBe(["1000", "604800000"]);
        var policy = (await _world.GetAsync("/topics/t/configs/cleanup.policy")).Body!;
        (policy["value"]!.ToString(), (bool)policy["is_default"]!).ShouldBe(("delete", true));
        (await _world.GetAsync("/topics/t/configs/no.such")).Code.ShouldBe(404);
        (await _world.GetAsync("/topics/none/configs")).Code.ShouldBe(40403);
        (await _world.GetAsync("/topics/-/configs")).Data.Count.ShouldBe(all.Data.Count);
        (await _world.GetAsync("/topics/none/default-configs")).Data.Count.ShouldBe(all.Data.Count);
    }

    [Fact]
    public async Task Config_SetAndReset_IsAsSaid()
    {
        (
            await _world.SendAsync("PUT", "/topics/t/configs/cleanup.policy", """{"value":"compact,delete"}""")
        ).Status.ShouldBe(204);
        (await ValueAsync("cleanup.policy")).ShouldBe("compact,delete");
        (await _world.SendAsync("DELETE", "/topics/t/configs/cleanup.policy")).Status.ShouldBe(204);
        (await ValueAsync("cleanup.policy")).ShouldBe("delete");
    }

    [Fact]
    public async Task Alter_WithOneThatIsWrong_ChangesNothing()
    {
        const string wrong = """
            {"data":[{"name":"retention.ms","value":"5"},{"name":"segment.ms","value":"0"}]}
            """;
        (await _world.PostAsync("/topics/t/configs:alter", wrong)).Code.ShouldBe(40002);
        (await ValueAsync("retention.ms")).ShouldBe("1000");
        const string trial = """{"data":[{"name":"retention.ms","value":"5"}],"validate_only":true}""";
        (await _world.PostAsync("/topics/t/configs:alter", trial)).Status.ShouldBe(204);
        (await ValueAsync("retention.ms")).ShouldBe("1000");
        const string right = """
            {"data":[{"name":"retention.ms","operation":"DELETE"},{"name":"segment.ms","value":"7","operation":"SET"}]}
            """;
        (await _world.PostAsync("/topics/t/configs:alter", right)).Status.ShouldBe(204);
        (await ValueAsync("retention.ms"), await ValueAsync("segment.ms")).ShouldBe(("604800000", "7"));
    }

    [Theory]
    [InlineData("retention.ms", "-2")]
    [InlineData("retention.ms", "1.5")]
    [InlineData("retention.ms", "9223372036854775808")]
    [InlineData("cleanup.policy", "shred")]
    [InlineData("cleanup.policy", "delete,delete")]
    [InlineData("compression.type", "zip")]
    [InlineData("min.cleanable.dirty.ratio", "1.1")]
    [InlineData("preallocate", "yes")]
    [InlineData("max.message.bytes", "8388609")]
    [InlineData("segment.bytes", "1048575")]
    [InlineData("remote.storage.enable", "true")]
    [InlineData("leader.replication.throttled.replicas", "a:b")]
    public async Task Config_OutOfItsRange_IsRefused(string name, string value)
    {
        var refused = await _world.SendAsync("PUT", $"/topics/t/configs/{name}", $$"""{"value":"{{value}}"}""");
        (refused.Status, refused.Code).ShouldBe((400, 40002));
    }

    [Fact]
    public async Task BrokerConfigs_AreShownAndCannotBeChanged()
    {
        (await _world.GetAsync("/broker-configs")).Texts("name").ShouldContain("num.partitions");
        (await _world.GetAsync("/broker-configs/num.partitions")).Body!["value"]!.ToString().ShouldBe("6");
        (await _world.GetAsync("/broker-configs/none")).Code.ShouldBe(404);
        (await _world.SendAsync("PUT", "/broker-configs/num.partitions", """{"value":"9"}""")).Code.ShouldBe(40002);
    }

    private async Task<string> ValueAsync(string name) =>
        (await _world.GetAsync($"/topics/t/configs/{name}")).Body!["value"]!.ToString();
}
