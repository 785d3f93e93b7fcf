using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.DataPlane.Keys;

/// <summary>What the spec of a credential says, by name.</summary>
public static class CredentialSettings
{
    /// <summary>The setting that holds the key's public half.</summary>
    public const string Key = "key";

    /// <summary>The setting that holds the id of its owner.</summary>
    public const string Owner = "owner";

    /// <summary>The setting that holds the id of what it opens; where it is missing, the service's cluster.</summary>
    public const string Resource = "resource";

    /// <summary>The secret.</summary>
    public const string Secret = "secret";

    /// <summary>The id of the credential of a key.</summary>
    public static string IdOf(string key) => $"cred-{key.ToLowerInvariant()}";

    /// <summary>The key that a credential is of.</summary>
    /// <exception cref="OperatorException">It does not say which.</exception>
    public static ResourceKey Read(DesiredService desired)
    {
        var spec = desired.Spec;
        return
            spec.Settings.TryGetValue(Key, out var key)
            && spec.Settings.TryGetValue(Owner, out var owner)
            && spec.Secrets.TryGetValue(Secret, out var secret)
            && (spec.Settings.GetValueOrDefault(Resource) ?? desired.Cluster) is { } resource
            ? new(key, resource, desired.Environment, owner, secret)
            : throw new OperatorException(
                "unsupported_configuration",
                $"The credential {desired.Id} does not say of which key it is.",
                isTransient: false
            );
    }
}
