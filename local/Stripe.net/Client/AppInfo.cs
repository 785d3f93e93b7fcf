namespace Stripe;

/// <summary>The plugin that makes the requests, for Stripe's eyes.</summary>
public class AppInfo
{
    public string Name { get; set; }

    public string PartnerId { get; set; }

    public string Url { get; set; }

    public string Version { get; set; }

    public string FormatUserAgent() => Name + (Version is null ? "" : $"/{Version}") + (Url is null ? "" : $" ({Url})");
}
