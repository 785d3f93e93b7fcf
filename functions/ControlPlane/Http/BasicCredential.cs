using System.Buffers.Text;
using System.Text;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Http;

/// <summary>The key id and secret of a Basic Authorization header.</summary>
internal readonly record struct BasicCredential(string KeyId, string Secret)
{
    private const string Scheme = "Basic ";
    private const int MaxLength = 1024;

    /// <summary>Reads a header.</summary>
    /// <exception cref="MothershipException">Unauthenticated: there is none, or it can't be a key of ours.</exception>
    internal static BasicCredential Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
            throw Refused(
                "Valid authentication credentials must be provided: HTTP Basic with an API key and its secret."
            );
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw Refused("Only HTTP Basic with an API key and its secret is accepted; this is another scheme.");
        return Decode(header.AsSpan(Scheme.Length).Trim()) ?? throw InvalidKey();
    }

    /// <summary>The refusal of a key. Clients tell a bad key from a missing right by these words.</summary>
    internal static MothershipException InvalidKey() =>
        Refused("invalid API key: there is no such key, or the secret is not its secret.");

    private static BasicCredential? Decode(ReadOnlySpan<char> encoded)
    {
        if (encoded.IsEmpty || encoded.Length > MaxLength || !Base64.IsValid(encoded))
            return null;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded.ToString()));
        var colon = text.IndexOf(':');
        return colon <= 0 ? null : new(text[..colon], text[(colon + 1)..]);
    }

    private static MothershipException Refused(string detail) =>
        new(ErrorKind.Unauthenticated, "user_unauthenticated", detail);
}
