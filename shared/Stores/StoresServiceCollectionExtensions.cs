using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Clusters;
using Mothership.Stores.Fleet;
using Mothership.Stores.Idempotency;
using Mothership.Stores.Identity;
using Mothership.Stores.Metering;
using Mothership.Stores.Organizations;
using Mothership.Stores.Services;
using Mothership.Stores.Standing;
using Mothership.Stores.Writing;

namespace Mothership.Stores;

/// <summary>Puts the stores into a service container.</summary>
public static class StoresServiceCollectionExtensions
{
    /// <summary>The stores over an account that a connection string names.</summary>
    /// <param name="services">The container.</param>
    /// <param name="connectionString">The app setting TablesConnection.</param>
    /// <param name="idempotencyPepper">
    /// The app setting IdempotencyPepper, at least 16 characters; null where <see cref="IIdempotencyStore"/> is not
    /// used.
    /// </param>
    public static IServiceCollection AddStores(
        this IServiceCollection services,
        string connectionString,
        string? idempotencyPepper = null
    ) => services.AddStores(_ => new TableServiceClient(connectionString), idempotencyPepper);

    /// <summary>The stores over an account that takes tokens of an identity.</summary>
    /// <param name="services">The container.</param>
    /// <param name="endpoint">Such as <c>https://account.table.core.windows.net</c>.</param>
    /// <param name="credential">Who the application is.</param>
    /// <param name="idempotencyPepper">As above.</param>
    public static IServiceCollection AddStores(
        this IServiceCollection services,
        Uri endpoint,
        TokenCredential credential,
        string? idempotencyPepper = null
    ) => services.AddStores(_ => new TableServiceClient(endpoint, credential), idempotencyPepper);

    private static IServiceCollection AddStores(
        this IServiceCollection services,
        Func<IServiceProvider, TableServiceClient> service,
        string? pepper
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, SecureIdSource>();
        services.TryAddSingleton(service);
        services.AddSingleton<RaceRetry>();
        services.AddSingleton<OrganizationGate>();
        services.AddSingleton(p =>
            ActivatorUtilities.CreateInstance<ResourceTable>(p, Table(p, StoreSchema.Resources))
        );
        services.AddClusterStores();
        services.AddOrganizationStores();
        services.AddStandingStores();
        services.AddSingleton<IMeteringStore>(p => new TablesMeteringStore(
            Table(p, StoreSchema.Metering),
            Index(p, StoreSchema.Metering)
        ));
        services.AddSingleton<IIdempotencyStore>(p => CreateIdempotencyStore(p, pepper));
        services.AddHostedService<SchemaAtStart>();
        return services;
    }

    private static void AddClusterStores(this IServiceCollection services)
    {
        services.AddSingleton(p => new OperationIndex(Resources(p), Index(p, StoreSchema.OpenOperations)));
        services.AddSingleton(p => new PlacementIndex(Resources(p), Index(p, StoreSchema.Placements)));
        services.AddSingleton<IClusterStore, TablesClusterStore>();
        services.AddSingleton<IOperationStore, TablesOperationStore>();
        services.AddSingleton<IObservationStore>(p => new TablesObservationStore(
            Table(p, StoreSchema.Observations),
            p.GetRequiredService<RaceRetry>()
        ));
        services.AddSingleton(p => new ServicePlacementIndex(Resources(p), Index(p, StoreSchema.ServicePlacements)));
        services.AddSingleton<IServiceStore, TablesServiceStore>();
        services.AddSingleton<IServiceObservationStore>(p => new TablesServiceObservationStore(
            Table(p, StoreSchema.Observations),
            p.GetRequiredService<RaceRetry>()
        ));
        services.AddSingleton<IRegionStore>(p => new TablesRegionStore(
            Table(p, StoreSchema.Regions),
            p.GetRequiredService<RaceRetry>()
        ));
        services.AddSingleton<IReservationStore>(p => new TablesReservationStore(
            Table(p, StoreSchema.Reservations),
            p.GetRequiredService<RaceRetry>()
        ));
    }

    private static void AddStandingStores(this IServiceCollection services)
    {
        services.AddSingleton<SpendGate>();
        services.AddSingleton<IHoldStore>(p => new TablesHoldStore(Resources(p), Index(p, StoreSchema.Watched)));
        services.AddSingleton<ISpendCapStore>(p => new TablesSpendCapStore(
            Resources(p),
            Index(p, StoreSchema.Watched)
        ));
        services.AddSingleton<INotificationStore>(p => new TablesNotificationStore(
            Table(p, StoreSchema.Notifications)
        ));
    }

    private static void AddOrganizationStores(this IServiceCollection services)
    {
        services.AddSingleton<IOrganizationStore>(p => new TablesOrganizationStore(
            Resources(p),
            Index(p, StoreSchema.Organizations)
        ));
        services.AddSingleton<IEnvironmentStore, TablesEnvironmentStore>();
        services.AddSingleton(p => new CredentialTable(Table(p, StoreSchema.ApiKeys)));
        services.AddSingleton<IApiKeyStore, TablesApiKeyStore>();
        services.AddSingleton<OwnedKeys>();
        services.AddSingleton<IUserStore, TablesUserStore>();
        services.AddSingleton<IServiceAccountStore, TablesServiceAccountStore>();
        services.AddSingleton<OrganizationBootstrap>();
    }

    private static TablesIdempotencyStore CreateIdempotencyStore(IServiceProvider provider, string? pepper)
    {
        var random = provider.GetRequiredService<IIdSource>();
        var secret = pepper ?? throw new InvalidOperationException("The app setting IdempotencyPepper is missing.");
        return new(
            Table(provider, StoreSchema.Idempotency),
            new AnswerVault(secret, random),
            provider.GetRequiredService<RaceRetry>(),
            provider.GetRequiredService<TimeProvider>(),
            random
        );
    }

    private static ResourceTable Resources(IServiceProvider provider) => provider.GetRequiredService<ResourceTable>();

    private static TableClient Table(IServiceProvider provider, string name) =>
        provider.GetRequiredService<TableServiceClient>().GetTableClient(name);

    private static IndexTable Index(IServiceProvider provider, string name) =>
        new(Table(provider, name), provider.GetRequiredService<TimeProvider>());
}
