using Microsoft.Extensions.DependencyInjection;
using Mothership.Bus;
using Mothership.Bus.Producing;
using Mothership.ControlPlane;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Local.Clock;
using Mothership.Local.Host;
using Mothership.SystemTests.Contract;

namespace Mothership.SystemTests.Api.Support;

/// <summary>
/// The control plane alone, as it is deployed. Its bus takes everything and nobody is at the other end, so that what a
/// request leaves behind stays as it is. Its clock begins at <see cref="Now"/>.
/// </summary>
public class ApiWorld : IAsyncLifetime
{
    /// <summary>When all of it begins.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The key of the Functions host.</summary>
    public const string HostKey = "host-key-of-the-tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("api-tests-").FullName;
    private FunctionAppHost? _app;

    /// <summary>The time that the application sees.</summary>
    public VirtualClock Clock { get; init; } = VirtualClock.Running(Now - TimeProvider.System.GetUtcNow());

    /// <summary>Settings besides those that every test has; set before the start.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>The bus; tells whether it can be reached.</summary>
    internal SilentBus Bus { get; } = new();

    /// <summary>Where the API listens.</summary>
    public Uri Address => _app!.BaseAddress!;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>An organisation for tests that do not care which.</summary>
    internal Tenant Ours { get; private set; } = null!;

    /// <summary>Another organisation.</summary>
    internal Tenant Theirs { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _app = await FunctionAppHost.StartAsync(
            new FunctionAppOptions
            {
                Name = "control-plane",
                Assembly = typeof(ControlPlaneServices).Assembly,
                StateFolder = _folder,
                Clock = Clock,
                Settings = AllSettings(),
                ConfigureServices = services => services.AddSingleton<IBus>(Bus).AddSingleton<IBusProbe>(Bus),
            }
        );
        foreach (var region in new[] { "aws/us-west-2", "gcp/europe-west1" })
            await HeartbeatAsync(region, Now.AddDays(1));
        Ours = await NewTenantAsync("Ours");
        Theirs = await NewTenantAsync("Theirs");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client without a key, whose answers are held against the contract.</summary>
    public HttpClient Anonymous() => new(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = Address };

    /// <summary>A new organisation, made as its operator makes it.</summary>
    internal Task<Tenant> NewTenantAsync(string name) => Tenant.CreateAsync(this, name);

    /// <summary>Lets a region be heard of.</summary>
    public async Task HeartbeatAsync(string region, DateTimeOffset at, params PoolCapacity[] pools)
    {
        RegionId.TryParse(region, out var id).ShouldBeTrue();
        var status = new RegionStatus(
            id,
            "incarnation-1",
            at,
            at,
            new RegionCapacity(10_000, 1, 100_000, 2),
            "test",
            "1.0"
        )
        {
            Pools = pools,
        };
        await Services.GetRequiredService<IRegionStore>().RecordAsync(status, CancellationToken.None);
    }

    private Dictionary<string, string?> AllSettings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["TablesConnection"] = $"Sqlite={Path.Combine(_folder, "tables.db")}",
            ["KafkaBootstrapServers"] = "127.0.0.1:1",
            ["KafkaProtocol"] = "Plaintext",
            ["IdempotencyPepper"] = "a pepper for nothing but tests",
            ["HostKey"] = HostKey,
            ["SecretsFolder"] = Path.Combine(_folder, "secrets"),
        };
        foreach (var (name, value) in Settings)
            settings[name] = value;
        return settings;
    }
}

/// <summary>A bus that takes everything and delivers nothing.</summary>
internal sealed class SilentBus : IBus, IBusProbe
{
    internal bool IsReachable { get; set; } = true;

    public Task PublishAsync(BusMessage message, CancellationToken cancellation) => Task.CompletedTask;

    public Task CheckAsync(TimeSpan patience, CancellationToken cancellation) =>
        IsReachable ? Task.CompletedTask : throw new BusUnavailableException("The test has cut it off.");
}

/// <summary>
/// The same on a clock that stands still, for figures that depend on it. Nothing may race there: who has to try again
/// waits for time to pass.
/// </summary>
public sealed class StillApiWorld : ApiWorld
{
    /// <summary>One whose clock stands at <see cref="ApiWorld.Now"/>.</summary>
    public StillApiWorld() => Clock = VirtualClock.Frozen(Now);
}

/// <summary>Tests that share one control plane whose clock stands still.</summary>
[CollectionDefinition(Name)]
public sealed class StillApiCollection : ICollectionFixture<StillApiWorld>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "api-still";
}

/// <summary>Tests that share one control plane.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiWorld>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "api";
}
