using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.FakeStripe;
using Mothership.Payments;
using Mothership.Stores.Billing;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Payments;

/// <summary>The control plane with a Stripe of its own, whose key is in a folder of secrets.</summary>
public sealed class PaidWorld : IAsyncLifetime
{
    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("payment-tests-");

    /// <summary>The control plane.</summary>
    public ApiWorld Api { get; } = new();

    /// <summary>Its Stripe.</summary>
    public FakeStripeServer Stripe { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Stripe = await FakeStripeServer.StartAsync(new(), Api.Clock, default);
        Secret(StripeSettings.ApiKeySecret, Stripe.ApiKey);
        Secret(StripeSettings.WebhookSecret, Stripe.WebhookSecret);
        Api.Settings["SecretsFolder"] = _secrets.FullName;
        Api.Settings["Stripe:ApiBase"] = Stripe.BaseAddress.ToString();
        Api.Settings["RateLimit:Requests"] = "100000";
        await Api.InitializeAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        await Stripe.DisposeAsync();
        _secrets.Delete(recursive: true);
    }

    /// <summary>An organisation that has entered a card on Stripe's page, as a customer does.</summary>
    internal async Task<Tenant> NewTenantAsync(string card = "pm_card_visa")
    {
        var tenant = await Api.NewTenantAsync("Payer");
        await EnterAsync(tenant, card);
        return tenant;
    }

    /// <summary>Enters a card.</summary>
    internal async Task EnterAsync(Tenant tenant, string card)
    {
        var setup = await tenant.Client.PostJsonAsync(
            "/billing/v1/payment-method",
            new { return_url = "https://x.example/done" }
        );
        setup.Status.ShouldBe(HttpStatusCode.Created, setup.Text);
        var session = new Uri(setup["url"]).Segments[^1];
        Api.Clock.Advance(TimeSpan.FromSeconds(2));
        Stripe.Control.CompleteCheckout(session, card).ShouldBeTrue();
        await DeliverAsync();
    }

    /// <summary>Bills February: 100.00 USD a day for two days.</summary>
    internal async Task<string> CloseFebruaryAsync(Tenant tenant)
    {
        var organization = new Domain.Ids.OrganizationId(tenant.Organization);
        var scope = SystemScope.For(organization);
        var events = Api.Services.GetRequiredService<IBillingEventStore>();
        var start = new DateTimeOffset(2026, 2, 10, 0, 0, 0, TimeSpan.Zero);
        foreach (
            var billed in new[]
            {
                Billed.Event(organization, PriceEventKind.Created, start, 0.00125m, 1),
                Billed.Event(organization, PriceEventKind.Updated, start.AddDays(1), 0.0025m, 2),
                Billed.Event(organization, PriceEventKind.Deleted, start.AddDays(2), 0m, 3),
            }
        )
            await events.AppendAsync(scope, billed, default);
        var month = BillingMonth.Parse("2026-02");
        var closed = await Api.Services.GetRequiredService<MonthCloser>().CloseAsync(scope, month, default);
        closed.Result.ShouldBe(CloseResult.Closed);
        return Invoice.IdOf(organization, month);
    }

    /// <summary>Delivers what Stripe has to tell, as Stripe does.</summary>
    internal async Task DeliverAsync()
    {
        using var client = Api.Anonymous();
        foreach (var webhook in Stripe.TakeWebhooks())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/billing/v1/stripe/webhook")
            {
                Content = new StringContent(webhook.Body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("Stripe-Signature", webhook.Signature);
            using var answer = await client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Lets time pass, in steps, until an invoice has a status.</summary>
    internal async Task<JObject> UntilAsync(Tenant tenant, string invoice, string status, TimeSpan? step = null)
    {
        var last = "";
        await Eventually.HoldsAsync(
            async () =>
            {
                last = (await tenant.Client.ReadAsync($"/billing/v1/invoices/{invoice}")).Text;
                if ((string)JObject.Parse(last)["status"]! == status)
                    return true;
                Api.Clock.Advance(step ?? TimeSpan.FromSeconds(20));
                return false;
            },
            () => Task.FromResult(last)
        );
        return JObject.Parse(last);
    }

    private void Secret(string name, string value)
    {
        var path = Path.Combine(_secrets.FullName, name);
        File.WriteAllText(path, value + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
