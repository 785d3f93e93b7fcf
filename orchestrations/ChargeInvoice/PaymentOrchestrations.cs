using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Domain.Payments;
using Mothership.Orchestrations.Dunning;
using Mothership.Orchestrations.ReconcilePayments;
using Mothership.Payments;
using Mothership.Secrets;

namespace Mothership.Orchestrations.ChargeInvoice;

/// <summary>Registers what charging, dunning and comparing need.</summary>
internal static class PaymentOrchestrations
{
    /// <exception cref="ArgumentException">The section <c>Dunning</c> is no ladder.</exception>
    public static IServiceCollection AddPaymentOrchestrations(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.AddSecrets(configuration);
        services.AddPayments(configuration);
        var rungs = configuration.GetSection("Dunning").Get<List<DunningRung>>();
        services.TryAddSingleton(rungs is { Count: > 0 } ? new DunningLadder(rungs) : DunningLadder.Default);
        services.TryAddSingleton<DunningStarter>();
        services.TryAddSingleton<PaymentLook>();
        services.TryAddSingleton<StrangerFinder>();
        services.TryAddSingleton<ReconciliationStarter>();
        return services;
    }
}
