using System.Text.Json;

namespace Stripe;

/// <summary>
/// What holds for the whole process, and the client of services that were given none. The product uses clients of its
/// own.
/// </summary>
public static class StripeConfiguration
{
    private static IStripeClient stripeClient;
    private static string apiKey;
    private static int maxNetworkRetries = SystemNetHttpClient.DefaultMaxNumberRetries;

    public static string ApiVersion => Stripe.ApiVersion.Current;

    public static string MajorApiVersion => Stripe.ApiVersion.CurrentMajor;

    public static string StripeNetVersion => PackageVersion.Current;

    /// <summary>The key of the default client; setting another makes another client.</summary>
    public static string ApiKey
    {
        get => apiKey;
        set => apiKey = Changed(apiKey, value);
    }

    public static int MaxNetworkRetries
    {
        get => maxNetworkRetries;
        set => maxNetworkRetries = Changed(maxNetworkRetries, value);
    }

    public static IStripeClient StripeClient
    {
        get =>
            stripeClient ??= new StripeClient(
                ApiKey,
                httpClient: new SystemNetHttpClient(maxNetworkRetries: MaxNetworkRetries)
            );
        set => stripeClient = value;
    }

    public static JsonSerializerOptions SerializerOptions { get; set; } = StripeJson.Options();

    public static JsonSerializerOptions DefaultStjSerializerOptions() => StripeJson.Options();

    private static T Changed<T>(T old, T value)
    {
        if (!Equals(old, value))
            stripeClient = null;
        return value;
    }
}
