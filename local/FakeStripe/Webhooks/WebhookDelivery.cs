using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mothership.Local.FakeStripe.Webhooks;

/// <summary>A webhook as it comes: the body, and the value of the header <c>Stripe-Signature</c>.</summary>
public sealed record WebhookDelivery(string EventId, string Type, string Body, string Signature)
{
    /// <summary>The header that goes with a body: the time, and the HMAC of time and body.</summary>
    public static string Sign(string body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(mac)}";
    }
}
