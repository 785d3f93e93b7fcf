using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mothership.Local.FakeStripe.Faults;
using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Inspection;
using Mothership.Local.FakeStripe.Pages;
using Mothership.Local.FakeStripe.State;
using Mothership.Local.FakeStripe.Webhooks;

namespace Mothership.Local.FakeStripe;

/// <summary>
/// A Stripe of one's own: HTTP on the loopback interface, state in memory, time from a clock that can be moved. It
/// answers what the real one answers for customers, cards, invoices and payments, remembers idempotency keys as the
/// real one does, sends signed webhooks, and fails when told to.
/// </summary>
public sealed class FakeStripeServer : IAsyncDisposable
{
    private readonly Account _account;
    private readonly StripeApi _api;
    private readonly PageSite _pages;
    private readonly WebhookSender _sender;
    private readonly Schedule _schedule;
    private readonly WebApplication _app;

    private FakeStripeServer(FakeStripeOptions options, TimeProvider clock)
    {
        var ids = new Ids(options.Seed + 7);
        ApiKey = options.ApiKey ?? ids.Next("sk_test_", 40);
        WebhookSecret = options.WebhookSecret ?? ids.Next("whsec_", 32);
        _account = new(options, clock);
        _account.Events.Wanted = options.WebhookEvents;
        _account.Events.ExpireAfter = options.EventsExpireAfter;
        _sender = new(_account, WebhookSecret) { Endpoint = options.WebhookUrl };
        _schedule = new(_account, _sender);
        _api = new(_account, Faults, ApiKey);
        _pages = new(_account);
        Books = new(_account);
        Control = new(_account, _schedule.AfterRequest);
        _app = Build(options.Port);
    }

    /// <summary>Where it listens: http://127.0.0.1:PORT/.</summary>
    public Uri BaseAddress => _account.BaseAddress;

    /// <summary>The key that requests must carry, sk_test_….</summary>
    public string ApiKey { get; }

    /// <summary>What webhooks are signed with, whsec_….</summary>
    public string WebhookSecret { get; }

    /// <summary>What goes wrong.</summary>
    public FakeFaults Faults { get; } = new();

    /// <summary>What Stripe holds, for auditors.</summary>
    public StripeBooks Books { get; }

    /// <summary>What customers and banks do.</summary>
    public StripeControl Control { get; }

    /// <summary>How many requests were answered, by status.</summary>
    public IReadOnlyDictionary<int, long> Requests
    {
        get
        {
            lock (_account.Gate)
                return new Dictionary<int, long>(_api.Statuses);
        }
    }

    /// <summary>Starts a server; it runs until it is disposed of.</summary>
    public static async Task<FakeStripeServer> StartAsync(
        FakeStripeOptions options,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var server = new FakeStripeServer(options, clock);
        await server._app.StartAsync(cancellationToken);
        server._account.BaseAddress = new(server._app.Urls.First());
        return server;
    }

    /// <summary>
    /// A way to the server without sockets, for <see cref="HttpClient"/>: many times as many requests per second. What
    /// holds for connections holds here, too: dropped ones throw, hung ones wait for the client to give up.
    /// </summary>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(Carry);

    /// <summary>
    /// Sends webhooks to an address from now on, those that wait included; for an endpoint that starts after the
    /// server.
    /// </summary>
    public void SendWebhooksTo(Uri endpoint)
    {
        _sender.Endpoint = endpoint;
        _sender.Wake();
    }

    /// <summary>
    /// The webhooks that nobody has taken yet, signed now, in the order in which things happened. Only without a
    /// webhook address.
    /// </summary>
    public IReadOnlyList<WebhookDelivery> TakeWebhooks()
    {
        if (_sender.Endpoint is not null)
            throw new InvalidOperationException("Webhooks are sent to an address, they cannot be taken.");
        lock (_account.Gate)
        {
            var taken = _account.Events.Pending.Select(p => Sign(p.Event)).ToList();
            _account.Events.Pending.Clear();
            return taken;
        }
    }

    /// <summary>An event once more, signed now, as Stripe delivers one that it believes to be lost.</summary>
    public WebhookDelivery Redeliver(string eventId)
    {
        lock (_account.Gate)
            return Sign(_account.Events.Events.Get(eventId));
    }

    /// <summary>Waits until every webhook that is due has been tried.</summary>
    public Task WaitForWebhooksAsync(CancellationToken cancellationToken) =>
        _sender.Endpoint is null ? Task.CompletedTask : _sender.IdleAsync(cancellationToken);

    /// <summary>Sends at once what is waiting for another try.</summary>
    public Task RetryWebhooksAsync(CancellationToken cancellationToken)
    {
        lock (_account.Gate)
            foreach (var webhook in _account.Events.Pending)
                webhook.Due = _account.Now;
        _sender.Wake();
        return WaitForWebhooksAsync(cancellationToken);
    }

    /// <summary>How many webhooks were answered with 2xx, and how many deliveries failed.</summary>
    public (long Delivered, long Failed) WebhookCounts => _sender.Counts;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _schedule.DisposeAsync();
        await _sender.DisposeAsync();
    }

    private WebhookDelivery Sign(StripeEvent subject)
    {
        var body = subject.Body;
        return new(
            subject.Id,
            subject.Type,
            body,
            WebhookDelivery.Sign(body, WebhookSecret, _account.Clock.GetUtcNow())
        );
    }

    private ApiResponse Carry(ApiRequest request)
    {
        var response = _api.Handle(request);
        _schedule.AfterRequest();
        return response;
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        // Whoever is kept waiting on purpose does not hold up the end.
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.Run(context =>
            context.Request.Path.StartsWithSegments("/v1")
                ? HttpFront.ServeAsync(context, Carry)
                : _pages.ServeAsync(context, _schedule.AfterRequest)
        );
        return app;
    }
}
