using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Domain.Ports;

namespace Mothership.Stores.Payments;

/// <summary>Puts the stores of payments into a service container.</summary>
internal static class PaymentStores
{
    public static IServiceCollection AddPaymentStores(this IServiceCollection services)
    {
        services.TryAddSingleton<UnsettledIndex>();
        services.TryAddSingleton<TablesPaymentStore>();
        services.TryAddSingleton<IPaymentStore>(p => p.GetRequiredService<TablesPaymentStore>());
        services.TryAddSingleton<ILedgerReader>(p => p.GetRequiredService<TablesPaymentStore>());
        services.TryAddSingleton<IPaymentAccountStore, TablesPaymentAccountStore>();
        services.TryAddSingleton<ICreditNoteStore, TablesCreditNoteStore>();
        services.TryAddSingleton<IInvoiceDisputeStore, TablesInvoiceDisputeStore>();
        services.TryAddSingleton<INoticeStore, TablesNoticeStore>();
        services.TryAddSingleton<IReconciliationStore, TablesReconciliationStore>();
        return services;
    }
}
