using System.Security.Cryptography;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;

namespace Mothership.Bus.Signing;

/// <summary>Why a message is not believed; stable codes on the dead letters and in the counter.</summary>
public static class RefusalReasons
{
    /// <summary>It has no signature, or what stands there is none.</summary>
    public const string Unsigned = "unsigned";

    /// <summary>Nobody here knows the key that it names.</summary>
    public const string UnknownKey = "unknown_key";

    /// <summary>The signature is not of this message.</summary>
    public const string BadSignature = "bad_signature";

    /// <summary>It was signed too long ago.</summary>
    public const string Stale = "stale";

    /// <summary>It was signed in the future.</summary>
    public const string NotYetValid = "not_yet_valid";

    /// <summary>The vault could not be asked for the key.</summary>
    public const string KeysUnavailable = "keys_unavailable";
}

/// <summary>Whose key a message names.</summary>
/// <param name="Region">The region that it is for or from.</param>
/// <param name="Number">The key's number.</param>
/// <param name="IssuedAt">When it was signed, as it says.</param>
public sealed record SignatureClaim(RegionId Region, int Number, DateTimeOffset IssuedAt);

/// <summary>Tells genuine messages from others. Pure; never throws.</summary>
public static class MessageVerifier
{
    /// <summary>How much the clocks of two apps may differ.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(300);

    private const int MostNameLength = 64;

    /// <summary>What a message claims; null when it is not even signed.</summary>
    public static SignatureClaim? ClaimOf(BusRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!SignatureText.TryParse(Signature(record), out var signature))
            return null;
        var (cloud, name) = (record.Header(BusHeaders.Cloud), record.Header(BusHeaders.Region));
        return IsName(cloud) && IsName(name)
            ? new(
                new RegionId(cloud!, name!),
                signature.KeyNumber,
                DateTimeOffset.FromUnixTimeMilliseconds(signature.IssuedAt)
            )
            : null;
    }

    /// <summary>Why a message is not believed; null when it is.</summary>
    /// <param name="record">The message.</param>
    /// <param name="claim">What it claims.</param>
    /// <param name="key">The key that it names; null when there is none.</param>
    /// <param name="now">The time here.</param>
    /// <param name="tolerance">How old it may be.</param>
    public static ParseFailure? Check(
        BusRecord record,
        SignatureClaim claim,
        BusKey? key,
        DateTimeOffset now,
        TimeSpan tolerance
    )
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(claim);
        if (key is null)
            return new(RefusalReasons.UnknownKey, $"There is no key {claim.Number} of {claim.Region}.");
        Span<byte> expected = stackalloc byte[CanonicalForm.DigestLength];
        CanonicalForm.Sign(key, record, claim.IssuedAt.ToUnixTimeMilliseconds(), expected);
        if (
            !SignatureText.TryParse(Signature(record), out var signature)
            || !CryptographicOperations.FixedTimeEquals(expected, signature.Digest)
        )
            return new(RefusalReasons.BadSignature, $"The signature is not one by key {claim.Number}.");
        // After the signature: who can't sign learns nothing of the clock.
        if (claim.IssuedAt > now + Ahead)
            return new(RefusalReasons.NotYetValid, $"It was signed at {claim.IssuedAt:u}, which is to come.");
        return claim.IssuedAt < now - tolerance
            ? new(RefusalReasons.Stale, $"It was signed at {claim.IssuedAt:u}, more than {tolerance} ago.")
            : null;
    }

    // A name in lower case is part of a secret's name, and must lead to no other.
    private static bool IsName(string? text)
    {
        if (text is not { Length: > 0 and <= MostNameLength })
            return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        return true;
    }

    private static ReadOnlySpan<byte> Signature(BusRecord record)
    {
        for (var i = 0; i < record.Headers.Count; i++)
            if (record.Headers[i].Key == BusHeaders.Signature)
                return record.Headers[i].Value;
        return default;
    }
}
