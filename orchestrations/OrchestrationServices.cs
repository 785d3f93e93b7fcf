using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mothership.Orchestrations;

/// <summary>Registers what the orchestrations' activities need.</summary>
public static class OrchestrationServices
{
    /// <summary>Adds the orchestrations' own services; stores, bus and price book are registered by their own libraries.</summary>
    public static IServiceCollection AddOrchestrations(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<ProvisioningOptions>()
            .Bind(configuration.GetSection(ProvisioningOptions.Section))
            .Validate(
                o => o.RegionTimeout > TimeSpan.Zero && o.RepublishInterval > TimeSpan.Zero,
                "Provisioning:RegionTimeout and Provisioning:RepublishInterval must be positive."
            );
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
