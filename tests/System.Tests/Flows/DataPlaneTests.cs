using System.Net;
using System.Text;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Flows;

/// <summary>What a customer does with a cluster over HTTP, from the key on.</summary>
[Collection(CloudCollection.Name)]
public sealed class DataPlaneTests(CloudWorld world)
{
    [Fact]
    public async Task Key_OfACluster_OpensItFromReadinessToDeletion()
    {
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ReadAsync(await customer.ProvisionedAsync());
        var key = await KeyAsync(customer, cluster["id"]);
        (key["spec.resource.api_version"], key["spec.resource.kind"]).ShouldBe(("cmk/v2", "Cluster"));
        using var client = ClientOf(cluster["spec.http_endpoint"], key);
        var topics = $"kafka/v3/clusters/{cluster["id"]}/topics";
        await ReadyAsync(client, topics);

        var made = await client.PostJsonAsync(topics, new { topic_name = "orders", partitions_count = 3 });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        await Kcat.ProduceAsync(cluster["spec.kafka_bootstrap_endpoint"], "orders", "hello\n");
        using var record = Json("""{"value":{"type":"STRING","data":"world"}}""" + "\n" + """{"value":null}""");
        var produced = await client.PostAsync($"{topics}/orders/records", record);
        var reports = (await produced.Content.ReadAsStringAsync()).TrimEnd().Split('\n');
        (produced.StatusCode, reports.Length).ShouldBe((HttpStatusCode.OK, 2));
        var read = await Kcat.ConsumeAsync(cluster["spec.kafka_bootstrap_endpoint"], "orders");
        read.Split('\n').ShouldContain("world");

        (await customer.Api.RemoveAsync($"/iam/v2/api-keys/{key["id"]}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync(topics)).StatusCode == HttpStatusCode.Unauthorized,
            async () => $"{(await client.GetAsync(topics)).StatusCode} with a key that is deleted; {world.Log}"
        );
        await NoSecretAsync(key["id"]);
    }

    [Fact]
    public async Task Keys_OfACluster_GoWithIt()
    {
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ReadAsync(await customer.ProvisionedAsync());
        var key = await KeyAsync(customer, cluster["id"]);
        using var client = ClientOf(cluster["spec.http_endpoint"], key);
        await ReadyAsync(client, $"kafka/v3/clusters/{cluster["id"]}/topics");
        await customer.DeleteAsync(cluster["id"]);
        await Eventually.HoldsAsync(
            async () =>
                (await customer.Api.ReadAsync($"/iam/v2/api-keys/{key["id"]}")).Status == HttpStatusCode.Forbidden,
            async () => (await customer.Api.ReadAsync($"/iam/v2/api-keys/{key["id"]}")).Text
        );
        await NoSecretAsync(key["id"]);
    }

    [Fact]
    public async Task Keys_OfTwoWorlds_DoNotOpenEachOther()
    {
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ReadAsync(await customer.ProvisionedAsync());
        var key = await KeyAsync(customer, cluster["id"]);
        var topics = $"kafka/v3/clusters/{cluster["id"]}/topics";
        using var client = ClientOf(cluster["spec.http_endpoint"], key);
        await ReadyAsync(client, topics);
        using var withCloudKey = new HttpClient { BaseAddress = client.BaseAddress };
        withCloudKey.DefaultRequestHeaders.Authorization = Tenant.Basic(customer.Key.Id, customer.Key.Secret);
        (await withCloudKey.GetAsync(topics)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var withClusterKey = ClientOf(world.Cloud.BaseAddress!.ToString(), key);
        (await withClusterKey.GetAsync("/org/v2/environments")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var stranger = await world.NewCustomerAsync();
        var body = KeyBody(stranger.User, cluster["id"]);
        var refused = await stranger.Api.PostJsonAsync("/iam/v2/api-keys", body);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden, refused.Text);
    }

    [Fact]
    public async Task Registry_OfAnEnvironment_OpensForItsClustersKeys()
    {
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ReadAsync(await customer.ProvisionedAsync());
        var key = await KeyAsync(customer, cluster["id"]);
        using var client = ClientOf(cluster["spec.http_endpoint"], key);
        var registry = ServiceIds.OfRegistry(new EnvironmentId(customer.Environment));
        await ReadyAsync(client, $"schema-registry/{registry}/subjects");
        using var body = Json("""{"schema":"\"string\""}""");
        var made = await client.PostAsync($"schema-registry/{registry}/subjects/a%2Fb/versions", body);
        (await made.Content.ReadAsStringAsync()).ShouldBe("""{"id":1}""");
        (await client.GetStringAsync($"schema-registry/{registry}/subjects")).ShouldBe("""["a/b"]""");
    }

    private static async Task<Reply> KeyAsync(Customer customer, string resource)
    {
        var made = await customer.Api.PostJsonAsync("/iam/v2/api-keys", KeyBody(customer.User, resource));
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        return made;
    }

    private static object KeyBody(string owner, string resource) =>
        new { spec = new { owner = new { id = owner }, resource = new { id = resource } } };

    private static HttpClient ClientOf(string address, Reply key)
    {
        var client = new HttpClient { BaseAddress = new Uri(address.TrimEnd('/') + "/") };
        client.DefaultRequestHeaders.Authorization = Tenant.Basic(key["id"], key["spec.secret"]);
        return client;
    }

    // As the usual clients check it: until it works twice; before, it is 401.
    private Task ReadyAsync(HttpClient client, string path) =>
        Eventually.HoldsAsync(
            async () =>
            {
                var first = (await client.GetAsync(path)).StatusCode;
                first.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Unauthorized);
                return first == HttpStatusCode.OK && (await client.GetAsync(path)).StatusCode == HttpStatusCode.OK;
            },
            async () => $"{path}: {(await client.GetAsync(path)).StatusCode}; {world.Log}"
        );

    private Task NoSecretAsync(string key) =>
        Eventually.HoldsAsync(
            () => Task.FromResult(!world.Secrets().Contains(ServiceNames.KeySecretOf(new ApiKeyId(key)))),
            () => Task.FromResult($"the vault has {string.Join(", ", world.Secrets())}")
        );

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
