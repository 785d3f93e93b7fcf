using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Bus;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.ChargeInvoice;
using Mothership.Orchestrations.Fleet;
using Mothership.Orchestrations.Metering;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Provisioning;
using Mothership.Orchestrations.Reconcile;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Reports;
using Mothership.Orchestrations.Resizing;
using Mothership.Orchestrations.Retiring;
using Mothership.Orchestrations.ServiceProvisioning;
using Mothership.Orchestrations.ServiceRetiring;
using Mothership.Orchestrations.ServiceUpdating;
using Mothership.Orchestrations.Spending;
using Mothership.Orchestrations.Suspending;

namespace Mothership.Orchestrations;

/// <summary>Registers what the orchestrations' activities need.</summary>
public static class OrchestrationServices
{
    /// <summary>
    /// Adds the orchestrations' own services and the bus; stores and price book are registered by their own libraries.
    /// </summary>
    public static IServiceCollection AddOrchestrations(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<ProvisioningOptions>()
            .Bind(configuration.GetSection(ProvisioningOptions.Section))
            .Validate(
                o => o.RegionTimeout > TimeSpan.Zero && o.RepublishInterval > TimeSpan.Zero,
                "Provisioning:RegionTimeout and Provisioning:RepublishInterval must be positive."
            );
        services
            .AddOptions<PlacingOptions>()
            .Bind(configuration.GetSection(PlacingOptions.Section))
            .Validate(o => o.HeadroomPercent is >= 0 and < 100, "Fleet:HeadroomPercent must be from 0 to 99.");
        services.TryAddSingleton<Placer>();
        services.AddBus(configuration);
        services.AddPaymentOrchestrations(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OperationJournal>();
        services.TryAddSingleton<ClusterEditor>();
        services.TryAddSingleton<BillingOutbox>();
        services.TryAddSingleton<ClusterRepricing>();
        services.TryAddSingleton<DesiredStates>();
        services.TryAddSingleton<ReportHandler>();
        services.TryAddSingleton<HeartbeatHandler>();
        services.TryAddSingleton<MetricsHandler>();
        services.TryAddSingleton<MeteringRollUp>();
        services.TryAddSingleton<WithdrawCreation>();
        services.TryAddSingleton<RevertConfig>();
        services.TryAddSingleton<LeaveDeletion>();
        services.TryAddSingleton<RevertSuspension>();
        services.TryAddSingleton<SpendChecker>();
        services.AddServiceOrchestrations();
        services.TryAddSingleton<OperationRepair>();
        services.TryAddSingleton<Reconciler>();
        services.TryAddSingleton<PlacementSweep>();
        services.TryAddSingleton<Sweeper>();
        return services;
    }

    private static void AddServiceOrchestrations(this IServiceCollection services)
    {
        services.TryAddSingleton<ServiceEditor>();
        services.TryAddSingleton<ServiceSecrets>();
        services.TryAddSingleton<ServiceRepricing>();
        services.TryAddSingleton<DesiredServices>();
        services.TryAddSingleton<ServiceReports>();
        services.TryAddSingleton<ServiceStarter>();
        services.TryAddSingleton<ClusterServices>();
        services.TryAddSingleton<Registries>();
        services.TryAddSingleton<ServiceSweeper>();
        services.TryAddSingleton<WithdrawService>();
        services.TryAddSingleton<RevertService>();
        services.TryAddSingleton<LeaveService>();
        services.TryAddSingleton<ServiceRepair>();
    }
}
