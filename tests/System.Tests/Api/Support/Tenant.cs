using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
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
    /// <summary>Of the app, for what no request can bring about without a region.</summary>
    internal IServiceProvider Services { get; private init; } = null!;

    private TenantScope Scope => SystemScope.For(new OrganizationId(Organization));

    /// <summary>A cluster that its region has built.</summary>
    internal async Task<string> NewUsableClusterAsync()
    {
        var id = (await NewClusterAsync())["id"];
        var store = Services.GetRequiredService<IClusterStore>();
        var stored = (await store.FindAsync(Scope, new(id), default))!;
        var price = new Price(0.01m, "USD", "test");
        var active = ClusterDecider.Activate(stored.Value, 1, new("PLAINTEXT://k:1", null), price, ApiWorld.Now)!;
        await store.SaveAsync(Scope, active, stored.ETag, default);
        return id;
    }

    /// <summary>A service as if it had been asked for.</summary>
    internal async Task<ServiceId> NewServiceAsync(ServiceKind kind)
    {
        var isOfCluster = kind != ServiceKind.SchemaRegistry;
        var environment = new EnvironmentId(Environment);
        var service = new Service
        {
            Id = isOfCluster ? ServiceIds.New(kind, new SecureIdSource()) : ServiceIds.OfRegistry(environment),
            Kind = kind,
            Organization = new(Organization),
            Environment = environment,
            Cluster = isOfCluster ? new ClusterId((await NewClusterAsync())["id"]) : null,
            Region = new("aws", "us-west-2"),
            DisplayName = "around",
            Spec = ServiceSpec.OfUnits(1) with
            {
                Settings = new Dictionary<string, string> { [ServiceNames.Identity] = User },
            },
            CreatedAt = ApiWorld.Now,
            UpdatedAt = ApiWorld.Now,
            Actor = User,
        };
        var decision = ServiceDecider.Create(service, new Price(0.01m, "USD", "test"));
        await Services.GetRequiredService<IServiceStore>().CreateAsync(Scope, decision, 1000, default);
        return service.Id;
    }

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
        return new(made["organization.id"], made["environment.id"], made["user.id"], id, secret, client)
        {
            Services = world.Services,
        };
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
