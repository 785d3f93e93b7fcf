using System.Text.Json.Nodes;
using Mothership.DataPlane.Tests.Support;

namespace Mothership.DataPlane.Tests.Registry;

public sealed class RegistryTests : IAsyncLifetime
{
    private const string One = """{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""";

    private const string Two = """
        {"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":"string","default":""}]}
        """;

    private const string NoDefault = """
        {"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"c","type":"string"}]}
        """;

    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.WithClusterAsync();
        await _world.ApplyRegistryAsync(World.Registry, World.Environment);
    }

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Registry_Applied_HasItsAddressAtTheRegion() =>
        (await _world.ApplyRegistryAsync(World.Registry, World.Environment)).Endpoint.ShouldBe(
            $"https://region.example/schema-registry/{World.Registry}"
        );

    [Fact]
    public async Task Schema_RegisteredTwice_HasOneIdAndOneVersion()
    {
        (await RegisterAsync("orders-value", One)).Status.ShouldBe(200);
        ((int)(await RegisterAsync("orders-value", " " + One)).Body!["id"]!).ShouldBe(1);
        ((int)(await RegisterAsync("other/value", One)).Body!["id"]!).ShouldBe(1);
        ((int)(await RegisterAsync("orders-value", Two)).Body!["id"]!).ShouldBe(2);
        (await GetAsync("subjects/orders-value/versions")).Body!.ToJsonString().ShouldBe("[1,2]");
        (await GetAsync("subjects")).Body!.ToJsonString().ShouldBe("""["orders-value","other/value"]""");
        (await GetAsync("schemas/ids/1/subjects")).Body!.ToJsonString().ShouldBe("""["orders-value","other/value"]""");
        (await GetAsync("schemas/ids/1/versions")).Body!.AsArray().Count.ShouldBe(2);
        var latest = (await GetAsync("subjects/orders-value/versions/latest")).Body!;
        ((int)latest["version"]!, (int)latest["id"]!).ShouldBe((2, 2));
        JsonNode.Parse(latest["schema"]!.ToString())!["fields"]!.AsArray().Count.ShouldBe(2);
        ((int)(await PostAsync("subjects/orders-value", Body(One))).Body!["version"]!).ShouldBe(1);
        (await GetAsync("schemas/ids/2/schema")).Body!["name"]!.ToString().ShouldBe("R");
    }

    [Theory]
    [InlineData("BACKWARD", Two, true)]
    [InlineData("BACKWARD", NoDefault, false)]
    [InlineData("FORWARD", NoDefault, true)]
    [InlineData("FULL", NoDefault, false)]
    [InlineData("FULL", Two, true)]
    [InlineData("NONE", NoDefault, true)]
    public async Task Schema_ThatFollowsAnother_IsHeldAgainstTheLevel(string level, string next, bool fits)
    {
        await RegisterAsync("s", One);
        (await _world.RegistryAsync("PUT", "config/s", $$"""{"compatibility":"{{level}}"}""")).Status.ShouldBe(200);
        var tried = await PostAsync("compatibility/subjects/s/versions/latest?verbose=true", Body(next));
        ((bool)tried.Body!["is_compatible"]!).ShouldBe(fits);
        var registered = await RegisterAsync("s", next);
        registered.Status.ShouldBe(fits ? 200 : 409);
    }

    [Fact]
    public async Task Schema_HeldAgainstAllEarlierOnes_WhereTheLevelSaysSo()
    {
        const string third = """{"type":"record","name":"R","fields":[{"name":"b","type":"string"}]}""";
        await RegisterAsync("s", One);
        await RegisterAsync("s", Two);
        await _world.RegistryAsync("PUT", "config", """{"compatibility":"BACKWARD_TRANSITIVE"}""");
        (await RegisterAsync("s", third)).Code.ShouldBe(409);
        await _world.RegistryAsync("PUT", "config", """{"compatibility":"BACKWARD"}""");
        (await RegisterAsync("s", third)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task OtherTypes_AreKeptAsTheyAreWithoutAnOpinion()
    {
        (await RegisterAsync("j", """{"type":"object"}""", "JSON")).Status.ShouldBe(200);
        (await RegisterAsync("j", """{"type":"string"}""", "JSON")).Status.ShouldBe(200);
        (await RegisterAsync("p", "syntax = \"proto3\";", "PROTOBUF")).Status.ShouldBe(200);
        (await GetAsync("subjects/p/versions/1")).Body!["schemaType"]!.ToString().ShouldBe("PROTOBUF");
        (await GetAsync("schemas/types")).Body!.AsArray().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("GET", "subjects/none/versions", null, 40401)]
    [InlineData("GET", "subjects/none/versions/latest", null, 40401)]
    [InlineData("GET", "subjects/s/versions/9", null, 40402)]
    [InlineData("GET", "subjects/s/versions/zero", null, 42202)]
    [InlineData("GET", "schemas/ids/99", null, 40403)]
    [InlineData("GET", "schemas/ids/x", null, 40403)]
    [InlineData("GET", "config/s", null, 40408)]
    [InlineData("GET", "mode/s", null, 40409)]
    [InlineData("PUT", "config", """{"compatibility":"MAYBE"}""", 42203)]
    [InlineData("PUT", "mode", """{"mode":"SLEEP"}""", 42204)]
    [InlineData("POST", "subjects/s/versions", """{"schema":"{\"type\":\"nonsense\"}"}""", 42201)]
    [InlineData("POST", "subjects/s/versions", """{"schema":"{"}""", 42201)]
    [InlineData("POST", "subjects/s/versions", """{"schema":"[]","schemaType":"YAML"}""", 42201)]
    [InlineData("POST", "subjects/s/versions", "{}", 42201)]
    [InlineData("POST", "subjects/s/versions", "[]", 42201)]
    [InlineData("POST", "subjects/s/versions", "{", 422)]
    [InlineData("POST", "subjects/s", """{"schema":"\"string\""}""", 40403)]
    [InlineData("DELETE", "subjects/none", null, 40401)]
    [InlineData("DELETE", "subjects/s?permanent=true", null, 40405)]
    [InlineData("DELETE", "subjects/s/versions/1?permanent=true", null, 40407)]
    [InlineData("GET", "no/such/thing", null, 404)]
    public async Task Request_ThatCannotBe_IsRefusedWithItsCode(string method, string path, string? body, int code)
    {
        await RegisterAsync("s", One);
        (await _world.RegistryAsync(method, path, body)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Subject_Deleted_IsHiddenAndThenGone()
    {
        await RegisterAsync("s", One);
        await RegisterAsync("s", Two);
        (await _world.RegistryAsync("DELETE", "subjects/s/versions/1")).Body!.GetValue<int>().ShouldBe(1);
        (await GetAsync("subjects/s/versions")).Body!.ToJsonString().ShouldBe("[2]");
        (await GetAsync("subjects/s/versions?deleted=true")).Body!.ToJsonString().ShouldBe("[1,2]");
        (await _world.RegistryAsync("DELETE", "subjects/s")).Body!.ToJsonString().ShouldBe("[2]");
        (await GetAsync("subjects")).Body!.ToJsonString().ShouldBe("[]");
        (await GetAsync("subjects?deleted=true")).Body!.ToJsonString().ShouldBe("""["s"]""");
        (await GetAsync("schemas/ids/1")).Status.ShouldBe(200);
        (await _world.RegistryAsync("DELETE", "subjects/s?permanent=true")).Body!.ToJsonString().ShouldBe("[1,2]");
        (await GetAsync("schemas/ids/1")).Code.ShouldBe(40403);
    }

    [Fact]
    public async Task Subject_ThatIsReadOnly_TakesNothing()
    {
        await _world.RegistryAsync("PUT", "mode/s", """{"mode":"READONLY"}""");
        (await RegisterAsync("s", One)).Code.ShouldBe(42205);
        (await _world.RegistryAsync("DELETE", "mode/s")).Status.ShouldBe(200);
        (await RegisterAsync("s", One)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Schema_RegisteredManyTimesAtOnce_IsOneVersion()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => RegisterAsync("s", One))));
        all.Select(r => (int)r.Body!["id"]!).Distinct().ShouldBe([1]);
        (await GetAsync("subjects/s/versions")).Body!.ToJsonString().ShouldBe("[1]");
    }

    [Fact]
    public async Task Registry_OpensForKeysOfItsOwnAndOfClustersOfItsEnvironmentOnly()
    {
        await _world.AddKeyAsync("REGISTRYREGISTRY", World.Registry, "sa-bot");
        (await _world.RegistryAsync("GET", "subjects", key: "REGISTRYREGISTRY")).Status.ShouldBe(200);
        (await _world.RegistryAsync("GET", "subjects", key: World.AccountKey)).Status.ShouldBe(200);
        await _world.ApplyRegistryAsync("lsrc-two", "env-two");
        await _world.AddKeyAsync("STRANGERSTRANGER", "lsrc-two", "sa-bot");
        (await _world.RegistryAsync("GET", "subjects", key: "STRANGERSTRANGER")).Code.ShouldBe(40101);
        (await _world.GetAsync("/topics", "REGISTRYREGISTRY")).Code.ShouldBe(40101);
        await _world.Registries.DeleteAsync(World.Registry, default);
        (await _world.RegistryAsync("GET", "subjects")).Code.ShouldBe(40101);
    }

    private Task<Reply> RegisterAsync(string subject, string schema, string type = "AVRO") =>
        PostAsync($"subjects/{Uri.EscapeDataString(subject)}/versions", Body(schema, type));

    private Task<Reply> GetAsync(string path) => _world.RegistryAsync("GET", path);

    private Task<Reply> PostAsync(string path, string body) => _world.RegistryAsync("POST", path, body);

    private static string Body(string schema, string type = "AVRO") =>
        new JsonObject { ["schema"] = schema, ["schemaType"] = type }.ToJsonString();
}
