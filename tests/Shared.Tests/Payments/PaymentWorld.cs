using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;
using Mothership.Domain.Organizations;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.Clock;
using Mothership.Local.FakeStripe;
using Mothership.Payments;
using Mothership.Payments.Collecting;
using Mothership.Shared.Tests.Billing;
using Mothership.Stores;
using Mothership.Stores.Billing;
using Stripe;
using InvoicePayment = Mothership.Domain.Payments.InvoicePayment;

namespace Mothership.Shared.Tests.Payments;

/// <summary>
/// Everything between a stored invoice and money in the bank: real stores over SQLite in memory, the real client over
/// HTTP, and a Stripe of one's own.
/// </summary>
internal sealed class PaymentWorld : IAsyncDisposable
{
    private static int _count;
    private readonly ServiceProvider _services;

    private PaymentWorld(
        FakeStripeServer stripe,
        VirtualClock clock,
        TestSecrets secrets,
        TimeSpan timeout,
        Action<IServiceCollection, IConfiguration>? configure,
        Func<TableServiceClient, TableServiceClient>? hook
    )
    {
        (Stripe, Clock, Secrets) = (stripe, clock, secrets);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Stripe:ApiBase"] = stripe.BaseAddress.ToString(),
                    ["Stripe:Timeout"] = timeout.ToString(),
                    ["Stripe:KeepSecretsFor"] = "00:00:00",
                }
            )
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<ISecretStore>(secrets);
        var tables = $"Sqlite=:memory:payments-{Interlocked.Increment(ref _count)}";
        if (hook is not null)
            services.AddSingleton(hook(new TableServiceClient(tables)));
        services.AddStores(tables, "a pepper for tests only");
        services.AddBillingStores();
        services.AddPayments(configuration);
        configure?.Invoke(services, configuration);
        _services = services.BuildServiceProvider();
    }

    public FakeStripeServer Stripe { get; }

    public VirtualClock Clock { get; }

    public IServiceProvider Services => _services;

    internal TestSecrets Secrets { get; }

    public TenantScope Scope { get; } = SystemScope.For(Given.Organization);

    public InvoiceCollector Collector => Get<InvoiceCollector>();

    public IPaymentStore Payments => Get<IPaymentStore>();

    public CreditNoteIssuer Issuer => Get<CreditNoteIssuer>();

    public NoticeHandler Notices => Get<NoticeHandler>();

    public AccountReconciler Reconciler => Get<AccountReconciler>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An organisation, which pays with a card when one is named.</summary>
    public static async Task<PaymentWorld> OpenAsync(
        string? card = "pm_card_visa",
        TimeSpan? timeout = null,
        Action<IServiceCollection, IConfiguration>? configure = null,
        Func<TableServiceClient, TableServiceClient>? hook = null
    )
    {
        var clock = VirtualClock.Frozen(Given.Utc("2027-04-01T02:00:00"));
        var stripe = await FakeStripeServer.StartAsync(new(), clock, default);
        var secrets = new TestSecrets
        {
            [StripeSettings.ApiKeySecret] = stripe.ApiKey,
            [StripeSettings.WebhookSecret] = stripe.WebhookSecret,
        };
        var world = new PaymentWorld(stripe, clock, secrets, timeout ?? TimeSpan.FromSeconds(30), configure, hook);
        var account = world.Get<TableServiceClient>();
        await StoreSchema.EnsureCreatedAsync(account, default);
        await account.EnsureBillingTablesAsync(default);
        var organization = new Organization
        {
            Id = Given.Organization,
            DisplayName = "Test",
            CreatedAt = clock.GetUtcNow(),
            UpdatedAt = clock.GetUtcNow(),
        };
        await world.Get<IOrganizationStore>().CreateAsync(world.Scope, organization, default);
        if (card is not null)
            await world.UseCardAsync(card);
        return world;
    }

    /// <summary>Has the organisation pay with a card from now on.</summary>
    public async Task UseCardAsync(string card)
    {
        var account = await Get<PaymentAccounts>().EnsureAsync(Scope, default);
        var client = new StripeClient(Stripe.ApiKey, apiBase: Stripe.BaseAddress.ToString().TrimEnd('/'));
        await new PaymentMethodService(client).AttachAsync(card, new() { Customer = account.Customer });
        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>The organisation's invoice for a month: 172.80 USD unless another price is given.</summary>
    public async Task<Domain.Billing.Invoice> AddInvoiceAsync(
        string month = "2027-03",
        decimal price = 0.001m,
        string currency = "USD"
    )
    {
        var rated = Given.Rated(
            month,
            Given.Created($"{month}-15T00:00:00", price, currency: currency),
            Given.Deleted($"{month}-17T00:00:00") with
            {
                Currency = currency,
            }
        );
        var invoice = Domain.Billing.Invoice.Of(rated, 1);
        await Get<IInvoiceStore>().AddAsync(Scope, invoice, default);
        return invoice;
    }

    /// <summary>An invoice in the customer's favour.</summary>
    public async Task<Domain.Billing.Invoice> AddNegativeAsync(string month, decimal total)
    {
        var like = await Task.FromResult(
            Given.Rated(month, Given.Created($"{month}-15T00:00:00", 0.001m), Given.Deleted($"{month}-17T00:00:00"))
        );
        var lines = like.Lines.Select(l => l with { Amount = total / like.Lines.Count }).ToList();
        var invoice = Domain.Billing.Invoice.Of(like, 1) with { Lines = lines, Total = total };
        await Get<IInvoiceStore>().AddAsync(Scope, invoice, default);
        return invoice;
    }

    /// <summary>Goes on as a durable orchestration does: again after each failure that may pass.</summary>
    public async Task<InvoicePayment> InsistAsync(Func<Task<InvoicePayment?>> pass, Func<InvoicePayment, bool> done)
    {
        for (var attempt = 0; ; attempt++)
        {
            attempt.ShouldBeLessThan(100, "it never ends");
            try
            {
                if (await pass() is { } row && done(row))
                    return row;
            }
            catch (PaymentProviderException failure) when (failure.IsTransient)
            {
                // As an activity that is called again.
            }
            catch (RequestFailedException failure) when (failure.Status == 500)
            {
                // The same.
            }
            Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    public async Task InsistOnCustomerAsync()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                await Get<PaymentAccounts>().EnsureAsync(Scope, default);
                return;
            }
            catch (PaymentProviderException failure) when (failure.IsTransient)
            {
                Clock.Advance(TimeSpan.FromSeconds(30));
            }
        }
        throw new TimeoutException("There never is a customer.");
    }

    public Task<InvoicePayment> ChargeAsync(string invoice) =>
        InsistAsync(
            () => Collector.ChargeAsync(Scope, invoice, default),
            row => row.IsAtRest || row.FailedAt is not null
        );

    public async Task<InvoicePayment> RowAsync(string invoice) =>
        (await Payments.FindAsync(Scope, invoice, default)).ShouldNotBeNull().Value;

    public async Task<List<LedgerTransaction>> LedgerAsync()
    {
        var all = new List<LedgerTransaction>();
        await foreach (var transaction in Get<ILedgerReader>().ReadAsync(Scope, default))
            all.Add(transaction);
        return all;
    }

    public async Task<Balances> BalancesAsync() => Balances.Of(await LedgerAsync());

    /// <summary>Delivers the provider's messages, in an order of the test's choice.</summary>
    public async Task DeliverAsync(
        Func<
            IReadOnlyList<Local.FakeStripe.Webhooks.WebhookDelivery>,
            IEnumerable<Local.FakeStripe.Webhooks.WebhookDelivery>
        >? order = null
    )
    {
        var taken = Stripe.TakeWebhooks();
        foreach (var webhook in order?.Invoke(taken) ?? taken)
            (await Notices.HandleAsync(webhook.Body, webhook.Signature, default)).IsGenuine.ShouldBeTrue();
    }

    /// <summary>Our books are the provider's, to the last minor unit.</summary>
    public async Task ShouldAgreeAsync()
    {
        (await Reconciler.RunAsync(Scope, default)).ShouldBeEmpty();
        var (ours, theirs) = (await BalancesAsync(), Stripe.Books.Totals("usd"));
        ours.Sum("USD").ShouldBe(0);
        (ours["USD", LedgerAccount.Cash] + ours["USD", LedgerAccount.Disputes] + LostIn(await LedgerAsync())).ShouldBe(
            theirs.Paid - theirs.Refunded
        );
        ours["USD", LedgerAccount.CustomerBalance].ShouldBe(theirs.CustomerBalances);
        Stripe.Books.PendingItems().ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Stripe.DisposeAsync();
    }

    private static long LostIn(IEnumerable<LedgerTransaction> ledger) =>
        ledger
            .Where(t => t.Id.StartsWith("dispute-lost:", StringComparison.Ordinal))
            .Sum(t => t.AmountOf(LedgerAccount.WriteOffs));

    internal sealed class TestSecrets : Dictionary<string, string>, ISecretStore
    {
        public Task<string?> FindAsync(string name, CancellationToken cancellation) =>
            Task.FromResult(this.GetValueOrDefault(name));

        public Task SetAsync(string name, string value, CancellationToken cancellation)
        {
            this[name] = value;
            return Task.CompletedTask;
        }

        public Task DeleteAsync(string name, CancellationToken cancellation)
        {
            Remove(name);
            return Task.CompletedTask;
        }
    }
}
