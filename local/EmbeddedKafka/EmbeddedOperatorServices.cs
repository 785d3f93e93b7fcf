using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Mothership.DataPlane;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Registry;
using Mothership.Local.EmbeddedKafka.SchemaRegistry;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>Gives a region's app the embedded operator.</summary>
public static class EmbeddedOperatorServices
{
    /// <summary>Adds it; the app uses it when its setting <c>RegionOperator</c> is <c>embedded</c>.</summary>
    public static IServiceCollection AddEmbeddedOperator(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new EmbeddedClusterOperator(
                EmbeddedOperatorOptions.From(provider.GetRequiredService<IConfiguration>()),
                new DataPlaneAddress(provider.GetRequiredService<IConfiguration>())
            ))
            .AddSingleton<IClusterOperator>(provider => provider.GetRequiredService<EmbeddedClusterOperator>())
            .AddSingleton<EmbeddedCredentials>()
            .AddSingleton<IEmbeddedService>(provider => provider.GetRequiredService<EmbeddedCredentials>())
            .AddSingleton<IKeyBook>(provider => provider.GetRequiredService<EmbeddedCredentials>())
            .AddSingleton<IDataPlane, EmbeddedDataPlane>()
            .AddSingleton(provider => new EmbeddedRegistries(
                new DataPlaneAddress(provider.GetRequiredService<IConfiguration>())
            ))
            .AddSingleton<IEmbeddedService>(provider => provider.GetRequiredService<EmbeddedRegistries>())
            .AddSingleton<IRegistryDesk>(provider => provider.GetRequiredService<EmbeddedRegistries>())
            .AddSingleton<IServiceOperator, EmbeddedServiceOperator>();
}
