using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stripe.Tests.Fake;

public sealed class WebhookTests
{
    [Fact]
    public async Task TakeWebhooks_SignedNow_PassTheOfficialCheck()
    {
        await using var rig = await Rig.StartAsync();
        await rig.CustomerAsync(null);
        rig.Clock.Advance(TimeSpan.FromHours(2));
        var webhook = rig.Server.TakeWebhooks().ShouldHaveSingleItem();
        var now = rig.Clock.GetUtcNow().ToUnixTimeSeconds();
        var read = EventUtility.ConstructEvent(webhook.Body, webhook.Signature, rig.Server.WebhookSecret, 300, now);
        (read.Id, read.Type).ShouldBe((webhook.EventId, "customer.created"));
        read.Created.ShouldBe(Rig.Start.UtcDateTime);
        read.Request.Id.ShouldStartWith("req_");
        rig.Server.TakeWebhooks().ShouldBeEmpty();
        rig.Server.Redeliver(read.Id).Body.ShouldBe(webhook.Body);
    }

    [Fact]
    public async Task TakeWebhooks_OnlyTheTypesThatAreWanted()
    {
        await using var rig = await Rig.StartAsync(new() { WebhookEvents = new HashSet<string> { "invoice.paid" } });
        await rig.PaidAsync((await rig.CustomerAsync()).Id, 1000);
        rig.EventTypes().ShouldBe(["invoice.paid"]);
    }

    [Fact]
    public async Task Events_OlderThanThirtyDays_AreGone()
    {
        await using var rig = await Rig.StartAsync();
        await rig.CustomerAsync(null);
        rig.Clock.Advance(TimeSpan.FromDays(31));
        await rig.CustomerAsync(null, "Eve");
        (await rig.Api.Events.ListAsync()).Count().ShouldBe(1);
        rig.EventTypes().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Events_OfChanges_TellWhatWasThereBefore()
    {
        await using var rig = await Rig.StartAsync();
        var customer = await rig.CustomerAsync(null);
        await rig.Api.Customers.UpdateAsync(customer.Id, new() { Name = "Eve" });
        var body = rig.Server.TakeWebhooks()[^1].Body;
        body.ShouldContain("\"previous_attributes\":{\"name\":\"Ada\"}");
    }

    [Fact]
    public async Task Sending_EndpointThatFails_IsTriedAgainByTheClock()
    {
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Status = 500;
        await using var rig = await Rig.StartAsync(new() { WebhookUrl = endpoint.Address });
        await rig.CustomerAsync(null);
        await rig.Server.WaitForWebhooksAsync(CancellationToken.None);
        (endpoint.Received.Count, rig.Server.WebhookCounts).ShouldBe((1, (0L, 1L)));
        endpoint.Status = 200;
        rig.Clock.Advance(TimeSpan.FromSeconds(59));
        await rig.Server.WaitForWebhooksAsync(CancellationToken.None);
        endpoint.Received.Count.ShouldBe(1);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Server.WaitForWebhooksAsync(CancellationToken.None);
        (endpoint.Received.Count, rig.Server.WebhookCounts).ShouldBe((2, (1L, 1L)));
        var (body, signature) = endpoint.Received.Last();
        EventUtility.ValidateSignature(
            body,
            signature,
            rig.Server.WebhookSecret,
            300,
            rig.Clock.GetUtcNow().ToUnixTimeSeconds()
        );
    }

    [Fact]
    public async Task Sending_RetriesOnDemand_AndGivesUpAtLast()
    {
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Status = 503;
        await using var rig = await Rig.StartAsync(
            new() { WebhookUrl = endpoint.Address, WebhookRetries = [TimeSpan.FromDays(1), TimeSpan.FromDays(1)] }
        );
        await rig.CustomerAsync(null);
        await rig.Server.WaitForWebhooksAsync(CancellationToken.None);
        for (var i = 0; i < 5; i++)
            await rig.Server.RetryWebhooksAsync(CancellationToken.None);
        endpoint.Received.Count.ShouldBe(3);
    }

    /// <summary>An endpoint that answers what it is told.</summary>
    private sealed class Endpoint(WebApplication app) : IAsyncDisposable
    {
        public int Status { get; set; } = 200;

        public ConcurrentQueue<(string Body, string Signature)> Received { get; } = [];

        public Uri Address => new(app.Urls.First() + "/webhook");

        public static async Task<Endpoint> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var endpoint = new Endpoint(builder.Build());
            await endpoint.RunAsync();
            return endpoint;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task RunAsync()
        {
            app.Run(async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                Received.Enqueue(
                    (await reader.ReadToEndAsync(), context.Request.Headers["Stripe-Signature"].ToString())
                );
                context.Response.StatusCode = Status;
            });
            return app.StartAsync();
        }
    }
}
