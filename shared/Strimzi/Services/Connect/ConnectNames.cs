namespace Mothership.Strimzi.Services.Connect;

/// <summary>How what runs the connectors of a cluster is named and told apart.</summary>
internal static class ConnectNames
{
    /// <summary>Role of what the connectors of a cluster share.</summary>
    public const string Role = "connect";

    /// <summary>Annotation of a connector: what is wanted of its compute.</summary>
    public const string RunState = "mothership.io/run-state";

    /// <summary>Annotation of a connector: the last restart that was asked for.</summary>
    public const string Restarted = "mothership.io/restart";

    /// <summary>Annotation of a connector: the id of the last change of offsets that was asked for.</summary>
    public const string OffsetsRequest = "mothership.io/offsets-request";

    /// <summary>Strimzi's annotation: restart once.</summary>
    public const string Restart = "strimzi.io/restart";

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
    /// The key of one: by its name in the vault, which is another one for another value, so that a new value is a new
    /// configuration.
    /// </summary>
    public static string KeyOf(string connector, string vaultName) =>
        Prefix(connector)
        + string.Concat(vaultName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
}
