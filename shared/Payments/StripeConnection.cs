using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Stripe;

namespace Mothership.Payments;

/// <summary>The connection to Stripe under the key that the vault has now.</summary>
internal sealed class StripeConnection(ISecretStore secrets, StripeSettings settings, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = settings.Timeout };
    private readonly SemaphoreSlim _gate = new(1, 1);
    private StripeClient? _client;
    private string? _key;
    private string? _webhookSecret;
    private DateTimeOffset _freshUntil = DateTimeOffset.MinValue;

    /// <summary>The client; null without a key.</summary>
    public async Task<IStripeClient?> FindAsync(CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        return _client;
    }

    /// <summary>The client.</summary>
    /// <exception cref="PaymentProviderException">There is no key.</exception>
    public async Task<IStripeClient> GetAsync(CancellationToken cancellation) =>
        await FindAsync(cancellation)
        ?? throw new PaymentProviderException(
            ProviderFault.Unauthorized,
            new("no_api_key", $"The vault has no secret {StripeSettings.ApiKeySecret}.")
        );

    /// <summary>What webhooks are signed with; null when the vault does not have it.</summary>
    public async Task<string?> FindWebhookSecretAsync(CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        return _webhookSecret;
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        if (clock.GetUtcNow() < _freshUntil)
            return;
        await _gate.WaitAsync(cancellation);
        try
        {
            var key = await secrets.FindAsync(StripeSettings.ApiKeySecret, cancellation);
            _webhookSecret = await secrets.FindAsync(StripeSettings.WebhookSecret, cancellation);
            if (key != _key)
                _client = key is null ? null : Client(key);
            _key = key;
            _freshUntil = clock.GetUtcNow() + settings.KeepSecretsFor;
        }
        finally
        {
            _gate.Release();
        }
    }

    // Without retries of its own: those who call have theirs, which survive a restart and look first.
    private StripeClient Client(string key) =>
        new(
            new StripeClientOptions
            {
                ApiKey = key,
                ApiBase = settings.ApiBase?.TrimEnd('/'),
                HttpClient = new SystemNetHttpClient(_http, maxNetworkRetries: 0, enableTelemetry: false),
            }
        );
}
