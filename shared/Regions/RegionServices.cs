using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Bus;
using Mothership.Domain.Ids;
using Mothership.Regions.Commands;
using Mothership.Regions.Filtering;
using Mothership.Regions.Heartbeats;
using Mothership.Regions.Metering;
using Mothership.Regions.Services;
using Mothership.Regions.Watching;

namespace Mothership.Regions;

/// <summary>Registers what a region's app needs, but for the operators: the host of the app brings those.</summary>
public static class RegionServices
{
    /// <summary>Adds the region's services and its bus.</summary>
    public static IServiceCollection AddRegion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBus(configuration);
        services.TryAddSingleton<IIdSource, SecureIdSource>();
        services.TryAddSingleton(_ => RegionSettings.From(configuration));
        services.TryAddSingleton<RegionIncarnation>();
        services.TryAddSingleton(_ => new DataPlaneAddress(configuration));
        services.TryAddSingleton<SelectedOperator>();
        services.TryAddSingleton(provider => new RegionFilter(provider.GetRequiredService<RegionSettings>().Id));
        services.TryAddSingleton<SelectedServices>();
        services.TryAddSingleton<Reporter>();
        services.TryAddSingleton<CommandHandler>();
        services.TryAddSingleton<HeartbeatSender>();
        services.TryAddSingleton<MetricsSender>();
        services.TryAddSingleton<RegionNews>();
        services.TryAddSingleton<RegionWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<RegionWatcher>());
        services.TryAddSingleton<RegionReconciler>();
        return services;
    }
}
