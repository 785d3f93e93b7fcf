using System.Net;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>What connectors' requests may say, and what they come to.</summary>
[Collection(ApiCollection.Name)]
public sealed class ConnectApiTests(ApiWorld world)
{
    [Fact]
    public async Task Config_OfAConnectorThatIsNotThere_CreatesIt()
    {
        var (tenant, root) = await ConnectAsync();
        var path = $"{root}/connectors/orders/config";

        var preview = await PutAsync(tenant, $"{path}?validate_only=true", Config("orders"));
        (await tenant.Client.ReadAsync($"{root}/connectors")).Text.ShouldBe("[]");
        var made = await PutAsync(tenant, path, Config("orders"));
        var again = await PutAsync(tenant, path, Config("orders"));

        (preview.Status, preview["kind"], preview["now.per_second"]).ShouldBe(
            (HttpStatusCode.OK, "ServicePreview", "0")
        );
        (made.Status, made["name"]).ShouldBe((HttpStatusCode.Created, "orders"), made.Text);
        made.Header("Location").ShouldNotBeEmpty();
        (again.Status, again["name"]).ShouldBe((HttpStatusCode.OK, "orders"), again.Text);
        (await tenant.Client.ReadAsync($"{root}/connectors")).Text.ShouldBe("[\"orders\"]");
    }

    [Fact]
    public async Task Config_Previewed_TellsWhatMoreTasksCost_AndIsRefusedAsItWouldBe()
    {
        var (tenant, root) = await ConnectAsync();
        await tenant.Client.PostJsonAsync($"{root}/connectors", Body("orders"));
        var path = $"{root}/connectors/orders/config?validate_only=true";

        var same = await PutAsync(tenant, path, Config("orders"));
        var more = await PutAsync(tenant, path, Config("orders", ("tasks.max", "3")));

        (same.Status, same["kind"]).ShouldBe((HttpStatusCode.OK, "ServicePreview"), same.Text);
        more.Status.ShouldBe(HttpStatusCode.Conflict, "its creation is under way");
        (await tenant.Client.ReadAsync($"{root}/connectors/orders"))["config['tasks.max']"].ShouldBe("1");
    }

    [Fact]
    public async Task Offsets_GivenAtCreation_AreAskedOfTheRegion()
    {
        var (tenant, root) = await ConnectAsync();
        var body = Body("orders");
        body["offsets"] = new JArray(Offset(1000));

        var made = await tenant.Client.PostJsonAsync($"{root}/connectors", body);
        var status = await tenant.Client.ReadAsync($"{root}/connectors/orders/offsets/request/status");

        (made.Status, made["offsets[0].offset.kafka_offset"]).ShouldBe((HttpStatusCode.Created, "1000"), made.Text);
        (status["request.type"], status["request.offsets[0].partition.kafka_topic"], status["status.phase"]).ShouldBe(
            ("PATCH", "orders", "PENDING")
        );
        status.Json["previous_offsets"]!.ShouldBeEmpty();
        status.Json["applied_at"]!.Type.ShouldBe(JTokenType.Null);
        made.Text.ShouldNotContain("mothership.offsets");
    }

    [Theory]
    [InlineData("{}", "offsets must be an array.")]
    [InlineData("""[{"offset":{}}]""", "partition must be an object.")]
    [InlineData("""[{"partition":{},"offset":7}]""", "offset must be an object, or null for none.")]
    public async Task Offsets_ThatCanNotBe_AreRefusedByName(string offsets, string said)
    {
        var (tenant, root) = await ConnectAsync();
        var body = Body("orders");
        body["offsets"] = JToken.Parse(offsets);

        var refused = await tenant.Client.PostJsonAsync($"{root}/connectors", body);

        (refused.Status, refused["error.message"]).ShouldBe((HttpStatusCode.BadRequest, said));
    }

    [Theory]
    [InlineData("connector.class", "Nothing", "To be had: DatagenSource, PostgresSource")]
    [InlineData("kafka.auth.mode", "NONE", "KAFKA_API_KEY, SERVICE_ACCOUNT")]
    [InlineData("kafka.service.account.id", "u-somebody", "service account")]
    [InlineData("consumer.override.sasl.jaas.config", "x", "follow from its credentials")]
    [InlineData("topics", "${secrets:/mnt/x:y}", "secrets of the system")]
    public async Task Config_ThatWouldDoMoreThanItMay_IsRefused(string field, string value, string said)
    {
        var (tenant, root) = await ConnectAsync();

        var refused = await PutAsync(tenant, $"{root}/connectors/orders/config", Config("orders", (field, value)));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.Text);
        refused["error.message"].ShouldContain(said);
        refused["error.message"].ShouldContain(field.Split('.')[0]);
    }

    [Fact]
    public async Task Connector_AsAServiceAccount_ShowsNothingOfItsPassword()
    {
        var (tenant, root) = await ConnectAsync();
        var config = Config("orders", ("kafka.auth.mode", "SERVICE_ACCOUNT"), ("kafka.service.account.id", "sa-one"));
        config.Remove("kafka.api.key");
        config.Remove("kafka.api.secret");

        var made = await PutAsync(tenant, $"{root}/connectors/orders/config", config);

        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        made.Text.ShouldNotContain("mothership");
        made["config['kafka.service.account.id']"].ShouldBe("sa-one");
    }

    private static Task<Reply> PutAsync(Tenant tenant, string path, JObject config) =>
        tenant.Client.CallAsync(HttpMethod.Put, path, config);

    private async Task<(Tenant Tenant, string Root)> ConnectAsync()
    {
        var tenant = await world.NewTenantAsync("Connect");
        var cluster = await tenant.NewUsableClusterAsync();
        return (tenant, $"/connect/v1/environments/{tenant.Environment}/clusters/{cluster}");
    }

    private static JObject Offset(int at) =>
        new()
        {
            ["partition"] = new JObject { ["kafka_topic"] = "orders", ["kafka_partition"] = 0 },
            ["offset"] = new JObject { ["kafka_offset"] = at },
        };

    private static JObject Body(string name) => new() { ["name"] = name, ["config"] = Config(name) };

    private static JObject Config(string name, params (string Field, string Value)[] more)
    {
        var config = new JObject
        {
            ["name"] = name,
            ["connector.class"] = "DatagenSource",
            ["kafka.api.key"] = "KEY",
            ["kafka.api.secret"] = "very-secret",
            ["kafka.topic"] = "orders",
            ["output.data.format"] = "JSON",
            ["quickstart"] = "ORDERS",
            ["tasks.max"] = "1",
        };
        foreach (var (field, value) in more)
            config[field] = value;
        return config;
    }
}
