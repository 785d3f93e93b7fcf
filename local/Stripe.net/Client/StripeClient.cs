using System.Net;
using System.Text.Json;

namespace Stripe;

/// <summary>A connection to one account at Stripe. Safe to share between threads.</summary>
public class StripeClient : IStripeClient
{
    private readonly StripeClientOptions options;
    private V1Services v1;

    public StripeClient(
        string apiKey = null,
        string clientId = null,
        IHttpClient httpClient = null,
        string apiBase = null,
        string connectBase = null,
        string filesBase = null,
        string meterEventsBase = null
    )
        : this(
            new StripeClientOptions
            {
                ApiKey = apiKey,
                ClientId = clientId,
                HttpClient = httpClient,
                ApiBase = apiBase,
                ConnectBase = connectBase,
                FilesBase = filesBase,
                MeterEventsBase = meterEventsBase,
            }
        ) { }

    /// <exception cref="ArgumentException">The key is empty or has blanks in it.</exception>
    public StripeClient(StripeClientOptions options)
    {
        options ??= new();
        if (options.ApiKey is { Length: 0 })
            throw new ArgumentException("The API key is empty.", nameof(options));
        if (options.ApiKey is { } key && key.Any(char.IsWhiteSpace))
            throw new ArgumentException("The API key has blanks in it.", nameof(options));
        this.options = new()
        {
            ApiKey = options.ApiKey,
            ClientId = options.ClientId,
            HttpClient = options.HttpClient ?? new SystemNetHttpClient(),
            ApiBase = options.ApiBase ?? DefaultApiBase,
            ConnectBase = options.ConnectBase ?? DefaultConnectBase,
            FilesBase = options.FilesBase ?? DefaultFilesBase,
            MeterEventsBase = options.MeterEventsBase ?? DefaultMeterEventsBase,
            StripeAccount = options.StripeAccount,
            StripeContext = options.StripeContext,
        };
    }

    public static string DefaultApiBase => "https://api.stripe.com";

    public static string DefaultConnectBase => "https://connect.stripe.com";

    public static string DefaultFilesBase => "https://files.stripe.com";

    public static string DefaultMeterEventsBase => "https://meter-events.stripe.com";

    public string ApiBase => options.ApiBase;

    public string ApiKey => options.ApiKey;

    public string ClientId => options.ClientId;

    public string ConnectBase => options.ConnectBase;

    public string FilesBase => options.FilesBase;

    public string MeterEventsBase => options.MeterEventsBase;

    public IHttpClient HttpClient => options.HttpClient;

    /// <summary>All services of this client.</summary>
    public virtual V1Services V1 => v1 ??= new(this);

    public T Deserialize<T>(string response)
        where T : IStripeEntity => StripeEntity.FromJson<T>(response);

    public async Task<T> RequestAsync<T>(
        HttpMethod method,
        string path,
        BaseOptions options,
        RequestOptions requestOptions,
        CancellationToken cancellationToken = default
    )
        where T : IStripeEntity
    {
        var request = new StripeRequest(this, method, path, options, WithDefaults(requestOptions));
        var response = await HttpClient.MakeRequestAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw Refusal(response);
        var entity = Read<T>(response);
        entity.StripeResponse = response;
        return entity;
    }

    private RequestOptions WithDefaults(RequestOptions requestOptions)
    {
        var all = requestOptions?.Clone() ?? new();
        if (string.IsNullOrEmpty(all.ApiKey))
            all.ApiKey = options.ApiKey;
        if (string.IsNullOrEmpty(all.StripeAccount))
            all.StripeAccount = options.StripeAccount;
        // An empty context is a wish: none, whatever the client has.
        all.StripeContext ??= options.StripeContext;
        return all;
    }

    private static T Read<T>(StripeResponse response)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(response.Content, StripeConfiguration.SerializerOptions);
        }
        catch (JsonException)
        {
            throw Unreadable(response);
        }
    }

    private static StripeException Refusal(StripeResponse response)
    {
        StripeError error;
        try
        {
            error = ErrorOf(response.Content);
        }
        catch (JsonException)
        {
            return Unreadable(response);
        }
        if (error is null)
            return Unreadable(response);
        error.StripeResponse = response;
        return new(response.StatusCode, error, error.Message ?? error.ErrorDescription) { StripeResponse = response };
    }

    // An error of the OAuth kind is flat: its member "error" is a word, and the text stands beside it.
    private static StripeError ErrorOf(string content)
    {
        using var document = JsonDocument.Parse(content);
        if (!document.RootElement.TryGetProperty("error", out var error))
            return null;
        var body = error.ValueKind == JsonValueKind.String ? document.RootElement : error;
        return body.Deserialize<StripeError>(StripeConfiguration.SerializerOptions);
    }

    private static StripeException Unreadable(StripeResponse response) =>
        new(response.StatusCode, null, $"Stripe answered what cannot be read: {response.Content}")
        {
            StripeResponse = response,
        };
}
