using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Kube.Tests.Operator;
using Kube.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Local.Host;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.Access;

/// <summary>
/// The region's app as it is deployed, with Kubernetes in memory and one server on loopback for all services: two
/// customers, each with a cluster, a ksqlDB cluster and a Control Center.
/// </summary>
public sealed class AccessWorld : IAsyncLifetime
{
    internal const string Secret = "correct horse battery staple";
    internal const string KsqldbKey = "KSQLDBKSQLDBKEY1";
    internal const string OtherKsqldbKey = "KSQLDBKSQLDBKEY2";
    internal const string ConsoleKey = "CONSOLECONSOLEK1";
    internal const string ClusterKey = "CLUSTERCLUSTERK1";
    internal const string AccountKey = "ACCOUNTACCOUNTK1";
    internal const string OtherClusterKey = "CLUSTERCLUSTERK2";
    internal const string RegistryKey = "REGISTRYREGISTR1";

    private readonly string _folder = Directory.CreateTempSubdirectory("access-").FullName;
    private readonly StringWriter _log = new();
    private readonly MemoryRegion _memory = new();
    private LocalCloud _cloud = null!;

    internal Upstream Upstream { get; private set; } = null!;

    internal LocalCloud Cloud => _cloud;

    internal Uri Address => _cloud.Regions.Values.Single().BaseAddress!;

    public async Task InitializeAsync()
    {
        Upstream = await Upstream.StartAsync();
        _cloud = await LocalCloud.StartAsync(
            new LocalCloudOptions
            {
                StateFolder = _folder,
                ControlPlane = false,
                Regions = [RegionId.Of("aws", "us-west-2")],
                Settings = new Dictionary<string, string?>
                {
                    ["RegionOperator"] = "strimzi",
                    ["Strimzi:ServiceAddress"] = Upstream.Address.ToString(),
                },
                ConfigureRegion = (_, services) =>
                    services.AddSingleton<IKubePools>(new MemoryRegion.Pools([new("one", _memory.Kube)])),
                Log = TextWriter.Synchronized(_log),
            }
        );
        foreach (var who in new[] { "one", "two" })
        {
            await _memory.ReadyAsync(Wishes.Cluster($"lkc-{who}", environment: $"env-{who}"));
            await ServeAsync(ServiceKind.Ksqldb, $"lksqlc-{who}", who);
            await ServeAsync(ServiceKind.ControlCenter, $"lcon-{who}", who);
        }
        await AddKeyAsync(KsqldbKey, "lksqlc-one", "sa-bot");
        await AddKeyAsync(OtherKsqldbKey, "lksqlc-two", "u-bob", "two");
        await AddKeyAsync(ConsoleKey, "lcon-one", "u-ann");
        await AddKeyAsync(ClusterKey, "lkc-one", "u-ann");
        await AddKeyAsync(AccountKey, "lkc-one", "sa-bot");
        await AddKeyAsync(OtherClusterKey, "lkc-two", "u-bob", "two");
        await AddKeyAsync(RegistryKey, "lsrc-one", "u-ann");
    }

    public async Task DisposeAsync()
    {
        await _cloud.DisposeAsync();
        await Upstream.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal async Task<OperatedService> ServeAsync(ServiceKind kind, string id, string who, bool suspended = false)
    {
        var desired = Wanted.Of(kind, id, $"env-{who}", $"lkc-{who}") with
        {
            Generation = suspended ? 2 : 1,
            RunState = suspended ? ServiceRunState.Suspended : ServiceRunState.Running,
        };
        return await Operator.ApplyAsync(desired, default);
    }

    /// <summary>Makes a key, as the region does on a command, and has Strimzi know of it.</summary>
    internal async Task AddKeyAsync(string key, string resource, string owner, string who = "one")
    {
        var secret = ServiceNames.KeySecretOf(new ApiKeyId(key));
        await Services.GetRequiredService<ISecretStore>().SetAsync(secret, Secret, default);
        var desired = Wanted.Of(ServiceKind.Credential, CredentialOf(key), $"env-{who}", $"lkc-{who}") with
        {
            Spec = new(
                1,
                new Dictionary<string, string>
                {
                    ["key"] = key,
                    ["owner"] = owner,
                    ["resource"] = resource,
                },
                new Dictionary<string, string> { ["secret"] = secret }
            ),
        };
        await Operator.ApplyAsync(desired, default);
        foreach (var user in _memory.Kube.All.Where(o => o.Kind == KubeKind.KafkaUser))
            _memory.Kube.SetStatus(user, Ready(user));
    }

    internal Task DeleteKeyAsync(string key) => Operator.DeleteAsync(CredentialOf(key), 2, default);

    internal HttpClient ClientOf(string? key, string secret = Secret)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Address,
        };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Basic(key, secret));
        return client;
    }

    /// <summary>Sends a request whose target no client library has tidied up.</summary>
    /// <returns>All of the answer.</returns>
    internal async Task<string> SendRawAsync(string target, string key)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(Address.Host, Address.Port);
        var stream = connection.GetStream();
        var request =
            $"GET {target} HTTP/1.1\r\nHost: {Address.Authority}\r\nAuthorization: Basic {Basic(key, Secret)}\r\n"
            + "Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private IServiceProvider Services => _cloud.Regions.Values.Single().Services;

    private IServiceOperator Operator => Services.GetServices<IServiceOperator>().Single(o => o.Name == "strimzi");

    private static JsonObject Ready(KubeObject user) =>
        new()
        {
            ["observedGeneration"] = user.Generation,
            ["conditions"] = new JsonArray(Wanted.Condition("Ready", "True")),
        };

    private static string Basic(string key, string secret) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}"));

    private static string CredentialOf(string key) => ServiceIds.OfCredential(new ApiKeyId(key)).Value;
}

/// <summary>Tests that share the region's app.</summary>
[CollectionDefinition(Name)]
public sealed class AccessCollection : ICollectionFixture<AccessWorld>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "access";
}
