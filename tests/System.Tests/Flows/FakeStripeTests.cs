using System.Net;
using Mothership.Local.Clock;
using Mothership.Local.Host;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Contract;

namespace Mothership.SystemTests.Flows;

/// <summary>A local cloud that charges at a fake Stripe.</summary>
public sealed class FakeStripeTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task CardEnteredOnStripesPage_IsTheOneThatTheCustomerPaysWith()
    {
        var state = Directory.CreateTempSubdirectory("fake-stripe-").FullName;
        try
        {
            await using var cloud = await StartAsync(state, fakeStripe: true);
            using var client = await EnterAsync(cloud);
            var setup = await client.PostJsonAsync("/billing/v1/payment-method", new { });
            setup.Status.ShouldBe(HttpStatusCode.Created, setup.Text);
            var page = new Uri(setup["url"]);
            page.ToString().ShouldStartWith(cloud.Stripe!.BaseAddress.ToString());
            cloud.Stripe.Control.CompleteCheckout(page.Segments[^1], "pm_card_mastercard").ShouldBeTrue();
            await cloud.Stripe.WaitForWebhooksAsync(CancellationToken.None);
            var (delivered, failed) = cloud.Stripe.WebhookCounts;
            (delivered > 0, failed).ShouldBe((true, 0L), "the control plane takes what the fake Stripe signs");
            var method = await client.ReadAsync("/billing/v1/payment-method");
            (method["brand"], method["last4"]).ShouldBe(("mastercard", "4444"));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task Secrets_OfTheFakeStripe_AreTheirOwnersAlone()
    {
        var state = Directory.CreateTempSubdirectory("fake-stripe-").FullName;
        try
        {
            await using var cloud = await StartAsync(state, fakeStripe: true);
            var key = Path.Combine(state, "secrets", "stripe-api-key");
            (await File.ReadAllTextAsync(key)).ShouldBe(cloud.Stripe!.ApiKey);
            if (!OperatingSystem.IsWindows())
                (File.GetUnixFileMode(key), File.GetUnixFileMode(Path.GetDirectoryName(key)!)).ShouldBe(
                    (
                        UnixFileMode.UserRead | UnixFileMode.UserWrite,
                        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                    )
                );
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task WithoutIt_NobodyIsCharged()
    {
        var state = Directory.CreateTempSubdirectory("fake-stripe-").FullName;
        try
        {
            await using var cloud = await StartAsync(state, fakeStripe: false);
            cloud.Stripe.ShouldBeNull();
            using var client = await EnterAsync(cloud);
            (await client.PostJsonAsync("/billing/v1/payment-method", new { })).Status.ShouldBe(
                HttpStatusCode.Conflict
            );
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private static Task<LocalCloud> StartAsync(string state, bool fakeStripe) =>
        LocalCloud.StartAsync(
            new LocalCloudOptions
            {
                StateFolder = state,
                FakeStripe = fakeStripe,
                Clock = VirtualClock.Running(Now - TimeProvider.System.GetUtcNow()),
            }
        );

    private static async Task<HttpClient> EnterAsync(LocalCloud cloud)
    {
        using var staff = NewClient(cloud);
        staff.DefaultRequestHeaders.Add("x-functions-key", cloud.HostKey);
        var made = await staff.PostJsonAsync("/fleet/v1/organizations", new { display_name = "Payer" });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var client = NewClient(cloud);
        client.DefaultRequestHeaders.Authorization = Tenant.Basic(made["api_key.id"], made["api_key.spec.secret"]);
        return client;
    }

    private static HttpClient NewClient(LocalCloud cloud) =>
        new(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = cloud.BaseAddress };
}
