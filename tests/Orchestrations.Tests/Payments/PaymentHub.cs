using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus;
using Mothership.Domain.Billing;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Local.Durable;
using Mothership.Orchestrations.ChargeInvoice;
using Mothership.Orchestrations.Dunning;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Shared.Tests.Payments;

namespace Mothership.Orchestrations.Tests.Payments;

/// <summary>Payments on the durable engine: time only passes when a test lets it.</summary>
internal sealed class PaymentHub : IAsyncDisposable
{
    private readonly DurableEngine _engine;

    private PaymentHub(PaymentWorld world)
    {
        World = world;
        var options = new DurableEngineOptions { DatabasePath = ":memory:", CacheSessions = false };
        var registrations = Registrations.Of(world.Services, Faults, () => Client!);
        _engine = new(registrations, options, world.Clock, NullLoggerFactory.Instance);
        Client = new DeafClient(() => _engine.Client);
    }

    public PaymentWorld World { get; }

    public Faults Faults { get; } = new();

    public DeafClient Client { get; }

    public static async Task<PaymentHub> StartAsync(string? card = "pm_card_visa")
    {
        var world = await PaymentWorld.OpenAsync(
            card,
            configure: (services, configuration) =>
            {
                services.AddLogging();
                services.AddSingleton<IBus>(new TestBus());
                services.AddSingleton<IPriceBook>(new PriceList());
                services.AddOrchestrations(configuration);
            }
        );
        var hub = new PaymentHub(world);
        await hub._engine.StartAsync(default);
        return hub;
    }

    /// <summary>One look, and all that it has started.</summary>
    public async Task<int> LookAsync(bool all = true)
    {
        var started = await World.Get<PaymentLook>().StartAsync(Client, all, default);
        await foreach (var instance in Client.GetAllInstancesAsync())
            if (instance.InstanceId.StartsWith("charge-", StringComparison.Ordinal))
                await EndAsync(instance.InstanceId);
        return started;
    }

    /// <summary>Lets time pass until an instance is over.</summary>
    public async Task EndAsync(string instance, TimeSpan? step = null)
    {
        await UntilAsync(
            async () => await Client.GetInstanceAsync(instance) is null or { IsCompleted: true },
            async () => $"{await Client.GetInstanceAsync(instance)}",
            step
        );
    }

    /// <summary>Lets time pass, in steps, until something holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, Func<Task<string>> state, TimeSpan? step = null)
    {
        for (var looks = 0; !await holds(); looks++)
        {
            if (looks > 3000)
                throw new TimeoutException($"At {World.Clock.GetUtcNow():O} it has not come to that: {await state()}");
            await Task.Delay(5);
            if (looks % 10 == 9)
                World.Clock.Advance(step ?? TimeSpan.FromSeconds(20));
        }
    }

    public Task UntilAsync(string invoice, Func<InvoicePayment, bool> holds, TimeSpan? step = null) =>
        UntilAsync(
            async () => holds(await World.RowAsync(invoice)),
            async () => $"{await World.RowAsync(invoice)}",
            step
        );

    public async Task<HoldLevel?> HoldAsync()
    {
        var holds = await World.Get<IHoldStore>().ListAsync(World.Scope, default);
        return holds.SingleOrDefault()?.Level;
    }

    public Task<Microsoft.DurableTask.Client.OrchestrationMetadata?> DunningAsync(string invoice) =>
        Client.GetInstanceAsync(DunningInput.InstanceIdOf(invoice), getInputsAndOutputs: true);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await World.DisposeAsync();
    }
}
