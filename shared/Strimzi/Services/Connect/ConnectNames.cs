using System.Security.Cryptography;
using System.Text;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>How what runs the connectors of a cluster is named and told apart.</summary>
internal static class ConnectNames
{
    /// <summary>Role of what the connectors of a cluster share.</summary>
    public const string Role = "connect";

    /// <summary>Role of what belongs to one connector beside its own object.</summary>
    public const string Part = "connector-part";

    /// <summary>Annotation of a connector: what is wanted of its compute.</summary>
    public const string RunState = "mothership.io/run-state";

    /// <summary>Annotation of a connector: the last restart that was asked for.</summary>
    public const string Restarted = "mothership.io/restart";

    /// <summary>Annotation of a connector: what was last asked of Strimzi about offsets.</summary>
    public const string OffsetsStep = "mothership.io/offsets-step";

    /// <summary>Annotation of the secrets: whether what is shared is being taken away.</summary>
    public const string Closing = "mothership.io/closing";

    /// <summary>Strimzi's annotation: restart once.</summary>
    public const string Restart = "strimzi.io/restart";

    /// <summary>Strimzi's annotation: <c>list</c>, <c>alter</c> or <c>reset</c>; it goes when that is done.</summary>
    public const string OffsetsDo = "strimzi.io/connector-offsets";

    private const int HashLength = 16;

    /// <summary>
    /// The Connect cluster, its user and the rest of what is shared; not the cluster's own name, which Strimzi has used
    /// up for the brokers' objects.
    /// </summary>
    public static string Of(string cluster) => $"{cluster}-connect";

    /// <summary>The Secret with the secrets of all connectors of a cluster.</summary>
    public static string Secrets(string cluster) => $"{cluster}-connector-secrets";

    /// <summary>Begins the keys of a connector's secrets in it.</summary>
    public static string Prefix(string connector) => $"{connector}.";

    /// <summary>
    /// The key of a connector's file: by the names in the vault of what is in it, which are others for other values, so
    /// that these are another file, and so another configuration.
    /// </summary>
    public static string File(string connector, IEnumerable<string> vaultNames) =>
        Prefix(connector) + Hash(string.Join('\n', vaultNames));

    /// <summary>The key of the password of a connector's own user.</summary>
    public static string Password(string connector) => $"{Prefix(connector)}user";

    /// <summary>The config map with a connector's offsets, and with what became of a change of them.</summary>
    public static string Offsets(string connector) => $"{connector}-offsets";

    /// <summary>The config map with the offsets that it is to have.</summary>
    public static string OffsetsWanted(string connector) => $"{connector}-offsets-wanted";

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
