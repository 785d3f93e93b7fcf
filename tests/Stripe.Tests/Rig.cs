using Mothership.Local.Clock;
using Mothership.Local.FakeStripe;

namespace Stripe.Tests;

/// <summary>A fake Stripe on its own port, a clock that stands still, and a client that tries once.</summary>
public sealed class Rig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HttpClient _http;

    private Rig(FakeStripeServer server, VirtualClock clock, HttpClient http)
    {
        (Server, Clock, _http) = (server, clock, http);
        Client = NewClient(maxNetworkRetries: 0);
    }

    public FakeStripeServer Server { get; }

    public VirtualClock Clock { get; }

    public StripeClient Client { get; }

    public V1Services Api => Client.V1;

    public static async Task<Rig> StartAsync(FakeStripeOptions? options = null, bool inProcess = false)
    {
        var clock = VirtualClock.Frozen(Start);
        var server = await FakeStripeServer.StartAsync(options ?? new(), clock, CancellationToken.None);
        var http = inProcess ? new HttpClient(server.CreateHandler()) : new HttpClient();
        http.Timeout = TimeSpan.FromSeconds(30);
        return new(server, clock, http);
    }

    /// <summary>A client whose waits between attempts are over when the clock has moved, or at once.</summary>
    public StripeClient NewClient(int maxNetworkRetries, TimeSpan? timeout = null, string? apiKey = null)
    {
        var http = timeout is null ? _http : new HttpClient { Timeout = timeout.Value };
        return new(
            apiKey ?? Server.ApiKey,
            httpClient: new SystemNetHttpClient(http, maxNetworkRetries) { Clock = Impatience.Clock },
            apiBase: Server.BaseAddress.ToString().TrimEnd('/')
        );
    }

    public async Task<Customer> CustomerAsync(string? card = "pm_card_visa", string name = "Ada")
    {
        var customer = await Api.Customers.CreateAsync(new() { Name = name, Email = $"{name}@example.com" });
        if (card is null)
            return customer;
        var method = await Api.PaymentMethods.AttachAsync(card, new() { Customer = customer.Id });
        return await Api.Customers.UpdateAsync(
            customer.Id,
            new() { InvoiceSettings = new() { DefaultPaymentMethod = method.Id } }
        );
    }

    public async Task<Invoice> DraftAsync(string customer, params long[] amounts)
    {
        var invoice = await Api.Invoices.CreateAsync(new() { Customer = customer, Currency = "usd" });
        foreach (var amount in amounts)
            await Api.InvoiceItems.CreateAsync(
                new()
                {
                    Customer = customer,
                    Invoice = invoice.Id,
                    Amount = amount,
                    Currency = "usd",
                    Description = $"Line of {amount}",
                }
            );
        return await Api.Invoices.GetAsync(invoice.Id);
    }

    public async Task<Invoice> OpenAsync(string customer, params long[] amounts) =>
        await Api.Invoices.FinalizeInvoiceAsync((await DraftAsync(customer, amounts)).Id);

    public async Task<Invoice> PaidAsync(string customer, params long[] amounts) =>
        await Api.Invoices.PayAsync((await OpenAsync(customer, amounts)).Id);

    /// <summary>The types of the events since the last time.</summary>
    public string[] EventTypes() => [.. Server.TakeWebhooks().Select(w => w.Type)];

    public static async Task<StripeError> RefusedAsync(Func<Task> call, int status)
    {
        var refused = await Should.ThrowAsync<StripeException>(call);
        ((int)refused.HttpStatusCode).ShouldBe(status, refused.Message);
        return refused.StripeError;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>A clock whose timers are due at once, so that waits between attempts take no time.</summary>
internal sealed class Impatience : TimeProvider
{
    public static TimeProvider Clock { get; } = new Impatience();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
}
