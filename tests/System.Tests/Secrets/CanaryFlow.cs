using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Secrets;

/// <summary>
/// What one customer does with secrets, rightly and wrongly. Notes the secrets, and every answer that has no right to
/// show one.
/// </summary>
/// <param name="cloud">Where the API is, and the key of its staff.</param>
/// <param name="number">Tells flows apart.</param>
internal sealed class CanaryFlow((Uri Address, string HostKey) cloud, int number)
{
    /// <summary>Every so many flows there is a cluster, with a key of its own.</summary>
    public const int ClusterEach = 10;

    /// <summary>All secrets that there were.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    /// <summary>All answers that must not show one, with what was asked.</summary>
    public ConcurrentBag<(string Asked, string Text)> Answers { get; } = [];

    /// <summary>What is no secret but goes the same way: has to be found, or the scan sees nothing.</summary>
    public ConcurrentBag<string> Markers { get; } = [];

    public async Task RunAsync()
    {
        using var staff = ClientOf(null);
        staff.DefaultRequestHeaders.Add("x-functions-key", cloud.HostKey);
        var made = await staff.PostJsonAsync("/fleet/v1/organizations", new { display_name = $"org {number}" });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var first = (Id: made["api_key.id"], Secret: Noted(made["api_key.spec.secret"]));
        using var client = ClientOf(first);
        await KeysAsync(client, made["user.id"]);
        await MistakesAsync(client, first.Id);
        Note("payment method", await client.PostJsonAsync("/billing/v1/payment-method", new { }));
        if (number % ClusterEach == 0)
            await ClusterAsync(client, made["user.id"], made["environment.id"]);
    }

    // A key is shown when it is made, and again to who repeats the request; never later.
    private async Task KeysAsync(HttpClient client, string owner)
    {
        var body = new { spec = new { display_name = $"key {number}", owner = new { id = owner } } };
        var made = await client.PostJsonAsync("/iam/v2/api-keys", body, $"idem-{number}");
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        var again = await client.PostJsonAsync("/iam/v2/api-keys", body, $"idem-{number}");
        again.Text.ShouldBe(made.Text);
        using (var other = ClientOf((made["id"], Noted(made["spec.secret"]))))
            Note("environments", await other.ReadAsync("/org/v2/environments"));
        Note("key", await client.ReadAsync($"/iam/v2/api-keys/{made["id"]}"));
        Note("keys", await client.ReadAsync("/iam/v2/api-keys"));
        Note(
            "changed",
            await client.PatchJsonAsync($"/iam/v2/api-keys/{made["id"]}", new { spec = new { description = "x" } })
        );
        Note("revoked", await client.RemoveAsync($"/iam/v2/api-keys/{made["id"]}"));
    }

    // Secrets where they do not belong: wrong ones, in bodies, in signatures.
    private async Task MistakesAsync(HttpClient client, string key)
    {
        using (var wrong = ClientOf((key, Canary("wrong"))))
            Note("wrong secret", await wrong.ReadAsync("/org/v2/environments"));
        using (var nobody = ClientOf((Canary("user"), Canary("nobody"))))
            Note("no such key", await nobody.ReadAsync("/org/v2/environments"));
        Note(
            "unknown field",
            await client.PostJsonAsync("/iam/v2/api-keys", new { spec = new { secret = Canary("field") } })
        );
        Note(
            "no JSON",
            await client.CallAsync(HttpMethod.Post, "/iam/v2/api-keys", $"{{\"secret\":\"{Canary("text")}")
        );
        Note(
            "signature",
            await client.CallAsync(
                HttpMethod.Post,
                "/billing/v1/stripe/webhook",
                new { },
                ("Stripe-Signature", $"t=1,v1={Canary("signature")}")
            )
        );
    }

