using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mothership.Bus.Planning;
using Mothership.Domain.Fleet;
using Mothership.Local.Host;

namespace Bus.Tests;

/// <summary>
/// Control plane and region as two processes would be: each with its own user, which may do what infra/bus/acls.json
/// says and nothing else, over TLS and with signed messages.
/// </summary>
public sealed class SecureCloudTests : IAsyncLifetime
{
    private static readonly RegionId Region = RegionId.Of("aws", "us-west-2");
    private readonly string _folder = Directory.CreateTempSubdirectory("bus-tests-").FullName;
    private readonly StringWriter _log = new();
    private readonly SecureBus _central = new();
    private readonly HttpClient _http = new();
    private LocalCloud _controlPlane = null!;
    private LocalCloud _region = null!;
    private string _environment = "";

    public async Task InitializeAsync()
    {
        _central.Rights.Allow(AclPlan.UserOf(Region), AclPlan.OfRegion(Region));
        _controlPlane = await StartAsync(AclPlan.Mothership, isControlPlane: true);
        _region = await StartAsync(AclPlan.UserOf(Region), isControlPlane: false);
        _http.BaseAddress = _controlPlane.BaseAddress;
        await BecomeACustomerAsync();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _region.DisposeAsync();
        await _controlPlane.DisposeAsync();
        await _central.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Cluster_OverASecuredBus_IsProvisioned_AlsoWhenTheBusIsAwayForAWhile()
    {
        await ProvisionedAsync(await CreateAsync("first"));
        (await HealthAsync()).ShouldBe(HttpStatusCode.OK);

        await _central.Front.SwitchOffAsync();
        await Eventually.TrueAsync(
            async () => await HealthAsync() == HttpStatusCode.ServiceUnavailable,
            () => "the control plane is healthy without its bus"
        );
        var asked = await CreateAsync("second");
        if (Counts.IsLong)
            await Task.Delay(TimeSpan.FromSeconds(60));
        _central.Front.SwitchOn();

        await ProvisionedAsync(asked);
        await Eventually.TrueAsync(async () => await HealthAsync() == HttpStatusCode.OK, () => "it is not healthy");
        _log.ToString().ShouldNotContain(SecureBus.Password);
    }

    private Task<LocalCloud> StartAsync(string user, bool isControlPlane)
    {
        var settings = _central.Settings(user);
        settings["KafkaProtocol"] = "SaslSsl";
        settings["SecretsFolder"] = Path.Combine(_folder, "secrets");
        return LocalCloud.StartAsync(
            new()
            {
                StateFolder = Path.Combine(_folder, user),
                ControlPlane = isControlPlane,
                Regions = isControlPlane ? [] : [Region],
                Kafka = _central.Front.BootstrapServers,
                Settings = settings,
                Log = TextWriter.Synchronized(_log),
            }
        );
    }

    private async Task BecomeACustomerAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fleet/v1/organizations");
        request.Headers.Add("x-functions-key", _controlPlane.HostKey);
        request.Content = Json(new JsonObject { ["display_name"] = "Secure" });
        var made = await ReadAsync(await _http.SendAsync(request), HttpStatusCode.Created);
        _environment = (string)made["environment"]!["id"]!;
        var key = $"{made["api_key"]!["id"]}:{made["api_key"]!["spec"]!["secret"]}";
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(key))
        );
    }

    private async Task<string> CreateAsync(string name)
    {
        var body = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["display_name"] = name,
                ["availability"] = "SINGLE_ZONE",
                ["cloud"] = "AWS",
                ["region"] = Region.Name,
                ["config"] = new JsonObject { ["kind"] = "Basic" },
                ["environment"] = new JsonObject { ["id"] = _environment },
            },
        };
        HttpResponseMessage? answer = null;
        // Until its first heartbeat has come, nothing is sold in the region.
        await Eventually.TrueAsync(
            async () =>
                (answer = await _http.PostAsync("/cmk/v2/clusters", Json(body))).StatusCode == HttpStatusCode.Accepted,
            () => $"{answer?.StatusCode}; {_log}"
        );
        return (string)(await ReadAsync(answer!, HttpStatusCode.Accepted))["id"]!;
    }

    private async Task ProvisionedAsync(string cluster)
    {
        JsonNode? seen = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var answer = await _http.GetAsync($"/cmk/v2/clusters/{cluster}?environment={_environment}");
                seen = await ReadAsync(answer, HttpStatusCode.OK);
                return (string?)seen["status"]!["phase"] == "PROVISIONED";
            },
            () => $"{seen}; {_log}"
        );
    }

    private async Task<HttpStatusCode> HealthAsync() => (await _http.GetAsync("/health")).StatusCode;

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, text);
        return JsonNode.Parse(text)!;
    }
}
