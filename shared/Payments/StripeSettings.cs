namespace Mothership.Payments;

/// <summary>How Stripe is reached; configuration section <c>Stripe</c>.</summary>
public sealed record StripeSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Stripe";

    /// <summary>The secret with the account's key.</summary>
    public const string ApiKeySecret = "stripe-api-key";

    /// <summary>The secret that webhooks are signed with.</summary>
    public const string WebhookSecret = "stripe-webhook-secret";

    /// <summary>Another address than Stripe's own; null for that.</summary>
    public string? ApiBase { get; init; }

    /// <summary>How long the vault's answers are kept: a key that is added or changed counts after that.</summary>
    public TimeSpan KeepSecretsFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long Stripe has for an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
