using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Routing;
using Mothership.Domain.Ids;
using Mothership.Orchestrations;

namespace Mothership.ControlPlane;

/// <summary>Puts the control plane together.</summary>
public static class ControlPlaneServices
{
    /// <summary>Registers everything that the functions of this app need.</summary>
    public static IServiceCollection AddControlPlane(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, SecureIdSource>();
        services.AddOrchestrations(configuration);
        services.AddBilling(configuration);
        return services.AddHttpApi(configuration);
    }

    private static IServiceCollection AddHttpApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new RouteTable(typeof(ControlPlaneServices).Assembly));
        services.AddSingleton(configuration.GetSection("RateLimit").Get<RateLimitOptions>() ?? new());
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<IAuthenticator, KeyAuthenticator>();
        services.AddSingleton<IdempotentPost>();
        services.AddSingleton(new Links(configuration));
        return services;
    }
}
