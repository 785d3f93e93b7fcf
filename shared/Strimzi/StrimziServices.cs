using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Mothership.DataPlane;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Registry;
using Mothership.DataPlane.Services;
using Mothership.Domain.Ports;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Secrets;
using Mothership.Strimzi.Access;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services;
using Mothership.Strimzi.Services.Connect;
using Mothership.Strimzi.Services.Workloads;

namespace Mothership.Strimzi;

/// <summary>Gives a region's app the strimzi operator.</summary>
public static class StrimziServices
{
    /// <summary>Adds it where the setting <c>RegionOperator</c> is <c>strimzi</c>; else nothing.</summary>
    public static IServiceCollection AddStrimzi(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["RegionOperator"] != StrimziOperator.OperatorName)
            return services;
        services.AddSecrets(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => StrimziSettings.From(configuration));
        services.TryAddSingleton<IKubePools>(provider => new KubePools(
            configuration,
            provider.GetRequiredService<ISecretStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IKubeHandlers>(),
            provider.GetService<ILogger<KubeConnection>>()
        ));
        services.TryAddSingleton<StrimziOperator>();
        services.AddSingleton<IClusterOperator>(provider => provider.GetRequiredService<StrimziOperator>());
        services.TryAddSingleton<IClusterPlaces>(provider => provider.GetRequiredService<StrimziOperator>());
        services.TryAddSingleton<StrimziDataPlane>();
        services.AddSingleton<IDataPlane>(provider => provider.GetRequiredService<StrimziDataPlane>());
        services.TryAddSingleton(provider => new StrimziCredentials(
            provider.GetRequiredService<IClusterPlaces>(),
            provider.GetRequiredService<IKubePools>(),
            provider.GetRequiredService<StrimziDataPlane>().Acls,
            provider.GetRequiredService<ISecretStore>()
        ));
        services.AddSingleton<IKeyBook>(provider => provider.GetRequiredService<StrimziCredentials>());
        services.AddSingleton<IStrimziService>(provider => provider.GetRequiredService<StrimziCredentials>());
        services.TryAddSingleton<StrimziWorkloads>(provider =>
            new(
                provider.GetRequiredService<IClusterPlaces>(),
                provider.GetRequiredService<IKubePools>(),
                provider.GetRequiredService<StrimziDataPlane>().Acls,
                provider.GetRequiredService<StrimziSettings>(),
                provider.GetRequiredService<DataPlaneAddress>()
            )
        );
        services.AddSingleton<IStrimziService>(provider => provider.GetRequiredService<StrimziWorkloads>());
        services.AddSingleton<IRegistryDesk, StrimziRegistries>();
        services.AddSingleton<IServiceDesk, StrimziServiceDesk>();
        services.AddSingleton<IStrimziService>(provider => new StrimziConnectors(
            provider.GetRequiredService<IClusterPlaces>(),
            provider.GetRequiredService<IKubePools>(),
            provider.GetRequiredService<StrimziDataPlane>().Acls,
            provider.GetRequiredService<ISecretStore>(),
            provider.GetRequiredService<StrimziSettings>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IServiceOperator, StrimziServiceOperator>();
        return services;
    }
}
