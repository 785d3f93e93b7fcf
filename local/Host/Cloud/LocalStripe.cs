using System.Security.Cryptography;
using Mothership.Local.FakeStripe;

namespace Mothership.Local.Host;

/// <summary>
/// A fake Stripe beside the control plane, with its key and its webhook secret where the control plane looks for
/// secrets.
/// </summary>
internal sealed class LocalStripe : IAsyncDisposable
{
    private const string WebhookRoute = "billing/v1/stripe/webhook";

    private LocalStripe(FakeStripeServer server, string secrets) =>
        (Server, Settings) = (
            server,
            new Dictionary<string, string?>
            {
                ["SecretsFolder"] = secrets,
                ["Stripe:ApiBase"] = server.BaseAddress.ToString().TrimEnd('/'),
            }
        );

    internal FakeStripeServer Server { get; }

    /// <summary>What the control plane has to be told.</summary>
    internal IReadOnlyDictionary<string, string?> Settings { get; }

    internal static async Task<LocalStripe> StartAsync(
        StateFolder state,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        // What a former process held is gone, and its ids must not come to mean something else.
        var options = new FakeStripeOptions { Seed = RandomNumberGenerator.GetInt32(int.MaxValue) };
        var server = await FakeStripeServer.StartAsync(options, clock, cancellationToken);
        var secrets = state.In("secrets");
        PrivateFile.MakeFolder(secrets);
        PrivateFile.WriteText(Path.Combine(secrets, "stripe-api-key"), server.ApiKey);
        PrivateFile.WriteText(Path.Combine(secrets, "stripe-webhook-secret"), server.WebhookSecret);
        return new(server, secrets);
    }

    /// <summary>Tells the control plane what happens at Stripe.</summary>
    internal void SendWebhooksTo(Uri controlPlane) => Server.SendWebhooksTo(new Uri(controlPlane, WebhookRoute));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
