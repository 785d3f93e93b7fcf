using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Registry;
using Mothership.DataPlane.Rest;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Services;
using Mothership.Local.Clock;
using Mothership.Local.EmbeddedKafka;
using Mothership.Local.EmbeddedKafka.SchemaRegistry;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.DataPlane.Tests.Support;

/// <summary>
/// A region's data plane over embedded clusters, without a server. Every answer is held against the contract.
/// </summary>
internal sealed class World : IDisposable
{
    internal const string Cluster = "lkc-one";
    internal const string Environment = "env-one";
    internal const string Registry = "lsrc-one";
    internal const string UserKey = "USERUSERUSERUSE1";
    internal const string AccountKey = "ACCOUNTACCOUNT01";
    internal const string Secret = "correct horse battery staple";

    private static readonly RegionSettings Settings = new(
        RegionId.Of("aws", "here"),
        "embedded",
        Width: 1,
        TimeSpan.FromSeconds(1)
    );

    private readonly EmbeddedDataPlane _plane;

    internal World()
    {
        Clusters = new(new());
        _plane = new(Clusters, Clock);
        Credentials = new(Vault);
        Rest = new(
            new KeyGate([Credentials], Settings, Vault, Clock),
            [_plane],
            Settings,
            NullLogger<KafkaRest>.Instance
        );
        RegistryRest = new(
            new KeyGate([Credentials], Settings, Vault, Clock),
            [Registries],
            Settings,
            NullLogger<RegistryRest>.Instance
        );
    }

    internal EmbeddedRegistries Registries { get; } =
        new(
            new DataPlaneAddress(
                new ConfigurationBuilder()
                    .AddInMemoryCollection([new("DataPlaneUrl", "https://region.example/")])
                    .Build()
            )
        );

    internal RegistryRest RegistryRest { get; }

    internal VirtualClock Clock { get; } = VirtualClock.Frozen(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal FakeVault Vault { get; } = new();

    internal EmbeddedClusterOperator Clusters { get; }

    internal EmbeddedCredentials Credentials { get; }

    internal IDataPlane Plane => _plane;

    internal KafkaRest Rest { get; }

    /// <summary>A cluster with a person's key and that of a service account, which may do nothing yet.</summary>
    internal static async Task<World> WithClusterAsync(int size = 1)
    {
        var world = new World();
        await world.ApplyAsync(Cluster, size);
        await world.AddKeyAsync(UserKey, Cluster, "u-ann");
        await world.AddKeyAsync(AccountKey, Cluster, "sa-bot");
        return world;
    }

    internal Task<OperatedCluster> ApplyAsync(string id, int size, bool suspended = false, long generation = 1) =>
        Clusters.ApplyAsync(
            new(id, generation, new(ClusterKind.Dedicated, size), MultiZone: false, suspended)
            {
                Environment = Environment,
            },
            default
        );

    internal async Task<OperatedService> AddKeyAsync(string key, string resource, string owner)
    {
        await Vault.SetAsync(ServiceNames.KeySecretOf(new(key)), Secret, default);
        return await Credentials.ApplyAsync(Credential(key, resource, owner), default);
    }

    internal static DesiredService Credential(string key, string resource, string owner) =>
        new()
        {
            Id = ServiceIds.OfCredential(new(key)).Value,
            Kind = ServiceKind.Credential,
            Organization = "org",
            Environment = Environment,
            Cluster = resource,
            Generation = 1,
            Spec = new(
                1,
                new Dictionary<string, string> { ["key"] = key, ["owner"] = owner },
                new Dictionary<string, string> { ["secret"] = ServiceNames.KeySecretOf(new(key)) }
            ),
        };

    internal async Task<string> BootstrapAsync() =>
        (await Clusters.FindAsync(Cluster, default))!.Endpoints.Bootstrap["PLAINTEXT://".Length..];

    internal Task<Reply> GetAsync(string path, string key = UserKey) => SendAsync("GET", path, null, key);

    internal Task<Reply> PostAsync(string path, string body, string key = UserKey) =>
        SendAsync("POST", path, body, key);

    /// <summary>Sends a request about the cluster.</summary>
    internal Task<Reply> SendAsync(string method, string path, string? body = null, string key = UserKey) =>
        SendRawAsync(method, $"/kafka/v3/clusters/{Cluster}{path}", body, Basic(key, Secret));

    internal async Task<Reply> SendRawAsync(
        string method,
        string path,
        string? body,
        string? authorization,
        string? contentType = "application/json"
    )
    {
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        var (plain, query) = Parts(path);
        var request = new RestRequest(
            method,
            plain,
            query,
            authorization,
            contentType,
            new MemoryStream(bytes),
            "https://region.example"
        );
        var answer = await Rest.HandleAsync(request, default);
        var parts = new List<JsonNode>();
        await foreach (var part in answer.Stream ?? AsyncEnumerable.Empty<JsonNode>())
            parts.Add(part);
        foreach (var text in parts.Select(p => p.ToJsonString()).DefaultIfEmpty(answer.Body?.ToJsonString() ?? ""))
            (await DataPlaneContract.FaultsAsync(method, path, answer.Status, text)).ShouldBeEmpty(
                $"{method} {path}: {text}"
            );
        return new(answer.Status, answer.Body, parts);
    }

    /// <summary>Sends a request to the registry.</summary>
    internal async Task<Reply> RegistryAsync(string method, string path, string? body = null, string key = UserKey)
    {
        var request = new RegistryRequest(
            method,
            Registry,
            path,
            Basic(key, Secret),
            [new("Content-Type", "application/json")],
            new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""))
        );
        using var answer = await RegistryRest.HandleAsync(request, default);
        var text = await answer.Content.ReadAsStringAsync();
        var faults = await DataPlaneContract.FaultsAsync(
            method,
            $"/schema-registry/{Registry}/{path}".TrimEnd('/'),
            (int)answer.StatusCode,
            text
        );
        faults.ShouldBeEmpty($"{method} {path}: {text}");
        return new((int)answer.StatusCode, JsonNode.Parse(text), []);
    }

    internal Task<OperatedService> ApplyRegistryAsync(string id, string environment) =>
        Registries.ApplyAsync(
            new()
            {
                Id = id,
                Kind = ServiceKind.SchemaRegistry,
                Organization = "org",
                Environment = environment,
                Generation = 1,
                Spec = ServiceSpec.OfUnits(1),
            },
            default
        );

    internal static string Basic(string id, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

    public void Dispose()
    {
        _plane.Dispose();
        Clusters.Dispose();
    }

    private static (string Path, Dictionary<string, string> Query) Parts(string path)
    {
        var at = path.IndexOf('?', StringComparison.Ordinal);
        if (at < 0)
            return (path, []);
        var query = path[(at + 1)..]
            .Split('&')
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        return (path[..at], query);
    }
}

/// <summary>An answer.</summary>
internal sealed record Reply(int Status, JsonNode? Body, IReadOnlyList<JsonNode> Parts)
{
    internal int Code => (int)Body!["error_code"]!;

    internal JsonArray Data => (JsonArray)Body!["data"]!;

    internal IEnumerable<string> Texts(string field) => Data.Select(d => d![field]!.ToString());
}
