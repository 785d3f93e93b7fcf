namespace Mothership.Local.FakeStripe;

/// <summary>How a fake Stripe behaves.</summary>
public sealed record FakeStripeOptions
{
    /// <summary>What ids and secrets are derived from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The key that requests must carry; null derives one from the seed.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What webhooks are signed with; null derives one from the seed.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>
    /// Where webhooks are sent; null keeps them for <see cref="FakeStripeServer.TakeWebhooks"/>.
    /// </summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>The types of events that webhooks are sent for; null sends all.</summary>
    public IReadOnlySet<string>? WebhookEvents { get; init; }

    /// <summary>How long after each failed delivery of a webhook the next one comes.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    /// <summary>How long after its creation a draft with auto_advance is finalised.</summary>
    public TimeSpan AutoFinalizeAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after finalising the first automatic attempt at payment comes; zero makes it a part of finalising, so
    /// that the answer shows its outcome.
    /// </summary>
    public TimeSpan CollectAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How long after each failed automatic attempt the next one comes; none by default.</summary>
    public IReadOnlyList<TimeSpan> CollectionRetries { get; init; } = [];

    /// <summary>How long a search does not know of a change.</summary>
    public TimeSpan SearchDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the outcome under an idempotency key is remembered; Stripe promises at least a day.</summary>
    public TimeSpan KeysExpireAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long events can be listed, and webhooks be taken.</summary>
    public TimeSpan EventsExpireAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The port on the loopback interface; 0 lets the system choose one.</summary>
    public int Port { get; init; }
}
