using System.Net;
using System.Text.Json;

namespace Stripe;

/// <summary>
/// Sends requests with an <see cref="HttpClient"/>. An attempt is made again when no answer came, when Stripe says so
/// (<c>Stripe-Should-Retry</c>), and after 409 and 5xx unless Stripe says not to; never after 429 alone.
/// </summary>
public class SystemNetHttpClient : IHttpClient
{
    public const int DefaultMaxNumberRetries = 2;

    private static readonly Lazy<HttpClient> Shared = new(BuildDefaultSystemNetHttpClient);

    private readonly HttpClient httpClient;
    private readonly AppInfo appInfo;

    public SystemNetHttpClient(
        HttpClient httpClient = null,
        int maxNetworkRetries = DefaultMaxNumberRetries,
        AppInfo appInfo = null,
        bool enableTelemetry = true
    )
    {
        this.httpClient = httpClient ?? Shared.Value;
        this.appInfo = appInfo;
        MaxNetworkRetries = maxNetworkRetries;
        EnableTelemetry = enableTelemetry;
    }

    public static TimeSpan DefaultHttpTimeout => TimeSpan.FromSeconds(80);

    public static TimeSpan MaxNetworkRetriesDelay => TimeSpan.FromSeconds(5);

    public static TimeSpan MinNetworkRetriesDelay => TimeSpan.FromMilliseconds(500);

    public bool EnableTelemetry { get; }

    public int MaxNetworkRetries { get; }

    /// <summary>What the waits between attempts go by; a test sets its own.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    public static HttpClient BuildDefaultSystemNetHttpClient() => new() { Timeout = DefaultHttpTimeout };

    /// <exception cref="HttpRequestException">No attempt got an answer.</exception>
    /// <exception cref="OperationCanceledException">The last attempt took too long, or the caller gave up.</exception>
    public async Task<StripeResponse> MakeRequestAsync(
        StripeRequest request,
        CancellationToken cancellationToken = default
    )
    {
        for (var retries = 0; ; retries++)
        {
            if (retries > 0)
                await Task.Delay(Wait(retries), Clock, CancellationToken.None);
            try
            {
                var response = await httpClient.SendAsync(Message(request), cancellationToken);
                if (retries >= MaxNetworkRetries || !ShouldRetry(response))
                    return new(
                        response.StatusCode,
                        response.Headers,
                        await response.Content.ReadAsStringAsync(CancellationToken.None)
                    );
            }
            catch (HttpRequestException) when (retries < MaxNetworkRetries) { }
            catch (OperationCanceledException)
                when (!cancellationToken.IsCancellationRequested && retries < MaxNetworkRetries) { }
        }
    }

    private static bool ShouldRetry(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Stripe-Should-Retry", out var advice))
            switch (advice.First())
            {
                case "true":
                    return true;
                case "false":
                    return false;
            }
        return response.StatusCode == HttpStatusCode.Conflict || (int)response.StatusCode >= 500;
    }

    // Doubles from the least to the most, then down by up to a quarter, so that clients that failed together part.
    private static TimeSpan Wait(int retry)
    {
        var full = MinNetworkRetriesDelay * Math.Pow(2, retry - 1);
        var capped = full > MaxNetworkRetriesDelay ? MaxNetworkRetriesDelay : full;
        var jittered = capped * ((3 + Random.Shared.NextDouble()) / 4);
        return jittered < MinNetworkRetriesDelay ? MinNetworkRetriesDelay : jittered;
    }

    private HttpRequestMessage Message(StripeRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Uri) { Content = request.Content };
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent());
        message.Headers.Authorization = request.AuthorizationHeader;
        message.Headers.Add("X-Stripe-Client-User-Agent", ClientUserAgent());
        foreach (var (name, value) in request.StripeHeaders)
            message.Headers.Add(name, value);
        return message;
    }

    private string UserAgent() =>
        $"Stripe/V1 .NetBindings/{PackageVersion.Current}" + (appInfo is null ? "" : " " + appInfo.FormatUserAgent());

    private static string ClientUserAgent() =>
        JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["bindings_version"] = PackageVersion.Current,
                ["lang"] = ".net",
                ["lang_version"] = Environment.Version.ToString(),
            }
        );
}
