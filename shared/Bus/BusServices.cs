using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Bus.Handling;
using Mothership.Bus.Producing;

namespace Mothership.Bus;

/// <summary>Registers the bus.</summary>
public static class BusServices
{
    /// <summary>
    /// Adds the bus on the Kafka cluster of the settings, unless the host has brought one of its own.
    /// </summary>
    public static IServiceCollection AddBus(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => KafkaSettings.From(configuration));
        services.TryAddSingleton<IBus, KafkaBus>();
        services.TryAddSingleton<IBusProbe, KafkaBusProbe>();
        services.TryAddSingleton<DeadLetterSender>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
