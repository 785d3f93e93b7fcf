using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Fleet;
using Mothership.Local.Host;

namespace Mothership.Bench.Support;

/// <summary>A local cloud with one region and one customer, in a folder of its own that goes with it.</summary>
internal sealed class BenchCloud : IAsyncDisposable
{
    public static readonly RegionId Region = RegionId.Of("aws", "us-west-2");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private readonly LocalCloud _cloud;
    private readonly string _folder;

    private BenchCloud(LocalCloud cloud, string folder)
    {
        (_cloud, _folder) = (cloud, folder);
        Http = new HttpClient { BaseAddress = cloud.BaseAddress };
    }

    public HttpClient Http { get; }

    public string Environment { get; private set; } = "";

    /// <summary>
    /// Starts it with the embedded operator, or with <paramref name="instant"/> one that answers at once.
    /// </summary>
    public static async Task<BenchCloud> StartAsync(InstantOperator? instant = null)
    {
        var folder = Directory.CreateTempSubdirectory("mothership-bench-").FullName;
        var settings = new Dictionary<string, string?>
        {
            ["Quotas:ClustersPerEnvironment"] = "1000000",
            ["Quotas:ClustersPerOrganization"] = "1000000",
            ["RateLimit:Requests"] = "100000000",
            ["Region:ClustersMax"] = "1000000",
            ["Region:UnitsMax"] = "10000000",
        };
        if (instant is not null)
            settings["RegionOperator"] = instant.Name;
        var options = new LocalCloudOptions
        {
            StateFolder = folder,
            Regions = [Region],
            Settings = settings,
            ConfigureRegion = (_, services) =>
            {
                if (instant is not null)
                    services.AddSingleton<Regions.IClusterOperator>(instant);
            },
        };
        var cloud = new BenchCloud(await LocalCloud.StartAsync(options), folder);
        await cloud.SignUpAsync();
        return cloud;
    }

    /// <summary>Asks for a cluster and returns its id when the request is accepted.</summary>
    public async Task<string> CreateAsync(string name)
    {
        var spec = new JsonObject
        {
            ["display_name"] = name,
            ["cloud"] = "AWS",
            ["region"] = Region.Name,
            ["availability"] = "SINGLE_ZONE",
            ["config"] = new JsonObject { ["kind"] = "Basic" },
            ["environment"] = new JsonObject { ["id"] = Environment },
        };
        using var response = await Http.PostAsJsonAsync("cmk/v2/clusters", new JsonObject { ["spec"] = spec });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }

    /// <summary>Waits until a cluster is usable.</summary>
    public async Task AwaitProvisionedAsync(string id)
    {
        await PollAsync(
            $"{id} to be provisioned",
            async () =>
            {
                var cluster = await Http.GetFromJsonAsync<JsonNode>(PathOf(id));
                var phase = cluster!["status"]!["phase"]!.GetValue<string>();
                return phase == "FAILED" ? throw new InvalidOperationException($"{id} failed") : phase == "PROVISIONED";
            }
        );
    }

    /// <summary>Deletes a cluster and waits until it is gone.</summary>
    public async Task DeleteAsync(string id)
    {
        using (var response = await Http.DeleteAsync(PathOf(id)))
            response.EnsureSuccessStatusCode();
        await PollAsync(
            $"{id} to be gone",
            async () =>
            {
                using var response = await Http.GetAsync(PathOf(id));
                return !response.IsSuccessStatusCode;
            }
        );
    }

    public string PathOf(string id) => $"cmk/v2/clusters/{id}?environment={Environment}";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _cloud.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignUpAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "fleet/v1/organizations");
        request.Content = JsonContent.Create(new { display_name = "Bench" });
        request.Headers.Add("x-functions-key", _cloud.HostKey);
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var made = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        Environment = made["environment"]!["id"]!.GetValue<string>();
        var credential = Encoding.UTF8.GetBytes($"{made["api_key"]!["id"]}:{made["api_key"]!["spec"]!["secret"]}");
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(credential)
        );
        await PollAsync(
            $"region {Region} to register",
            async () => (await Http.GetFromJsonAsync<JsonNode>("fleet/v1/regions"))!["data"]!.AsArray().Count > 0
        );
    }

    private static async Task PollAsync(string what, Func<Task<bool>> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s for {what}.");
            await Task.Delay(Pause);
        }
    }
}
