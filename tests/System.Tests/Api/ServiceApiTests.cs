using System.Net;
using Mothership.Domain.Services;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>The groups of services, without a region: what they accept, refuse and show.</summary>
[Collection(ApiCollection.Name)]
public sealed class ServiceApiTests(ApiWorld world)
{
    private const string Mask = "****************";

    [Fact]
    public async Task Connector_Created_IsShownWithoutItsSecretsWhereverItIs()
    {
        var (tenant, root) = await ConnectAsync();

        var made = await tenant.Client.PostJsonAsync($"{root}/connectors", Body("orders"), "once");
        var again = await tenant.Client.PostJsonAsync($"{root}/connectors", Body("orders"), "once");

        (made.Status, again.Text).ShouldBe((HttpStatusCode.Created, made.Text));
        made.Json["config"]!["kafka.api.secret"]!.ToString().ShouldBe(Mask);
        made.Json["config"]!["quickstart"]!.ToString().ShouldBe("ORDERS");
        var listed = await tenant.Client.ReadAsync($"{root}/connectors?expand=info,status,id");
        listed.Json["orders"]!["id"]!["id"]!.ToString().ShouldStartWith("lcc-");
        listed.Json["orders"]!["status"]!["connector"]!["state"]!.ToString().ShouldBe("PROVISIONING");
        foreach (var path in new[] { "connectors/orders", "connectors/orders/config", "connectors/orders/tasks" })
            (await tenant.Client.ReadAsync($"{root}/{path}")).Text.ShouldNotContain("very-secret");
        (made.Text + listed.Text).ShouldNotContain("very-secret");
        var operation = await tenant.Client.ReadAsync(made.Header("Location"));
        operation["spec.type"].ShouldBe("SERVICE_CREATE");
        operation["spec.service.id"].ShouldStartWith("lcc-");
        operation.Text.ShouldNotContain("very-secret");
    }

    [Fact]
    public async Task Connector_OfANameThatIsTaken_IsRefusedInTheShapeOfItsGroup()
    {
        var (tenant, root) = await ConnectAsync();
        await tenant.Client.PostJsonAsync($"{root}/connectors", Body("orders"));

        var refused = await tenant.Client.PostJsonAsync($"{root}/connectors", Body("orders"));

        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        (refused["error.code"], refused["error.message"]).ShouldBe(
            ("409", $"Connector orders already exists on {root.Split('/')[^1]}.")
        );
    }

    [Fact]
    public async Task Connector_UnderWay_CanBeDeletedAndNotChanged()
    {
        var (tenant, root) = await ConnectAsync();
        await tenant.Client.PostJsonAsync($"{root}/connectors", Body("orders"));
        var path = $"{root}/connectors/orders";

        (await tenant.Client.CallAsync(HttpMethod.Put, $"{path}/pause")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await tenant.Client.CallAsync(HttpMethod.Delete, path)).Status.ShouldBe(HttpStatusCode.OK);

        var status = await tenant.Client.ReadAsync($"{path}/status");
        status["connector.state"].ShouldBe("DELETED");
    }

    [Theory]
    [InlineData("{}", "connector.class,kafka.api.key,kafka.api.secret,name")]
    [InlineData("""{"name":"a","connector.class":"Nothing","kafka.service.account.id":"sa-1"}""", "connector.class")]
    [InlineData(
        """
            {"name":"a","connector.class":"HttpSink","kafka.service.account.id":"sa-1","topics":"t",
            "http.api.url":"http://x","tasks.max":"101"}
            """,
        "tasks.max"
    )]
    [InlineData(
        """
            {"name":"a","connector.class":"HttpSink","kafka.service.account.id":"sa-1","topics":"t",
            "http.api.url":"http://x","tasks.max":"100"}
            """,
        ""
    )]
    public async Task Validate_AConfiguration_NamesTheFieldsThatAreWrong(string config, string wrong)
    {
        var (tenant, root) = await ConnectAsync();

        var verdict = await tenant.Client.CallAsync(
            HttpMethod.Put,
            $"{root}/connector-plugins/HttpSink/config/validate",
            JObject.Parse(config)
        );

        verdict.Status.ShouldBe(HttpStatusCode.OK, verdict.Text);
        var fields = verdict.Json["configs"]!.Where(c => c["value"]!["errors"]!.Any());
        string.Join(",", fields.Select(c => (string)c["value"]!["name"]!).Where(n => wrong.Contains(n)))
            .ShouldBe(wrong);
        ((int)verdict.Json["error_count"]! == 0).ShouldBe(wrong.Length == 0);
    }

    [Fact]
    public async Task Connect_OfAnotherOrganisation_Answers404InItsShape()
    {
        var (_, root) = await ConnectAsync();

        foreach (
            var path in new[] { "connectors", "connectors/orders", "connectors/orders/status", "connector-plugins" }
        )
        {
            var reply = await world.Theirs.Client.ReadAsync($"{root}/{path}");
            reply.Status.ShouldBe(HttpStatusCode.NotFound, reply.Text);
            reply["error.code"].ShouldBe("404");
        }
    }

    [Fact]
    public async Task Plugins_OfACluster_AreListed()
    {
        var (tenant, root) = await ConnectAsync();

        var plugins = await tenant.Client.CallAsync(HttpMethod.Get, $"{root}/connector-plugins");

        plugins.Status.ShouldBe(HttpStatusCode.OK);
        plugins.Text.ShouldContain("\"DatagenSource\"");
    }

