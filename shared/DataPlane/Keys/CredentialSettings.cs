using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.DataPlane.Keys;

/// <summary>Reads the spec of a credential.</summary>
public static class CredentialSettings
{
    /// <summary>The key that a credential is of.</summary>
    /// <exception cref="OperatorException">It does not say which.</exception>
    public static ResourceKey Read(DesiredService desired)
    {
        var spec = desired.Spec;
        return
            spec.Settings.TryGetValue(ServiceNames.Key, out var key)
            && spec.Settings.TryGetValue(ServiceNames.Owner, out var owner)
            && spec.Secrets.TryGetValue(ServiceNames.Secret, out var secret)
            && (spec.Settings.GetValueOrDefault(ServiceNames.Resource) ?? desired.Cluster) is { } resource
            ? new(key, resource, desired.Environment, owner, secret)
            : throw new OperatorException(
                "unsupported_configuration",
                $"The credential {desired.Id} does not say of which key it is.",
                isTransient: false
            );
    }
}
