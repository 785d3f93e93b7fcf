using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Domain.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The billing part of the control plane.</summary>
public static class BillingServices
{
    /// <summary>The price book that is used when the setting <c>PriceBook</c> names none; relative to the application's folder.</summary>
    public const string DefaultPriceBook = "prices/default.json";

    /// <summary>Registers the price book. It is read at once, so that an installation with a bad one does not start.</summary>
    /// <exception cref="PriceBookException">The price book has faults.</exception>
    public static IServiceCollection AddBilling(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<IPriceBook>(LoadPriceBook(configuration["PriceBook"]));
        return services;
    }

    private static PriceBook LoadPriceBook(string? setting)
    {
        var path = Path.Combine(AppContext.BaseDirectory, string.IsNullOrEmpty(setting) ? DefaultPriceBook : setting);
        return File.Exists(path)
            ? PriceBookReader.Read(path, File.ReadAllText(path))
            : throw new PriceBookException(path, ["there is no such file; the setting PriceBook names it"]);
    }
}
