using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Ports;
using Mothership.Orchestrations;
using Mothership.Orchestrations.ChargeInvoice;
using Mothership.Orchestrations.CloseMonth;
using Mothership.Simulator.Tests.Customers;
using Mothership.Simulator.Tests.Engine;
using Mothership.Stores;
using Mothership.Stores.Billing;

namespace Mothership.Simulator.Tests.World;

/// <summary>One process of the control plane: its services over the tables, as the application composes them.</summary>
internal sealed class ControlPlane : IDisposable
{
    private readonly ServiceProvider _services;

    public ControlPlane(
        TableServiceClient tables,
        Storm storm,
        TimeProvider clock,
        BillingOptions options,
        StripeSide? stripe
    )
    {
        var services = new ServiceCollection();
        services.AddSingleton<TableServiceClient>(new StormyTables(tables, storm, Process));
        services.AddSingleton(clock);
        services.AddSingleton(options);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton(PriceLists.Of("USD"));
        services.AddStores("the account is given");
        services.AddBillingStores();
        if (stripe is not null)
            services.AddSingleton<ISecretStore>(stripe);
        services.AddOrchestrations(stripe?.Configuration() ?? new ConfigurationBuilder().Build());
        services.AddSingleton<CollectInvoice>();
        services.AddSingleton<DueMonths>();
        services.AddSingleton<CloseOrganization>();
        services.AddSingleton<ListOpenOrganizations>();
        services.AddSingleton<StartNextMonth>();
        _services = services.BuildServiceProvider();
    }

    public SimulatedProcess Process { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs an activity by its name.</summary>
    public async Task<object?> RunAsync(string activity, object? input, DirectHub hub) =>
        activity switch
        {
            nameof(ListOpenOrganizations) => await Get<ListOpenOrganizations>()
                .RunAsync((CloseMonthInput)input!, default),
            nameof(CloseOrganization) => await Get<CloseOrganization>()
                .RunAsync((CloseOrganizationInput)input!, default),
            nameof(StartNextMonth) => await Get<StartNextMonth>().RunAsync((CloseMonthInput)input!, hub, default),
            nameof(CollectInvoice) => await Get<CollectInvoice>().RunAsync((ChargeInput)input!, hub, default),
            _ => throw new NotSupportedException($"There is no activity {activity}."),
        };

    /// <summary>Makes the orchestrators known.</summary>
    public static void AddOrchestrators(DirectHub hub)
    {
        hub.Add(CloseMonthOrchestrator.Name, async context => await CloseMonthOrchestrator.RunAsync(context));
        hub.Add(ChargeInvoiceOrchestrator.Name, async context => await ChargeInvoiceOrchestrator.RunAsync(context));
        hub.OneByOne.Add(ChargeInvoiceOrchestrator.Name);
    }

    /// <summary>Creates the tables, as the application does at its start.</summary>
    public async Task EnsureTablesAsync()
    {
        foreach (var atStart in _services.GetServices<IHostedService>())
            if (atStart.GetType().Assembly == typeof(MonthCloser).Assembly)
                await atStart.StartAsync(default);
    }

    public void Dispose() => _services.Dispose();
}
