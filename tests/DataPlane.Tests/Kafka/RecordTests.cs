using Mothership.DataPlane.Tests.Support;

namespace Mothership.DataPlane.Tests.Kafka;

public sealed class RecordTests : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.WithClusterAsync();
        const string body = """
            {"topic_name":"t","partitions_count":2,"configs":[{"name":"max.message.bytes","value":"1000"}]}
            """;
        (await _world.PostAsync("/topics", body)).Status.ShouldBe(201);
    }

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Records_ManyInOneBody_AreAnsweredInTheirOrder()
    {
        var body = string.Join(
            '\n',
            Enumerable.Range(0, 500).Select(i => $$$"""{"partition_id":1,"value":{"type":"STRING","data":"{{{i}}}"}}""")
        );
        var reply = await _world.PostAsync("/topics/t/records", body);
        reply.Parts.Count.ShouldBe(500);
        reply.Parts.Select(p => (int)p["error_code"]!).ShouldAllBe(c => c == 200);
        reply.Parts.Select(p => (int)(long)p["offset"]!).ShouldBe(Enumerable.Range(0, 500));
        var read = await Kcat.ConsumeAsync(await _world.BootstrapAsync(), "t");
        read.TrimEnd().Split('\n').ShouldBe(Enumerable.Range(0, 500).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Record_OfEachFormat_ArrivesAsItIs()
    {
        const string body = """
            {"partition_id":0,"key":{"type":"STRING","data":"k"},"value":{"type":"JSON","data":{"a": 1}},
             "headers":[{"name":"h","value":"AQI="}],"timestamp":"2021-02-05T19:14:42Z"}
            {"partition_id":0,"key":{"type":"BINARY","data":"Ynl0ZXM="},"value":{"type":"BINARY","data":"AAE="}}
            {"partition_id":0,"value":null}
            """;
        var parts = (await _world.PostAsync("/topics/t/records", body)).Parts;
        parts.Select(p => (int)p["error_code"]!).ShouldBe([200, 200, 200]);
        ((int)parts[0]["value"]!["size"]!, parts[0]["timestamp"]!.ToString()).ShouldBe((8, "2021-02-05T19:14:42.000Z"));
        parts[2]["value"].ShouldBeNull();
        var format = "%k|%s|%T|%S\n";
        var read = await Kcat.RunAsync(
            null,
            "-C",
            "-b",
            await _world.BootstrapAsync(),
            "-t",
            "t",
            "-p",
            "0",
            "-e",
            "-q",
            "-c",
            "1",
            "-f",
            format
        );
        read.ShouldBe("k|{\"a\": 1}|1612552482000|8\n");
    }

    [Theory]
    [InlineData("""{"value":{"type":"BINARY","data":"?"}}""", 400)]
    [InlineData("""{"value":{"type":"AVRO","data":"x"}}""", 422)]
    [InlineData("""{"value":{"type":"STRING","data":1}}""", 400)]
    [InlineData("""{"value":{"type":"STRING","data":"\ud800"}}""", 400)]
    [InlineData("""{"partition_id":2,"value":null}""", 40402)]
    [InlineData("""{"partition_id":-1,"value":null}""", 40402)]
    [InlineData("""{"timestamp":"soon"}""", 400)]
    [InlineData("""{"headers":[{}]}""", 400)]
    [InlineData("[1]", 400)]
    public async Task Record_ThatCannotBeTaken_IsSaidSoInItsPlace(string record, int code)
    {
        const string fine = """{"value":{"type":"STRING","data":"fine"}}""";
        var parts = (await _world.PostAsync("/topics/t/records", $"{fine}\n{record}\n{fine}")).Parts;
        parts.Select(p => (int)p["error_code"]!).ShouldBe([200, code, 200]);
    }

    [Fact]
    public async Task Record_LargerThanItsTopicTakes_Is413InItsPlace()
    {
        var large = $$$"""{"value":{"type":"STRING","data":"{{{new string('x', 1001)}}}"}}""";
        var parts = (await _world.PostAsync("/topics/t/records", large)).Parts;
        parts.Select(p => (int)p["error_code"]!).ShouldBe([413]);
    }

    [Fact]
    public async Task Body_ThatBreaksOff_TellsItLast()
    {
        const string fine = """{"value":{"type":"STRING","data":"fine"}}""";
        var parts = (await _world.PostAsync("/topics/t/records", $"{fine}\n{fine}{{")).Parts;
        parts.Select(p => (int)p["error_code"]!).ShouldBe([200, 200, 400]);
    }

    [Fact]
    public async Task Body_EmptyOrOfATopicThatIsNot_IsRefusedAtOnce()
    {
        (await _world.PostAsync("/topics/t/records", "")).Code.ShouldBe(422);
        (await _world.PostAsync("/topics/t/records", "nonsense")).Code.ShouldBe(400);
        (await _world.PostAsync("/topics/none/records", "{}")).Code.ShouldBe(40403);
    }
}