    [Fact]
    public async Task Ksqldb_Created_IsShownAsTheSpecificationHasIt()
    {
        var tenant = await world.NewTenantAsync("ksqlDB");
        var cluster = await tenant.NewUsableClusterAsync();

        var preview = await tenant.Client.PostJsonAsync(
            "/ksqldbcm/v2/clusters?validate_only=true",
            Ksqldb(tenant, cluster, 4)
        );
        var made = await tenant.Client.PostJsonAsync("/ksqldbcm/v2/clusters", Ksqldb(tenant, cluster, 4));

        (preview.Status, preview["kind"]).ShouldBe((HttpStatusCode.OK, "ServicePreview"));
        preview["price.per_hour"].ShouldStartWith("0.79999");
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        (made["status.phase"], made["spec.csu"], made["spec.kafka_cluster.id"]).ShouldBe(
            ("PROVISIONING", "4", cluster)
        );
        made["spec.credential_identity.id"].ShouldBe(tenant.User);
        var listed = await tenant.Client.ReadAsync($"/ksqldbcm/v2/clusters?environment={tenant.Environment}");
        listed["data[0].id"].ShouldBe(made["id"]);
    }

    [Theory]
    [InlineData(ServiceKind.SchemaRegistry, "srcm/v3")]
    [InlineData(ServiceKind.Ksqldb, "ksqldbcm/v2")]
    [InlineData(ServiceKind.ControlCenter, "control/v1")]
    public async Task Key_OfAServiceOfOnesOwn_IsMade_AndOfAnothersIsNot(ServiceKind kind, string version)
    {
        var tenant = await world.NewTenantAsync($"Keys {kind}");
        var body = Samples.KeyBody(tenant.User);
        body["spec"]!["resource"]!["id"] = (await tenant.NewServiceAsync(kind)).Value;
        var made = await tenant.Client.PostJsonAsync("/iam/v2/api-keys", body);
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        (made["spec.resource.api_version"], made["spec.resource.kind"]).ShouldBe((version, "Cluster"));

        var stranger = await world.NewTenantAsync($"No keys {kind}");
        body["spec"]!["owner"]!["id"] = stranger.User;
        var refused = await stranger.Client.PostJsonAsync("/iam/v2/api-keys", body);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden, refused.Text);
    }

    [Theory]
    [InlineData(3, HttpStatusCode.UnprocessableEntity)]
    [InlineData(12, HttpStatusCode.Accepted)]
    public async Task Ksqldb_OfASize_IsAcceptedWhenItIsOnOffer(int csu, HttpStatusCode expected)
    {
        var tenant = await world.NewTenantAsync("ksqlDB sizes");
        var cluster = await tenant.NewUsableClusterAsync();

        (await tenant.Client.PostJsonAsync("/ksqldbcm/v2/clusters", Ksqldb(tenant, cluster, csu))).Status.ShouldBe(
            expected
        );
    }

    [Fact]
    public async Task ControlCenter_OnAClusterThatIsNotUsable_IsRefused()
    {
        var tenant = await world.NewTenantAsync("Control");
        var cluster = (await tenant.NewClusterAsync())["id"];
        var body = new
        {
            spec = new
            {
                display_name = "console",
                kafka_cluster = new { id = cluster },
                environment = new { id = tenant.Environment },
            },
        };

        var refused = await tenant.Client.PostJsonAsync("/control/v1/clusters", body);

        (refused.Status, refused["errors[0].code"]).ShouldBe((HttpStatusCode.Conflict, "cluster_not_usable"));
    }

    [Fact]
    public async Task Registry_OfAnEnvironment_IsReadInBothVersions()
    {
        var tenant = await world.NewTenantAsync("Registry");
        var id = await tenant.NewServiceAsync(ServiceKind.SchemaRegistry);

        foreach (var group in new[] { "srcm/v3", "srcm/v2", "stream-governance/v2" })
        {
            var one = await tenant.Client.ReadAsync($"/{group}/clusters/{id}?environment={tenant.Environment}");
            (one["id"], one["spec.package"], one["api_version"]).ShouldBe((id.Value, "ESSENTIALS", group));
            var all = await tenant.Client.ReadAsync($"/{group}/clusters?environment={tenant.Environment}");
            all["data[0].id"].ShouldBe(id.Value);
        }
        (await tenant.Client.ReadAsync("/stream-governance/v2/regions"))["data[0].metadata.self"]
            .ShouldContain("/stream-governance/v2/regions/sgreg-");
        var second = await tenant.Client.PostJsonAsync(
            "/srcm/v2/clusters",
            new
            {
                spec = new
                {
                    package = "ESSENTIALS",
                    region = new { id = "sgreg-aws.us-west-2" },
                    environment = new { id = tenant.Environment },
                },
            }
        );
        second.Status.ShouldBe(HttpStatusCode.Conflict);
    }

    private async Task<(Tenant Tenant, string Root)> ConnectAsync()
    {
        var tenant = await world.NewTenantAsync("Connect");
        var cluster = await tenant.NewUsableClusterAsync();
        return (tenant, $"/connect/v1/environments/{tenant.Environment}/clusters/{cluster}");
    }

    private static object Ksqldb(Tenant tenant, string cluster, int csu) =>
        new
        {
            spec = new
            {
                display_name = "queries",
                csu,
                kafka_cluster = new { id = cluster },
                credential_identity = new { id = tenant.User },
                environment = new { id = tenant.Environment },
            },
        };

    private static JObject Body(string name) =>
        new()
        {
            ["name"] = name,
            ["config"] = new JObject
            {
                ["name"] = name,
                ["connector.class"] = "DatagenSource",
                ["kafka.api.key"] = "KEY",
                ["kafka.api.secret"] = "very-secret",
                ["kafka.topic"] = "orders",
                ["output.data.format"] = "JSON",
                ["quickstart"] = "ORDERS",
            },
        };
}
