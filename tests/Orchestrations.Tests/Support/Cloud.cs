using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus;
using Mothership.Bus.Records;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Local.Clock;
using Mothership.Local.Durable;
using Mothership.Orchestrations.Fleet;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Reports;
using Mothership.Stores;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>
/// The mothership without HTTP and host: real stores over SQLite in memory, the real durable engine, real handlers, and
/// a region with its real logic. Time only passes when nothing else happens.
/// </summary>
internal sealed class Cloud : IAsyncDisposable
{
    public static readonly RegionId Here = RegionId.Of("aws", "us-west-2");
    public static readonly DateTimeOffset Start = new(2026, 3, 15, 0, 0, 0, TimeSpan.Zero);

    private static int _count;
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo? _folder;
    private DurableEngine _engine;

    private Cloud(CloudOptions options)
    {
        Region = new TestRegion(Here, Bus, Clock);
        Region.Operator.Pools = options.Pools;
        _services = BuildServices(options);
        _folder = options.MayBeKilled ? Directory.CreateTempSubdirectory("cloud-tests-") : null;
        _engine = NewEngine();
        Client = new DeafClient(() => _engine.Client);
    }

    public VirtualClock Clock { get; } = VirtualClock.Frozen(Start);

    public TestBus Bus { get; } = new();

    public TestRegion Region { get; }

    public Faults Faults { get; } = new();

    public PriceList Prices { get; } = new();

    public MemorySecrets Secrets { get; } = new();

    public DeafClient Client { get; }

    public TenantScope Scope { get; private set; } = null!;

