using Microsoft.Extensions.Configuration;
using Mothership.Auditing;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.FakeStripe;
using Mothership.Local.FakeStripe.Faults;
using Mothership.Orchestrations.ChargeInvoice;
using Mothership.Payments;
using Mothership.Payments.Collecting;
using Stripe;
using Customer = Mothership.Simulator.Tests.Customers.Customer;

namespace Mothership.Simulator.Tests.World;

/// <summary>
/// The other side of charging: a Stripe of the simulation's own, reached over HTTP, that fails at random.
/// </summary>
internal sealed class StripeSide : ISecretStore, IAsyncDisposable
{
    private static readonly Fault[] Faults =
    [
        Fault.Before500,
        Fault.After500,
        Fault.Unavailable503,
        Fault.RateLimit429,
        Fault.Conflict409,
        Fault.DropBefore,
        Fault.DropAfter,
    ];
    private readonly Simulation _simulation;
    private readonly FakeStripeServer _server;
    private readonly Random _random;
    private int _months;

    private StripeSide(Simulation simulation, FakeStripeServer server) =>
        (_simulation, _server, _random) = (simulation, server, new(simulation.Plan.Seed + 6));

    public static async Task<StripeSide> StartAsync(Simulation simulation)
    {
        var options = new FakeStripeOptions { Seed = simulation.Plan.Seed };
        return new(simulation, await FakeStripeServer.StartAsync(options, simulation.Clock, default));
    }

    /// <summary>How the control plane reaches it.</summary>
    public IConfiguration Configuration() =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Stripe:ApiBase"] = _server.BaseAddress.ToString(),
                    ["Stripe:KeepSecretsFor"] = "00:00:00",
                }
            )
            .Build();

    public Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        Task.FromResult(
            name switch
            {
                StripeSettings.ApiKeySecret => _server.ApiKey,
                StripeSettings.WebhookSecret => _server.WebhookSecret,
                _ => null,
            }
        );

    public Task SetAsync(string name, string value, CancellationToken cancellation) =>
        throw new NotSupportedException("The simulation has only the provider's secrets.");

    public Task DeleteAsync(string name, CancellationToken cancellation) =>
        throw new NotSupportedException("The simulation has only the provider's secrets.");

    /// <summary>Gives an organisation a card that pays.</summary>
    public async Task WelcomeAsync(Customer customer, ControlPlane process)
    {
        var now = _simulation.Clock.Now;
        var organization = new Organization
        {
            Id = customer.Id,
            DisplayName = "Simulated",
            CreatedAt = now,
            UpdatedAt = now,
        };
        await process.Get<IOrganizationStore>().CreateAsync(customer.Scope, organization, default);
        var account = await process.Get<PaymentAccounts>().EnsureAsync(customer.Scope, default);
        var client = new StripeClient(_server.ApiKey, apiBase: _server.BaseAddress.ToString().TrimEnd('/'));
        await new PaymentMethodService(client).AttachAsync("pm_card_visa", new() { Customer = account.Customer });
    }

    /// <summary>Has everything collected that is due, whatever fails and dies on the way.</summary>
    public async Task CollectAsync()
    {
        if (_simulation.Storm.PerMille > 0)
            _server.Faults.Randomly(_simulation.Plan.Seed + _months++, 100, Faults);
        await _simulation.Closing.InsistAsync(
            "collect",
            CollectAsync,
            () => _simulation.Clock.Now += TimeSpan.FromMinutes(7)
        );
        _server.Faults.Stop();
        await DeliverAsync();
    }

    private async Task<int> CollectAsync(ControlPlane process)
    {
        await process.Get<PaymentLook>().StartAsync(_simulation.Closing.Hub, all: true, default);
        // A look that could not see an invoice says nothing about it, so what is left is counted here.
        var (left, store) = (0, process.Get<IPaymentStore>());
        await foreach (var open in store.UnsettledAsync(default))
        {
            var row = await store.FindAsync(SystemScope.For(open.Organization), open.Invoice, default);
            if (row?.Value.Problem is { } problem)
                throw _simulation.Failed($"{open.Invoice} of {open.Organization} waits for a person: {problem}");
            left += row is { Value.IsAtRest: false } ? 1 : 0;
        }
        return left;
    }

    /// <summary>What it holds of one organisation, by our invoices.</summary>
    public IReadOnlyDictionary<string, ProviderHolding> Holdings(string customer)
    {
        var holdings = new Dictionary<string, ProviderHolding>(StringComparer.Ordinal);
        foreach (var invoice in _server.Books.Invoices(customer))
        {
            var id = invoice.Metadata.GetValueOrDefault("mothership_invoice") ?? invoice.Id;
            var before = holdings.GetValueOrDefault(id) ?? new(0, 0);
            holdings[id] = new(before.Total + invoice.Total, before.Count + 1);
        }
        return holdings;
    }

    /// <summary>What it holds for the customer; negative when the customer has something in hand.</summary>
    public long Balance(string customer) => _server.Books.BalanceChanges(customer).Sum(b => b.Amount);

    /// <summary>What has been paid, and how often.</summary>
    public (long Amount, int Count) Paid(string customer)
    {
        var payments = _server.Books.Payments(customer);
        return (payments.Sum(p => p.Amount), payments.Count);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Messages come in any order, some twice.</summary>
    private async Task DeliverAsync()
    {
        var taken = _server.TakeWebhooks().ToList();
        using var process = _simulation.NewProcess();
        foreach (
            var webhook in taken.Concat(taken.Where(_ => _random.Next(5) == 0)).OrderBy(_ => _random.Next()).ToList()
        )
            for (var isDone = false; !isDone; )
            {
                try
                {
                    await process.Get<NoticeHandler>().HandleAsync(webhook.Body, webhook.Signature, default);
                    isDone = true;
                }
                catch (Exception failure) when (Closing.IsWeather(failure))
                {
                    // Stripe sends it again.
                }
            }
    }
}
