using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Domain.Ports;
using Mothership.Payments.Collecting;

namespace Mothership.Payments;

/// <summary>Puts the payment provider into a service container.</summary>
public static class PaymentServices
{
    /// <summary>
    /// Registers it. The container needs an <see cref="ISecretStore"/>; as long as that has no key, nothing is called.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting of the section <c>Stripe</c> is out of bounds.</exception>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection(StripeSettings.Section).Get<StripeSettings>() ?? new();
        if (settings.Timeout <= TimeSpan.Zero || settings.KeepSecretsFor < TimeSpan.Zero)
            throw new InvalidOperationException("Stripe:Timeout must be positive, Stripe:KeepSecretsFor not negative.");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(settings);
        services.TryAddSingleton<StripeConnection>();
        services.TryAddSingleton<StripeReader>();
        services.TryAddSingleton<StripeCharges>();
        services.TryAddSingleton<StripeCustomers>();
        services.TryAddSingleton<StripeNotices>();
        services.TryAddSingleton<IPaymentProvider, StripeProvider>();
        services.TryAddSingleton<PaymentAccounts>();
        services.TryAddSingleton<InvoicePresenter>();
        services.TryAddSingleton<InvoiceCollector>();
        services.TryAddSingleton<CreditNoteIssuer>();
        services.TryAddSingleton<NoticeHandler>();
        services.TryAddSingleton<AccountReconciler>();
        services.TryAddSingleton<StaffBilling>();
        return services;
    }
}
