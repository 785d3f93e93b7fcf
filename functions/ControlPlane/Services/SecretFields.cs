using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>
/// Puts the secret fields of a service into the vault. Each value has a name of its own, so that another value is
/// another desired state; nothing else ever sees one.
/// </summary>
public sealed class SecretFields(ISecretStore vault)
{
    /// <summary>Stores the fields of a desired state.</summary>
    /// <param name="id">The service.</param>
    /// <param name="generation">The desired state that they come with.</param>
    /// <param name="values">By what the service calls them; null is one that stays as it is.</param>
    /// <param name="before">The names of those that are there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The names of all.</returns>
    internal async Task<IReadOnlyDictionary<string, string>> StoreAsync(
        ServiceId id,
        long generation,
        IReadOnlyDictionary<string, string?> values,
        IReadOnlyDictionary<string, string> before,
        CancellationToken cancellation
    )
    {
        var names = new Dictionary<string, string>();
        foreach (var (field, value) in values)
        {
            var known = before.GetValueOrDefault(field);
            var isSame = known is not null && (value is null || await vault.FindAsync(known, cancellation) == value);
            names[field] = isSame ? known! : NameOf(id, generation, field);
            if (!isSame && value is not null)
                await vault.SetAsync(names[field], value, cancellation);
        }
        return names;
    }

    /// <summary>Takes out what was stored for a request that is refused.</summary>
    internal async Task DropAsync(
        IReadOnlyDictionary<string, string> stored,
        IReadOnlyDictionary<string, string> before,
        CancellationToken cancellation
    )
    {
        foreach (var name in stored.Values.Except(before.Values))
            await vault.DeleteAsync(name, cancellation);
    }

    // A field's name may have characters that a secret's may not.
    private static string NameOf(ServiceId id, long generation, string field)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(field)));
        return $"svc-{id}-{hash[..10]}-{generation}";
    }
}
