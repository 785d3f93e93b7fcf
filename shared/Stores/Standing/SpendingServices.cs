using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>Registers what looks at spending: it needs both the resources and the events.</summary>
internal static class SpendingServices
{
    public static IServiceCollection AddSpending(this IServiceCollection services)
    {
        services.TryAddSingleton<AccrualReader>();
        services.TryAddSingleton<SpendReader>();
        services.TryAddSingleton(p => new SpendPreview(
            p.GetRequiredService<ResourceTable>(),
            p.GetRequiredService<SpendReader>(),
            p.GetRequiredService<ISpendCapStore>(),
            p.GetRequiredService<IHoldStore>(),
            p.GetRequiredService<TimeProvider>()
        ));
        services.TryAddSingleton(p => new SpendSettlement(
            p.GetRequiredService<ResourceTable>(),
            p.GetRequiredService<SpendReader>(),
            p.GetRequiredService<TimeProvider>()
        ));
        return services;
    }
}
