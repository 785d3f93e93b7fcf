using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
                EmbeddedOperatorOptions.From(provider.GetRequiredService<IConfiguration>())
            ))
            .AddSingleton<IClusterOperator>(provider => provider.GetRequiredService<EmbeddedClusterOperator>())
            .AddSingleton<IServiceOperator, EmbeddedServiceOperator>();
}
