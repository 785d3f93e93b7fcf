using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Bus.Handling;
using Mothership.Bus.Producing;
using Mothership.Bus.Signing;

namespace Mothership.Bus;

/// <summary>Registers the bus.</summary>
public static class BusServices
{
    /// <summary>
    /// Adds the bus on the Kafka cluster of the settings, unless the host has brought one of its own. The container
    /// needs an <see cref="Domain.Ports.ISecretStore"/>, where the keys of the bus are.
    /// </summary>
    public static IServiceCollection AddBus(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => KafkaSettings.From(configuration));
        services.TryAddSingleton(_ => SigningSettings.From(configuration));
        services.TryAddSingleton<KafkaBus>();
        services.TryAddSingleton(BusOf);
        services.TryAddSingleton<IBusProbe, KafkaBusProbe>();
        services.TryAddSingleton<DeadLetterSender>();
        services.TryAddSingleton<BusKeys>();
        services.TryAddSingleton<MessageGate>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    private static IBus BusOf(IServiceProvider services)
    {
        var bus = services.GetRequiredService<KafkaBus>();
        return services.GetRequiredService<SigningSettings>().Required
            ? new SigningBus(bus, services.GetRequiredService<BusKeys>(), services.GetRequiredService<TimeProvider>())
            : bus;
    }
}
