using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Bus;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Connect;
using Mothership.ControlPlane.Fleet;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Identity;
using Mothership.ControlPlane.Routing;
using Mothership.ControlPlane.Services;
using Mothership.ControlPlane.Site;
using Mothership.Domain.Ids;
using Mothership.Orchestrations;
using Mothership.Orchestrations.Records;
using Mothership.Stores;

namespace Mothership.ControlPlane;

/// <summary>Puts the control plane together.</summary>
public static class ControlPlaneServices
{
    /// <summary>Registers everything that the functions of this app need.</summary>
    public static IServiceCollection AddControlPlane(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, SecureIdSource>();
        services.AddTables(configuration);
        services.AddBus(configuration);
        services.AddOrchestrations(configuration);
        services.AddBilling(configuration);
        return services.AddHttpApi(configuration);
    }

    // An address is reached as the app's identity, so that there is no key anywhere.
    private static void AddTables(this IServiceCollection services, IConfiguration configuration)
    {
        var connection =
            configuration["TablesConnection"]
            ?? throw new InvalidOperationException("The setting TablesConnection is missing.");
        var pepper = configuration["IdempotencyPepper"];
        if (connection.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            services.AddStores(new Uri(connection), new DefaultAzureCredential(), pepper);
        else
            services.AddStores(connection, pepper);
    }

    private static IServiceCollection AddHttpApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.Read<QuotaOptions>(QuotaOptions.Section));
        services.AddSingleton(configuration.Read<FleetOptions>(FleetOptions.Section));
        services.AddSingleton(configuration.Read<RateLimitOptions>(RateLimitOptions.Section));
        services.AddSingleton(new RouteTable(typeof(ControlPlaneServices).Assembly));
        services.AddSingleton<RateLimiter>();
        services.AddSingleton(configuration.Read<AuthenticationOptions>(AuthenticationOptions.Section));
        services.AddSingleton<CredentialCache>();
        services.AddSingleton<IAuthenticator, KeyAuthenticator>();
        services.AddSingleton<IdempotentPost>();
        services.AddSingleton(new Links(configuration));
        services.AddSingleton<ClusterLookup>();
        services.AddSingleton<ResourceKeys>();
        services.AddSingleton<IServiceFarewell, KeysOfServices>();
        services.AddSingleton<SecretFields>();
        services.AddSingleton<ServiceDesk>();
        services.AddSingleton<ServiceLookup>();
        services.AddSingleton<RegistryAnswers>();
        services.AddSingleton<KsqldbInputs>();
        services.AddSingleton<ConnectorLookup>();
        services.AddSingleton(new ConnectorCatalog(configuration));
        services.AddSingleton<ConnectorInputs>();
        services.AddSingleton<ClusterPlacement>();
        services.AddSingleton<ClusterPreview>();
        services.AddSingleton<SpendRoom>();
        services.AddSingleton<HealthReport>();
        services.AddSingleton<SiteFiles>();
        return services;
    }

    private static TOptions Read<TOptions>(this IConfiguration configuration, string section)
        where TOptions : new() => configuration.GetSection(section).Get<TOptions>() ?? new TOptions();
}
