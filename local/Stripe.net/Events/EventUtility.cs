using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stripe;

/// <summary>
/// Reads events that Stripe sends, and checks that it was Stripe: the header <c>Stripe-Signature</c> holds a time
/// <c>t</c> and one or more signatures <c>v1</c>, each the HMAC-SHA256 of the time, a dot and the body as it came.
/// </summary>
public static class EventUtility
{
    /// <summary>How many seconds old, or early, a signature may be.</summary>
    public const int DefaultTimeTolerance = 300;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static bool IsCompatibleApiVersion(string eventApiVersion) =>
        IsCompatibleApiVersion(ApiVersion.Current, eventApiVersion);

    /// <summary>Whether both are of one release train, the word behind the date; previews have to be equal.</summary>
    public static bool IsCompatibleApiVersion(string sdkApiVersion, string eventApiVersion)
    {
        if (!eventApiVersion.Contains('.'))
            return false;
        var train = sdkApiVersion.Split('.')[1];
        return train == "preview" ? eventApiVersion == sdkApiVersion : eventApiVersion.Split('.')[1] == train;
    }

    /// <exception cref="StripeException">The event is of another version of the API.</exception>
    public static Event ParseEvent(string json, bool throwOnApiVersionMismatch = true)
    {
        var stripeEvent = Read(json);
        if (throwOnApiVersionMismatch && !IsCompatibleApiVersion(stripeEvent.ApiVersion))
            throw new StripeException(
                $"The event is of the API version {stripeEvent.ApiVersion}; Stripe.net {PackageVersion.Current} reads "
                    + $"{ApiVersion.Current}."
            );
        return stripeEvent;
    }

    /// <exception cref="StripeException">The signature is wrong or too old, or the version is another one.</exception>
    public static Event ConstructEvent(
        string json,
        string stripeSignatureHeader,
        string secret,
        long tolerance = DefaultTimeTolerance,
        bool throwOnApiVersionMismatch = true
    ) => ConstructEvent(json, stripeSignatureHeader, secret, tolerance, Now(), throwOnApiVersionMismatch);

    /// <inheritdoc cref="ConstructEvent(string,string,string,long,bool)"/>
    public static Event ConstructEvent(
        string json,
        string stripeSignatureHeader,
        string secret,
        long tolerance,
        long utcNow,
        bool throwOnApiVersionMismatch = true
    )
    {
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, utcNow);
        return ParseEvent(json, throwOnApiVersionMismatch);
    }

    /// <exception cref="StripeException">The signature is wrong or too old.</exception>
    public static void ValidateSignature(
        string json,
        string stripeSignatureHeader,
        string secret,
        long tolerance = DefaultTimeTolerance
    ) => ValidateSignature(json, stripeSignatureHeader, secret, tolerance, Now());

    /// <inheritdoc cref="ValidateSignature(string,string,string,long)"/>
    public static void ValidateSignature(
        string json,
        string stripeSignatureHeader,
        string secret,
        long tolerance,
        long utcNow
    )
    {
        var parts = Parts(stripeSignatureHeader);
        var time = parts["t"].FirstOrDefault();
        var expected = Signature(secret, time, json);
        if (!parts["v1"].Any(given => AreEqual(given, expected)))
            throw new StripeException(
                "No signature of the Stripe-Signature header is right: the secret is another, or the body was changed."
            );
        if (Math.Abs(utcNow - Convert.ToInt32(time, CultureInfo.InvariantCulture)) > tolerance)
            throw new StripeException("The time of the Stripe-Signature header is further away than is tolerated.");
    }

    /// <summary>The signature of a body, in lower-case hexadecimal.</summary>
    public static string ComputeSignature(string secret, string timestamp, string payload) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(StrictUtf8.GetBytes(secret), StrictUtf8.GetBytes($"{timestamp}.{payload}"))
        );

    /// <summary>The header that Stripe would send with a body.</summary>
    public static string GenerateSignatureHeader(string payload, string secret, long? timestamp = null)
    {
        var time = (timestamp ?? Now()).ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={ComputeSignature(secret, time, payload)}";
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static string Signature(string secret, string time, string json)
    {
        try
        {
            return ComputeSignature(secret, time, json);
        }
        catch (EncoderFallbackException unsafeText)
        {
            throw new StripeException(
                "The body or the secret cannot be written as UTF-8, so that no signature can be computed.",
                unsafeText
            );
        }
    }

    private static ILookup<string, string> Parts(string header) =>
        header
            .Trim()
            .Split(',')
            .Select(item => item.Trim().Split('=', 2))
            .Select(item =>
                item.Length == 2
                    ? item
                    : throw new StripeException("The Stripe-Signature header is not a list of names and values.")
            )
            .ToLookup(item => item[0], item => item[1]);

    // The time that this takes must not tell how much of a guess was right.
    private static bool AreEqual(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static Event Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.TryGetProperty("object", out var kind) && kind.GetString() == "v2.core.event")
            throw new ArgumentException("This is a thin event notification, not an event with its object.");
        return document.Deserialize<Event>(StripeConfiguration.SerializerOptions);
    }
}
