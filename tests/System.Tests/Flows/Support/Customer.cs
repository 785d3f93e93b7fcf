using System.Net;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Flows.Support;

/// <summary>An organisation that uses a running mothership over HTTP, and nothing else of it.</summary>
internal sealed class Customer : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _environment;

    private Customer(HttpClient client, string organization, string environment) =>
        (_client, Organization, _environment) = (client, organization, environment);

    public string Organization { get; }

    /// <summary>Its environment.</summary>
    public string Environment => _environment;

    /// <summary>Its first user.</summary>
    public string User { get; private init; } = "";

    /// <summary>Its API, as it calls it.</summary>
    public HttpClient Api => _client;

    /// <summary>How to become this customer again, after a restart of the mothership.</summary>
    public (string Id, string Secret) Key { get; private init; }

    public static async Task<Customer> NewAsync(Uri address, string hostKey)
    {
        using var staff = new HttpClient { BaseAddress = address };
        staff.DefaultRequestHeaders.Add("x-functions-key", hostKey);
        var made = await staff.PostJsonAsync("/fleet/v1/organizations", new { display_name = "Flows" });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var key = (made["api_key.id"], made["api_key.spec.secret"]);
        return new(ClientOf(address, key), made["organization.id"], made["environment.id"])
        {
            Key = key,
            User = made["user.id"],
        };
    }

    /// <summary>The same customer at another address.</summary>
    public Customer At(Uri address) => new(ClientOf(address, Key), Organization, _environment) { Key = Key };

    public Task<Reply> CreateAsync(string name = "orders", string cloud = "AWS", string region = "us-west-2") =>
        _client.PostJsonAsync(
            "/cmk/v2/clusters",
            new
            {
                spec = new
                {
                    display_name = name,
                    availability = "SINGLE_ZONE",
                    cloud,
                    region,
                    config = new { kind = "Dedicated", cku = 1 },
                    environment = new { id = _environment },
                },
            }
        );

    public Task<Reply> ResizeAsync(string cluster, int cku) =>
        _client.PatchJsonAsync(
            $"/cmk/v2/clusters/{cluster}",
            new { spec = new { config = new { kind = "Dedicated", cku }, environment = new { id = _environment } } }
        );

    public Task<Reply> DeleteAsync(string cluster) => _client.RemoveAsync(PathOf(cluster));

    public Task<Reply> ReadAsync(string cluster) => _client.ReadAsync(PathOf(cluster));

    /// <summary>A cluster that is ready, by its id.</summary>
    public async Task<string> ProvisionedAsync(string name = "orders")
    {
        var created = await CreateAsync(name);
        created.Status.ShouldBe(HttpStatusCode.Accepted, created.Text);
        await SucceededAsync(created);
        return created["id"];
    }

    /// <summary>Waits until the operation that an answer points to is final, and requires that it succeeded.</summary>
    public async Task<JObject> SucceededAsync(Reply accepted)
    {
        var at = accepted.Message.Headers.Location?.ToString() ?? accepted.Header("Operation-Location");
        var operation = await FinalAsync(new Uri(at, UriKind.RelativeOrAbsolute));
        ((string?)operation.SelectToken("status.phase")).ShouldBe("SUCCEEDED", operation.ToString());
        return operation;
    }

    /// <summary>Waits until the operation at an address is final.</summary>
    public Task<JObject> FinalAsync(Uri location)
    {
        var path = location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
        return Eventually.GetAsync(
            async () =>
                (await _client.ReadAsync(path)) is { Status: HttpStatusCode.OK } r && IsFinal(r.Json) ? r.Json : null,
            async () => (await _client.ReadAsync(path)).Text
        );
    }

    /// <summary>All operations there ever were.</summary>
    public async Task<List<JObject>> OperationsAsync() =>
        [.. (await ListAsync("/ops/v1/operations?page_size=100")).Where(o => o.SelectToken("spec.service") is null)];

    /// <summary>All clusters there are.</summary>
    public Task<List<JObject>> ClustersAsync() =>
        ListAsync($"/cmk/v2/clusters?environment={_environment}&page_size=100");

    public static bool IsFinal(JObject operation) =>
        (string?)operation.SelectToken("status.phase") is "SUCCEEDED" or "FAILED" or "SUPERSEDED";

    public void Dispose() => _client.Dispose();

    private string PathOf(string cluster) => $"/cmk/v2/clusters/{cluster}?environment={_environment}";

    private async Task<List<JObject>> ListAsync(string first)
    {
        var all = new List<JObject>();
        for (var path = first; path is not null; )
        {
            var page = await _client.ReadAsync(path);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
            all.AddRange(page.Json["data"]!.Cast<JObject>());
            path = (string?)page.Json.SelectToken("metadata.next") is { } next ? new Uri(next).PathAndQuery : null;
        }
        return all;
    }

    private static HttpClient ClientOf(Uri address, (string Id, string Secret) key)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(90) };
        client.DefaultRequestHeaders.Authorization = ReplyExtensions.Basic(key.Id, key.Secret);
        return client;
    }
}