    public EnvironmentId Environment { get; private set; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Ends the engine as the death of its process does, and starts another on the same file.</summary>
    public async Task KillAndRestartAsync()
    {
        _engine.Abandon();
        _engine = NewEngine();
        await _engine.StartAsync(default);
        Died?.Invoke();
    }

    /// <summary>An engine has died, and another one begun.</summary>
    public event Action? Died;

    public static async Task<Cloud> StartAsync(CloudOptions? options = null)
    {
        var cloud = new Cloud(options ?? new());
        await StoreSchema.EnsureCreatedAsync(cloud.Get<TableServiceClient>(), default);
        await cloud.Get<TableServiceClient>().EnsureBillingTablesAsync(default);
        var ids = cloud.Get<IIdSource>();
        var tenant = await cloud
            .Get<OrganizationBootstrap>()
            .CreateAsync(OrganizationIds.New(ids), "Test", null, default);
        (cloud.Scope, cloud.Environment) = (SystemScope.For(tenant.Organization.Id), tenant.Environment.Id);

        cloud.Bus.Listen(Topics.Commands, cloud.Region.TakeAsync);
        cloud.Bus.Listen(Topics.Reports, r => cloud.Get<ReportHandler>().HandleAsync(r, cloud.Client, default));
        cloud.Bus.Listen(Topics.Regions, r => cloud.Get<HeartbeatHandler>().HandleAsync(r, cloud.Client, default));
        cloud.Bus.Start();
        await cloud._engine.StartAsync(default);
        await cloud.Region.StartAsync();
        await cloud.UntilAsync(cloud.HasResyncedAsync, () => Task.FromResult("the region was not told anything"));
        return cloud;
    }

    public async Task<Operation> CreateAsync(ClusterKind kind = ClusterKind.Basic, int size = 1)
    {
        var decision = ClusterDecider.Create(NewCluster(kind, size));
        var region = (await Get<IRegionStore>().FindAsync(Here, default))!;
        var place = await Get<Placer>().PlaceAsync(region, decision.Cluster, default);
        decision = decision.PlacedOn(place.Pool);
        await Get<IClusterStore>().CreateAsync(Scope, decision, new ClusterQuota(100, 100), default);
        await OperationLauncher.StartAsync(Client, decision.Started!, default);
        return decision.Started!;
    }

    /// <summary>A cluster as a request asks for it.</summary>
    public Cluster NewCluster(ClusterKind kind, int size) =>
        new()
        {
            Id = ClusterId.New(Get<IIdSource>()),
            Organization = Scope.Organization,
            Environment = Environment,
            DisplayName = "orders",
            Region = Here,
            Availability = Availability.SingleZone,
            Config = new ClusterConfig(kind, size),
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
            Actor = "u-1",
        };

    /// <summary>A cluster that is ready, on a clock that has moved on since.</summary>
    public async Task<ClusterId> ProvisionedAsync()
    {
        var operation = await FinishedAsync(await CreateAsync());
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        // The registry that comes with it would take the hour for a region's silence.
        await UntilAsync(
            async () => !await Get<IOperationStore>().OpenAsync(default).AnyAsync(),
            () => Task.FromResult("an operation is still open")
        );
        Clock.Advance(TimeSpan.FromHours(1));
        return operation.Cluster!.Value;
    }

    public Task<Operation> ResizeAsync(ClusterId id, int size) =>
        ChangeAsync(
            id,
            c => ClusterDecider.Update(c, new(Config: c.Config with { Size = size }), "u-2", Clock.GetUtcNow())
        );

    public Task<Operation> DeleteAsync(ClusterId id) =>
        ChangeAsync(id, c => ClusterDecider.Delete(c, "u-3", Clock.GetUtcNow()));

    public Task<Operation> SuspendAsync(ClusterId id) =>
        ChangeAsync(id, c => ClusterDecider.Suspend(c, "The cap is reached.", "system", Clock.GetUtcNow()));

    public Task<Operation> ResumeAsync(ClusterId id) =>
        ChangeAsync(id, c => ClusterDecider.Resume(c, "system", Clock.GetUtcNow()));

    /// <summary>Accepts a service of a cluster, and starts its operation.</summary>
    public async Task<Operation> CreateServiceAsync(
        ClusterId cluster,
        ServiceKind kind = ServiceKind.Connector,
        string name = "orders",
        ServiceSpec? spec = null
    )
    {
        var requested = new Service
        {
            Id = ServiceIds.New(kind, Get<IIdSource>()),
            Kind = kind,
            Organization = Scope.Organization,
            Environment = Environment,
            Cluster = cluster,
            Region = Here,
            DisplayName = name,
            Spec = spec ?? ServiceSpec.OfUnits(1),
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
            Actor = "u-1",
        };
        var price = ServiceTariff.Find(Prices, Here, kind, requested.Spec.Units, Clock.GetUtcNow());
        var decision = ServiceDecider.Create(requested, price);
        await Get<IServiceStore>().CreateAsync(Scope, decision, 100, default);
        await OperationLauncher.StartAsync(Client, decision.Started!, default);
        return decision.Started!;
    }

    /// <summary>Changes a service, and starts its operation.</summary>
    public async Task<Operation> ChangeServiceAsync(ServiceId id, Func<Service, ServiceDecision?> decide)
    {
        var changed = await Get<ServiceEditor>().EditAsync(Scope, id, decide, default);
        var operation = await FindAsync(changed!.OpenOperation!.Value);
        await OperationLauncher.StartAsync(Client, operation, default);
        return operation;
    }

    public async Task<Service?> FindAsync(ServiceId id) =>
        (await Get<IServiceStore>().FindAsync(Scope, id, default))?.Value;

    public async Task<List<PriceEvent>> EventsAsync(ServiceId id) => await EventsAsync(new ResourceId(id.Value));

    /// <summary>Waits until a service is gone, or until it is as wanted.</summary>
    public Task UntilAsync(ServiceId id, Func<Service?, bool> condition) =>
        UntilAsync(async () => condition(await FindAsync(id)), async () => $"{await FindAsync(id)}");

    public async Task<Cluster?> FindAsync(ClusterId id) =>
        (await Get<IClusterStore>().FindAsync(Scope, id, default))?.Value;

    public async Task<RegionStatus> RegionAsync() => (await Get<IRegionStore>().FindAsync(Here, default))!;

    public async Task<Operation> FindAsync(OperationId id) =>
        (await Get<IOperationStore>().FindAsync(Scope, id, default))!.Value;

    public Task<List<PriceEvent>> EventsAsync(ClusterId id) => EventsAsync(ResourceId.Of(id));

    private async Task<List<PriceEvent>> EventsAsync(ResourceId id)
    {
        var month = BillingMonth.Of(Start);
        var events = await Get<IBillingReader>().ReadResourceAsync(Scope, month, id, default);
        return [.. events.OfType<PriceEvent>().OrderBy(e => e.Generation)];
    }

    /// <summary>Lets time pass until an operation is final.</summary>
    public async Task<Operation> FinishedAsync(Operation operation)
    {
        await UntilAsync(
            async () => (await FindAsync(operation.Id)).IsTerminal,
            async () => $"{await FindAsync(operation.Id)}; instance {await Client.GetInstanceAsync($"{operation.Id}")}"
        );
        return await FindAsync(operation.Id);
    }

    /// <summary>Waits until an operation's instance is over, with all that its activities still had to do.</summary>
    public Task EndedAsync(Operation operation) => Client.WaitForInstanceCompletionAsync(operation.Id.Value);

    /// <summary>Lets time pass until a condition holds.</summary>
    public Task UntilAsync(Func<Task<bool>> condition, Func<Task<string>> state) =>
        Patience.UntilAsync(Clock, () => Bus.Activity + Faults.Begun.Values.Sum(), condition, state);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await Bus.DisposeAsync();
        await _services.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    private DurableEngine NewEngine()
    {
        var path = _folder is null ? ":memory:" : Path.Combine(_folder.FullName, "hub.db");
        var options = new DurableEngineOptions { DatabasePath = path, CacheSessions = false };
        return new(Registrations.Of(_services, Faults, () => Client!), options, Clock, NullLoggerFactory.Instance);
    }

    /// <summary>Decides about a cluster as a request does; null when it is gone, or there is nothing to do.</summary>
    public async Task<Operation?> TryChangeAsync(ClusterId id, Func<Cluster, ClusterDecision?> decide)
    {
        var (store, placer) = (Get<IClusterStore>(), Get<Placer>());
        while (true)
        {
            if (await store.FindAsync(Scope, id, default) is not { } stored || decide(stored.Value) is not { } decision)
                return null;
            try
            {
                var place = await placer.GrowAsync(stored.Value, decision.Cluster, default);
                await placer.HoldAsync(place, () => store.SaveAsync(Scope, decision, stored.ETag, default));
            }
            catch (StaleWriteException)
            {
                continue;
            }
            await OperationLauncher.StartAsync(Client, decision.Started!, default);
            return decision.Started!;
        }
    }

    private async Task<Operation> ChangeAsync(ClusterId id, Func<Cluster, ClusterDecision?> decide) =>
        (await TryChangeAsync(id, decide))!;

    private async Task<bool> HasResyncedAsync()
    {
        await foreach (var instance in Client.GetAllInstancesAsync())
            if (instance.IsCompleted)
                return await Get<IRegionStore>().FindAsync(Here, default) is not null;
        return false;
    }

    private ServiceProvider BuildServices(CloudOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IBus>(Bus);
        services.AddSingleton<IPriceBook>(Prices);
        services.AddSingleton<ISecretStore>(Secrets);
        services.AddStores($"Sqlite=:memory:orchestrations-{Interlocked.Increment(ref _count)}");
        services.AddBillingStores();
        services.AddOrchestrations(new ConfigurationBuilder().AddInMemoryCollection(options.Settings).Build());
        return services.BuildServiceProvider();
    }
}

/// <summary>What a test's mothership is like.</summary>
internal sealed record CloudOptions
{
    /// <summary>The region's Kubernetes clusters; none: it has no choice.</summary>
    public IReadOnlyList<PoolCapacity> Pools { get; init; } = [];

    /// <summary>Whether its engine can be killed: then it works on a file.</summary>
    public bool MayBeKilled { get; init; }

    /// <summary>Settings of the orchestrations.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];
}
