using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Registry;
using Mothership.DataPlane.Rest;
using Mothership.DataPlane.Services;

namespace Mothership.DataPlane;

/// <summary>Registers what a region's app serves over HTTP, but for what the operators bring.</summary>
public static class DataPlaneServices
{
    /// <summary>Adds it; the vault and the region's own services are expected to be there.</summary>
    public static IServiceCollection AddDataPlane(this IServiceCollection services)
    {
        services.TryAddSingleton<KeyGate>();
        services.TryAddSingleton<KafkaRest>();
        services.TryAddSingleton<RegistryRest>();
        services.TryAddSingleton<ServiceDoor>();
        services.TryAddSingleton<KsqldbRest>();
        services.TryAddSingleton<ConsoleRest>();
        return services;
    }
}
