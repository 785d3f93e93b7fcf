using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api.Support;

/// <summary>An organisation with a client that uses its first key.</summary>
internal sealed record Tenant(
    string Organization,
    string Environment,
    string User,
    string KeyId,
    string Secret,
    HttpClient Client
)
{
    /// <summary>The Authorization header of a key.</summary>
    internal static AuthenticationHeaderValue Basic(string id, string secret) => ReplyExtensions.Basic(id, secret);

    internal static async Task<Tenant> CreateAsync(ApiWorld world, string name)
    {
        using var staff = world.Anonymous();
        staff.DefaultRequestHeaders.Add("x-functions-key", ApiWorld.HostKey);
        var made = await staff.PostJsonAsync("/fleet/v1/organizations", new { display_name = name });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var (id, secret) = (made["api_key.id"], made["api_key.spec.secret"]);
        var client = world.Anonymous();
        client.DefaultRequestHeaders.Authorization = Basic(id, secret);
        await Billed.AddInvoiceAsync(world, new(made["organization.id"]));
        return new(made["organization.id"], made["environment.id"], made["user.id"], id, secret, client);
    }

    /// <summary>The body of a creation of a cluster.</summary>
    internal JObject ClusterBody(string name = "orders", object? config = null) =>
        JObject.FromObject(
            new
            {
                spec = new
                {
                    display_name = name,
                    availability = "SINGLE_ZONE",
                    cloud = "AWS",
                    region = "us-west-2",
                    config = config ?? new { kind = "Basic" },
                    environment = new { id = Environment },
                },
            }
        );

    /// <summary>A new cluster, as it was answered.</summary>
    internal async Task<Reply> NewClusterAsync(string name = "orders", object? config = null)
    {
        var reply = await Client.PostJsonAsync("/cmk/v2/clusters", ClusterBody(name, config));
        reply.Status.ShouldBe(HttpStatusCode.Accepted, reply.Text);
        return reply;
    }

    /// <summary>What staff ask for, with the key of the Functions host.</summary>
    internal Task<Reply> StaffAsync(string path, object? body = null, string? key = null)
    {
        var method = body is null ? HttpMethod.Get : HttpMethod.Post;
        (string, string) staff = ("x-functions-key", ApiWorld.HostKey);
        return Client.CallAsync(method, path, body, key is null ? [staff] : [staff, ("Idempotency-Key", key)]);
    }

    /// <summary>The address of a cluster, with the environment that it has to be asked for in.</summary>
    internal string PathOf(string cluster) => $"/cmk/v2/clusters/{cluster}?environment={Environment}";
}
