using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Auditing;
using Mothership.ControlPlane.Payments;
using Mothership.Domain.Billing;
using Mothership.Domain.Statements;
using Mothership.Orchestrations.CloseMonth;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The billing part of the control plane.</summary>
public static class BillingServices
{
    /// <summary>
    /// The price book that is used when the setting <c>PriceBook</c> names none; relative to the application's folder.
    /// </summary>
    public const string DefaultPriceBook = "prices/default.json";

    /// <summary>
    /// Registers prices, the stores of billing and what closes months. The price book is read at once, so that an
    /// installation with a bad one does not start.
    /// </summary>
    /// <exception cref="PriceBookException">The price book has faults.</exception>
    /// <exception cref="InvalidOperationException">A setting of the section <c>Billing</c> is out of
    /// bounds.</exception>
    public static IServiceCollection AddBilling(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<IPriceBook>(LoadPriceBook(configuration["PriceBook"]));
        services.AddSingleton(ReadOptions(configuration));
        services.AddSingleton(configuration.GetSection("Seller").Get<Seller>() ?? new());
        services.AddBillingStores();
        services.AddSingleton(ReadDefaults(configuration));
        services.TryAddSingleton<DueMonths>();
        services.TryAddSingleton<Auditor>();
        services.TryAddSingleton<SpendCapEffects>();
        return services;
    }

    private static BillingOptions ReadOptions(IConfiguration configuration)
    {
        var options = configuration.GetSection("Billing").Get<BillingOptions>() ?? new();
        if (options.GracePeriod < TimeSpan.Zero)
            throw new InvalidOperationException("Billing:GracePeriod must not be negative.");
        if (options.CloseParallelism < 1 || options.ClosePageSize is < 1 or > 1000)
            throw new InvalidOperationException(
                "Billing:CloseParallelism must be at least 1 and Billing:ClosePageSize from 1 to 1000."
            );
        return options;
    }

    private static PaymentDefaults ReadDefaults(IConfiguration configuration)
    {
        var defaults = configuration.GetSection("Payments").Get<PaymentDefaults>() ?? new();
        return Currencies.IsKnown(defaults.Currency)
            ? defaults
            : throw new InvalidOperationException("Payments:Currency must be a currency of ISO 4217, such as USD.");
    }

    private static PriceBook LoadPriceBook(string? setting)
    {
        var path = Path.Combine(AppContext.BaseDirectory, string.IsNullOrEmpty(setting) ? DefaultPriceBook : setting);
        return File.Exists(path)
            ? PriceBookReader.Read(path, File.ReadAllText(path))
            : throw new PriceBookException(path, ["there is no such file; the setting PriceBook names it"]);
    }
}
