using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Fleet;
using Mothership.Local.Clock;
using Mothership.Local.EmbeddedKafka;
using Mothership.Local.FakeStripe;

namespace Mothership.Local.Host;

/// <summary>The control plane and any number of regions in one process, each as it would be deployed.</summary>
public sealed class LocalCloud : IAsyncDisposable
{
    private readonly LocalCloudOptions _options;
    private readonly StateFolder _state;
    private readonly BusBroker _bus;
    private readonly CloudClock _clock;
    private readonly ConcurrentDictionary<RegionId, FunctionAppHost> _regions = new();
    private readonly TaskCompletionSource _stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AdminServer? _admin;
    private LocalStripe? _stripe;
    private bool _stopped;

    private LocalCloud(LocalCloudOptions options, StateFolder state, BusBroker bus) =>
        (_options, _state, _bus, _clock) = (options, state, bus, CloudClock.Of(options, state));

    /// <summary>Where the control plane's API listens; null without a control plane.</summary>
    public Uri? BaseAddress => ControlPlane?.BaseAddress;

    /// <summary>The fake Stripe; null where none was asked for.</summary>
    public FakeStripeServer? Stripe => _stripe?.Server;

    /// <summary>Where the admin endpoint listens.</summary>
    public Uri AdminAddress => _admin!.Address;

    /// <summary>The bearer token for the admin endpoint.</summary>
    public string AdminToken => _state.Keys.AdminToken;

    /// <summary>The key for HTTP functions of level Function.</summary>
    public string HostKey => _state.Keys.HostKey;

    /// <summary>
    /// The time that all apps go by. Move it with <see cref="Advance"/>, which also remembers the move.
    /// </summary>
    public VirtualClock Clock => _clock.Clock;

    /// <summary>The brokers of the bus.</summary>
    public string BusBootstrapServers => _bus.Servers;

    /// <summary>The control plane's app; null when it is not part of this cloud.</summary>
    public FunctionAppHost? ControlPlane { get; private set; }

    /// <summary>The apps of the regions that run.</summary>
    public IReadOnlyDictionary<RegionId, FunctionAppHost> Regions => _regions;

    /// <summary>
    /// Ends when the admin endpoint was told to stop; fails with <see cref="FunctionAppEndedException"/> when an app
    /// ended by itself.
    /// </summary>
    public Task StopRequested => _stopRequested.Task;

    /// <summary>Starts a local cloud; when this returns, everything listens.</summary>
    /// <exception cref="StateFolderInUseException">Another local cloud runs on the state folder.</exception>
    /// <exception cref="FunctionAppStartException">An app is not sound.</exception>
    public static async Task<LocalCloud> StartAsync(
        LocalCloudOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var state = StateFolder.Take(options.StateFolder);
        LocalCloud? cloud = null;
        try
        {
            File.Delete(state.Ready);
            cloud = new LocalCloud(options, state, BusBroker.Start(options.Kafka));
            await cloud.StartAppsAsync(cancellationToken);
            cloud._admin = await AdminServer.StartAsync(cloud, cancellationToken);
            PrivateFile.Write(state.Ready, cloud.Describe());
            return cloud;
        }
        catch
        {
            await (cloud?.StopAsync() ?? Task.CompletedTask);
            state.Dispose();
            throw;
        }
    }

    /// <summary>Starts a region's app, unless it runs.</summary>
    public async Task StartRegionAsync(RegionId region, CancellationToken cancellationToken = default)
    {
        if (_regions.ContainsKey(region))
            return;
        var app = RegionApp(region);
        // Before the region is heard of, so that the control plane does not look for its key in vain.
        if (app.Settings["SecretsFolder"] is { } secrets)
            BusKeyFiles.Ensure(secrets, region);
        var host = await FunctionAppHost.StartAsync(app, cancellationToken);
        if (!_regions.TryAdd(region, host))
            await host.StopAsync();
        else
            _ = WatchAsync(host, () => _regions.TryGetValue(region, out var current) && current == host);
    }

    /// <inheritdoc cref="StartRegionAsync(RegionId, CancellationToken)"/>
    public Task StartRegionAsync(string cloud, string region, CancellationToken cancellationToken = default) =>
        StartRegionAsync(RegionId.Of(cloud, region), cancellationToken);

    /// <summary>Stops a region's app, and with it the customers' clusters that it runs embedded.</summary>
    public Task StopRegionAsync(RegionId region) =>
        _regions.TryRemove(region, out var host) ? host.StopAsync() : Task.CompletedTask;