    private async Task ClusterAsync(HttpClient client, string owner, string environment)
    {
        // A region is there with its first heartbeat, which may come after the first flow.
        await Eventually.HoldsAsync(
            async () => (await client.ReadAsync("/fleet/v1/regions")).Text.Contains("us-west-2"),
            async () => (await client.ReadAsync("/fleet/v1/regions")).Text
        );
        var created = await client.PostJsonAsync("/cmk/v2/clusters", NewCluster($"cluster {number}", environment));
        created.Status.ShouldBe(HttpStatusCode.Accepted, created.Text);
        Markers.Add(created["id"]);
        Note("cluster", created);
        await Provisioned(client, $"/cmk/v2/clusters/{created["id"]}?environment={environment}");
        var spec = new
        {
            display_name = "of a cluster",
            owner = new { id = owner },
            resource = new { id = created["id"] },
        };
        var key = await client.PostJsonAsync("/iam/v2/api-keys", new { spec });
        key.Status.ShouldBe(HttpStatusCode.Accepted, key.Text);
        Noted(key["spec.secret"]);
        await ConnectorAsync(client, $"/connect/v1/environments/{environment}/clusters/{created["id"]}/connectors");
        Note("operations", await client.ReadAsync("/ops/v1/operations?page_size=100"));
        Note("revoked", await client.RemoveAsync($"/iam/v2/api-keys/{key["id"]}"));
        Note("deleted", await client.RemoveAsync($"/cmk/v2/clusters/{created["id"]}?environment={environment}"));
    }

    // Whether one can run here or not: its password has been asked for.
    private async Task ConnectorAsync(HttpClient client, string connectors)
    {
        var config = new Dictionary<string, string>
        {
            ["connector.class"] = "PostgresSink",
            ["name"] = "sink",
            ["topics"] = "orders",
            ["connection.host"] = "db.example.com",
            ["connection.user"] = "sink",
            ["db.name"] = "orders",
            ["connection.password"] = Canary("connector"),
            ["kafka.api.key"] = "AKEY",
            ["kafka.api.secret"] = Canary("connector-key"),
        };
        var made = await client.PostJsonAsync(connectors, new { name = "sink", config });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        Note("connector", made);
        Note("connectors", await client.ReadAsync($"{connectors}?expand=info,status,id"));
        Note("its config", await client.ReadAsync($"{connectors}/sink/config"));
        config["connection.password"] = Canary("changed");
        Note("changed connector", await client.CallAsync(HttpMethod.Put, $"{connectors}/sink/config", config));
        config["connection.password"] = Canary("wrong");
        config["tasks.max"] = "none";
        Note("wrong connector", await client.CallAsync(HttpMethod.Put, $"{connectors}/sink/config", config));
        Note("deleted connector", await client.RemoveAsync($"{connectors}/sink"));
    }

    private static object NewCluster(string name, string environment) =>
        new
        {
            spec = new
            {
                display_name = name,
                availability = "SINGLE_ZONE",
                cloud = "AWS",
                region = "us-west-2",
                config = new { kind = "Basic" },
                environment = new { id = environment },
            },
        };

    private static Task Provisioned(HttpClient client, string path) =>
        Eventually.HoldsAsync(
            async () => (await client.ReadAsync(path)).Text.Contains("PROVISIONED", StringComparison.Ordinal),
            async () => (await client.ReadAsync(path)).Text
        );

    private string Noted(string secret)
    {
        Secrets.Add(secret);
        return secret;
    }

    private string Canary(string what) =>
        Noted($"canary-{what}-{number}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");

    private void Note(string asked, Reply reply) =>
        Answers.Add(($"{asked} of flow {number}", $"{reply.Message} {reply.Text}"));

    private HttpClient ClientOf((string Id, string Secret)? key)
    {
        var client = new HttpClient { BaseAddress = cloud.Address, Timeout = TimeSpan.FromSeconds(60) };
        if (key is { } k)
            client.DefaultRequestHeaders.Authorization = Tenant.Basic(k.Id, k.Secret);
        return client;
    }
}
