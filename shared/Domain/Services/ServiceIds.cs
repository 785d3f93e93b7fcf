using System.Collections.Frozen;
using System.Globalization;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Services;

/// <summary>How the ids of services come about.</summary>
public static class ServiceIds
{
    private static readonly FrozenDictionary<ServiceKind, string> Prefixes = new Dictionary<ServiceKind, string>
    {
        [ServiceKind.Credential] = "cred-",
        [ServiceKind.SchemaRegistry] = "lsrc-",
        [ServiceKind.Connector] = "lcc-",
        [ServiceKind.Ksqldb] = "lksqlc-",
        [ServiceKind.ControlCenter] = "lcon-",
    }.ToFrozenDictionary();

    /// <summary>What the ids of a kind begin with.</summary>
    public static string PrefixOf(ServiceKind kind) => Prefixes[kind];

    /// <summary>The kind that an id tells.</summary>
    /// <exception cref="ArgumentException">It is the id of nothing that is known here.</exception>
    public static ServiceKind KindOf(ServiceId id)
    {
        foreach (var (kind, prefix) in Prefixes)
            if (id.Value.StartsWith(prefix, StringComparison.Ordinal))
                return kind;
        throw new ArgumentException($"'{id}' is no service's id.", nameof(id));
    }

    /// <summary>A new random one.</summary>
    public static ServiceId New(ServiceKind kind, IIdSource source) => new(PrefixedId.New(PrefixOf(kind), source));

    /// <summary>The credential of an API key. Deterministic: a key has one.</summary>
    public static ServiceId OfCredential(ApiKeyId key) =>
        new(PrefixOf(ServiceKind.Credential) + key.Value.ToLowerInvariant());

    /// <summary>
    /// The Schema Registry of an environment. Deterministic: however many clusters ask for it, there is one.
    /// </summary>
    /// <param name="environment">The environment.</param>
    /// <param name="life">From 1: the registry goes with the environment's last cluster, and what comes with the next
    /// one is another.</param>
    public static ServiceId OfRegistry(EnvironmentId environment, int life = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(life, 1);
        var own = environment.Value[(environment.Value.IndexOf('-') + 1)..];
        // New ids have no u.
        var number = life == 1 ? "" : "u" + life.ToString(CultureInfo.InvariantCulture);
        return new(PrefixOf(ServiceKind.SchemaRegistry) + own + number);
    }
}
