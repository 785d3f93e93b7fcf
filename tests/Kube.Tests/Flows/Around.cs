using System.Net;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;
using Newtonsoft.Json.Linq;

namespace Kube.Tests.Flows;

/// <summary>What a customer has around its cluster, over HTTP.</summary>
internal sealed class Around(KubeWorld world, Customer customer, string cluster)
{
    /// <summary>Where the connectors of the cluster are.</summary>
    public string Connectors { get; } =
        $"/connect/v1/environments/{customer.Environment}/clusters/{cluster}/connectors";

    public async Task<string> RegistryAsync()
    {
        var list = $"/srcm/v3/clusters?environment={customer.Environment}";
        await UntilAsync(list, r => r.Json["data"]!.Any());
        return (string)(await customer.Api.ReadAsync(list)).Json["data"]![0]!["id"]!;
    }

    public string RegistryPath(string id) => $"/srcm/v3/clusters/{id}?environment={customer.Environment}";

    public string Ksqldb(string id) => $"/ksqldbcm/v2/clusters/{id}?environment={customer.Environment}";

    public string Console(string id) => $"/control/v1/clusters/{id}?environment={customer.Environment}";

    public Task<string> NewKsqldbAsync(int csu) =>
        NewAsync(
            "/ksqldbcm/v2/clusters",
            new
            {
                spec = new
                {
                    display_name = "streams",
                    csu,
                    kafka_cluster = new { id = cluster },
                    credential_identity = new { id = customer.User },
                    environment = new { id = customer.Environment },
                },
            }
        );

    public Task<string> NewConsoleAsync() =>
        NewAsync(
            "/control/v1/clusters",
            new
            {
                spec = new
                {
                    display_name = "console",
                    kafka_cluster = new { id = cluster },
                    environment = new { id = customer.Environment },
                },
            }
        );

    public async Task NewConnectorAsync(string name)
    {
        var made = await customer.Api.PostJsonAsync(Connectors, new { name, config = Config(name, "orders") });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
    }

    public JObject Config(string name, string topics) =>
        new()
        {
            ["name"] = name,
            ["connector.class"] = "PostgresSink",
            ["kafka.auth.mode"] = "SERVICE_ACCOUNT",
            ["kafka.service.account.id"] = "sa-1",
            ["topics"] = topics,
            ["connection.host"] = "db.example",
            ["connection.user"] = "me",
            ["connection.password"] = "pass-of-the-database",
        };

    public async Task<(string Id, string Secret)> NewKeyAsync()
    {
        var made = await customer.Api.PostJsonAsync(
            "/iam/v2/api-keys",
            new
            {
                spec = new
                {
                    display_name = "key",
                    owner = new { id = customer.User },
                    resource = new { id = cluster },
                },
            }
        );
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        return (made["id"], made["spec.secret"]);
    }

    public Task UntilPhaseAsync(string path, string phase) => UntilAsync(path, r => PhaseOf(r) == phase);

    /// <summary>Waits until there is no such thing for the customer any more.</summary>
    public Task UntilGoneAsync(string path) =>
        UntilAsync(path, r => r.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound);

    public Task UntilAsync(string path, Func<Reply, bool> condition) =>
        Eventually.HoldsAsync(
            async () => condition(await customer.Api.ReadAsync(path)),
            async () => $"{path}: {(await customer.Api.ReadAsync(path)).Text}\n{await ToldAsync()}"
        );

    /// <summary>The operations of a service, the last one first.</summary>
    public async Task<List<JObject>> OperationsAsync(string service)
    {
        var page = await customer.Api.ReadAsync($"/ops/v1/operations?spec.service={service}&page_size=100");
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        return [.. page.Json["data"]!.Cast<JObject>().OrderByDescending(o => (long)o.SelectToken("spec.generation")!)];
    }

    /// <summary>What happened to the price of each resource, in order.</summary>
    public async Task<Dictionary<string, string>> PriceChangesAsync()
    {
        var now = world.Cloud.Clock.GetUtcNow();
        var page = await customer.Api.ReadAsync(
            $"/billing/v1/usage-events?start_date={now.AddDays(-3):yyyy-MM-dd}&end_date={now.AddDays(3):yyyy-MM-dd}"
                + "&page_size=1000"
        );
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        return page.Json["data"]!
            .Where(e => (string?)e["type"] == "price")
            .GroupBy(e => (string)e["resource"]!)
            .ToDictionary(
                g => g.Key,
                g => string.Join(' ', g.OrderBy(e => (string)e["effective_at"]!).Select(e => (string)e["change"]!))
            );
    }

    private async Task<string> NewAsync(string path, object body)
    {
        var made = await customer.Api.PostJsonAsync(path, body);
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        return made["id"];
    }

    private static string? PhaseOf(Reply reply) =>
        reply.Status == HttpStatusCode.OK ? (string?)reply.Json.SelectToken("status.phase") : null;

    private async Task<string> ToldAsync()
    {
        var operations = await customer.Api.ReadAsync("/ops/v1/operations?page_size=100");
        return $"{operations.Text}\n{string.Join("; ", world.Kube.Strimzi.Troubles)}\n{world.Log}";
    }
}
