using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.Clock;
using Mothership.Stores;
using Mothership.Stores.Billing;
using Mothership.Stores.Standing;

namespace Mothership.Shared.Tests.Stores.Support;

/// <summary>The stores as one process has them, over some account.</summary>
public sealed class StoreWorld : IAsyncDisposable
{
    public const string Pepper = "a pepper for tests only";
    private readonly TableAccount _account;
    private readonly ServiceProvider _services;

    private StoreWorld(TableAccount account, VirtualClock clock, string pepper, Turmoil turmoil)
    {
        (_account, Clock) = (account, clock);
        Account = new TableServiceClient(account.ConnectionString);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<TableServiceClient>(new HookedService(Account, turmoil));
        services.AddStores(account.ConnectionString, pepper);
        services.AddBillingStores();
        _services = services.BuildServiceProvider();
    }

    public VirtualClock Clock { get; }

    /// <summary>The account itself, without turmoil.</summary>
    private TableServiceClient Account { get; }

    public IIdSource Random { get; } = new SecureIdSource();

    public IClusterStore Clusters => Get<IClusterStore>();
    public IServiceStore Services => Get<IServiceStore>();
    public IServiceObservationStore ServiceObservations => Get<IServiceObservationStore>();
    public IOperationStore Operations => Get<IOperationStore>();
    public IObservationStore Observations => Get<IObservationStore>();
    public IRegionStore Regions => Get<IRegionStore>();
    public IReservationStore Reservations => Get<IReservationStore>();
    public IOrganizationStore Organizations => Get<IOrganizationStore>();
    public IEnvironmentStore Environments => Get<IEnvironmentStore>();
    public IUserStore Users => Get<IUserStore>();
    public IServiceAccountStore ServiceAccounts => Get<IServiceAccountStore>();
    public IApiKeyStore ApiKeys => Get<IApiKeyStore>();
    public IIdempotencyStore Idempotency => Get<IIdempotencyStore>();
    public IHoldStore Holds => Get<IHoldStore>();
    public ISpendCapStore SpendCaps => Get<ISpendCapStore>();
    public IMeteringStore Metering => Get<IMeteringStore>();
    public INotificationStore Notifications => Get<INotificationStore>();
    public SpendSettlement Settlement => Get<SpendSettlement>();
    public IBillingEventStore BillingEvents => Get<IBillingEventStore>();
    public RatingInputs Rating => Get<RatingInputs>();
    public AccrualReader Accruals => Get<AccrualReader>();
    public OrganizationBootstrap Bootstrap => Get<OrganizationBootstrap>();

    /// <summary>A first process: creates the tables.</summary>
    public static async Task<StoreWorld> OpenAsync(TableAccount account, VirtualClock? clock = null)
    {
        var world = new StoreWorld(account, clock ?? VirtualClock.Running(), Pepper, new Turmoil());
        await StoreSchema.EnsureCreatedAsync(world.Account, default);
        await world.Account.EnsureBillingTablesAsync(default);
        return world;
    }

    /// <summary>Another process over the same tables: nothing is shared in memory but the clock.</summary>
    public StoreWorld AnotherProcess(string pepper = Pepper, Turmoil? turmoil = null) =>
        new(_account, Clock, pepper, turmoil ?? new Turmoil());

    /// <summary>So many more of them.</summary>
    public List<StoreWorld> OtherProcesses(int count, Func<int, Turmoil>? turmoil = null) =>
        [.. Enumerable.Range(0, count).Select(i => AnotherProcess(turmoil: turmoil?.Invoke(i)))];

    /// <summary>The rows themselves, past the stores.</summary>
    public TableClient Table(string name) => Account.GetTableClient(name);

    /// <summary>A new organisation with one environment.</summary>
    public async Task<Tenant> NewTenantAsync()
    {
        var created = await Bootstrap.CreateAsync(OrganizationIds.New(Random), "Test", null, default);
        return new(SystemScope.For(created.Organization.Id), created.Environment, created.Admin);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}

/// <summary>An organisation of a test.</summary>
public sealed record Tenant(TenantScope Scope, EnvironmentRecord Environment, User Admin)
{
    public OrganizationId Id => Scope.Organization;
}