    /// <inheritdoc cref="StopRegionAsync(RegionId)"/>
    public Task StopRegionAsync(string cloud, string region) => StopRegionAsync(RegionId.Of(cloud, region));

    /// <summary>Moves the clock forward; what becomes due on the way begins at once.</summary>
    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>
    /// Stops everything; what is under way ends first, for as long as the bound allows. The bus goes last.
    /// </summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        File.Delete(_state.Ready);
        await (_admin?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Task.WhenAll([ControlPlane?.StopAsync() ?? Task.CompletedTask, .. _regions.Keys.Select(StopRegionAsync)]);
        await (_stripe?.DisposeAsync() ?? ValueTask.CompletedTask);
        _bus.Dispose();
        _state.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    internal void RequestStop() => _stopRequested.TrySetResult();

    internal ReadyFile Describe() =>
        new(
            Environment.ProcessId,
            BaseAddress,
            _admin?.Address,
            BusBootstrapServers,
            Stripe?.BaseAddress,
            [.. _regions.Keys.Select(region => region.ToString()).Order(StringComparer.Ordinal)]
        );

    // The apps don't need each other to start: as in the cloud, they meet on the bus.
    private Task StartAppsAsync(CancellationToken cancellationToken) =>
        Task.WhenAll([
            _options.ControlPlane ? StartControlPlaneAsync(cancellationToken) : Task.CompletedTask,
            .. _options.Regions.Select(region => StartRegionAsync(region, cancellationToken)),
        ]);

    private async Task StartControlPlaneAsync(CancellationToken cancellationToken)
    {
        if (_options.FakeStripe)
            _stripe = await LocalStripe.StartAsync(_state, Clock, cancellationToken);
        var settings = AppSettings.ControlPlane(_options, _state, _bus.Servers, _stripe);
        var add = _options.ConfigureControlPlane;
        var app = App("control-plane", "Mothership.ControlPlane", settings, add, _options.Port);
        ControlPlane = await FunctionAppHost.StartAsync(app, cancellationToken);
        _stripe?.SendWebhooksTo(ControlPlane.BaseAddress!);
        _ = WatchAsync(ControlPlane, () => true);
    }

    private async Task WatchAsync(FunctionAppHost host, Func<bool> isWanted)
    {
        Exception? cause = null;
        try
        {
            await host.Ended;
        }
        catch (Exception e)
        {
            cause = e;
        }
        if (!_stopped && isWanted())
            _stopRequested.TrySetException(new FunctionAppEndedException(host.Name, cause));
    }

    private FunctionAppOptions RegionApp(RegionId region) =>
        App(
            $"region-{region.Cloud}-{region.Name}",
            "Mothership.Region",
            AppSettings.Region(_options, _state, region, _bus.Servers),
            services =>
            {
                services.AddEmbeddedOperator();
                _options.ConfigureRegion(region, services);
            }
        );

    private FunctionAppOptions App(
        string name,
        string assembly,
        IReadOnlyDictionary<string, string?> settings,
        Action<IServiceCollection> configureServices,
        int port = 0
    ) =>
        new()
        {
            Name = name,
            Assembly = Assembly.Load(assembly),
            StateFolder = _state.Path,
            Settings = settings,
            Port = port,
            KafkaFetchWait = _bus.FetchWait,
            Clock = Clock,
            ConfigureServices = configureServices,
            ConfigureLogging = logging => LineLogger.Configure(logging, name, _options),
            StopBound = _options.StopBound,
        };
}

/// <summary>An app of a local cloud ended although nobody stopped it; in the cloud it would be started again.</summary>
public sealed class FunctionAppEndedException(string app, Exception? cause)
    : Exception($"The function app '{app}' ended by itself{(cause is null ? "." : $": {cause.Message}")}", cause);

/// <summary>What <c>mothership.json</c> says of a running local cloud.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="BaseAddress">The control plane's API.</param>
/// <param name="AdminAddress">The admin endpoint.</param>
/// <param name="BootstrapServers">The bus.</param>
/// <param name="Stripe">The fake Stripe; null where there is none.</param>
/// <param name="Regions">The regions that run, as <c>cloud/region</c>.</param>
internal sealed record ReadyFile(
    int Pid,
    Uri? BaseAddress,
    Uri? AdminAddress,
    string BootstrapServers,
    Uri? Stripe,
    IReadOnlyList<string> Regions
);
