using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Stores.Finance;
using Mothership.Stores.Payments;
using Mothership.Stores.Standing;

namespace Mothership.Stores.Billing;

/// <summary>Puts billing's stores into a service container.</summary>
public static class BillingStores
{
    /// <summary>Registers them. The container needs a <see cref="TableServiceClient"/>.</summary>
    public static IServiceCollection AddBillingStores(this IServiceCollection services)
    {
        services.TryAddSingleton<BillingTables>();
        services.TryAddSingleton<OpenMonthIndex>();
        services.TryAddSingleton<IOpenMonths>(p => p.GetRequiredService<OpenMonthIndex>());
        services.TryAddSingleton<MonthGates>();
        services.TryAddSingleton<EventAppender>();
        services.TryAddSingleton<TablesBillingEventStore>();
        services.TryAddSingleton<IBillingEventStore>(p => p.GetRequiredService<TablesBillingEventStore>());
        services.TryAddSingleton<IBillingReader>(p => p.GetRequiredService<TablesBillingEventStore>());
        services.TryAddSingleton<IMonthCloseStore, TablesMonthCloseStore>();
        services.TryAddSingleton<IInvoiceStore, TablesInvoiceStore>();
        services.AddPaymentStores();
        services.TryAddSingleton<RatingInputs>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new BillingOptions());
        services.TryAddSingleton<MonthCloser>();
        services.TryAddSingleton<CostReader>();
        services.TryAddSingleton<CreditReader>();
        services.TryAddSingleton<BillingDesk>();
        services.TryAddSingleton<UsageEventReader>();
        services.TryAddSingleton<ExplanationReader>();
        services.TryAddSingleton<DocumentReader>();
        services.TryAddSingleton<RevenueReader>();
        services.TryAddSingleton<UnbilledReader>();
        services.TryAddSingleton<FinanceReader>();
        services.TryAddSingleton(new Seller());
        services.AddSpending();
        services.AddHostedService<BillingTablesAtStart>();
        return services;
    }

    /// <summary>Creates the tables that are missing. The application does so when it starts.</summary>
    public static Task EnsureBillingTablesAsync(this TableServiceClient service, CancellationToken cancellation) =>
        new BillingTables(service).EnsureCreatedAsync(cancellation);

    private sealed class BillingTablesAtStart(BillingTables tables) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => tables.EnsureCreatedAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
