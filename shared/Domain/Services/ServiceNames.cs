using Mothership.Domain.Ids;

namespace Mothership.Domain.Services;

/// <summary>
/// Names in the settings, secrets and details of services, where the two sides of the bus meet. A connector's settings
/// are its configuration beside them; no name of a configuration begins with <see cref="Own"/>.
/// </summary>
public static class ServiceNames
{
    /// <summary>Begins the names of settings that are the system's own, not a part of a configuration.</summary>
    public const string Own = "mothership.";

    /// <summary>Setting of a connector: another text than before means that it is to be restarted once.</summary>
    public const string Restart = "mothership.restart";

    /// <summary>
    /// Setting of a connector: the offsets that are to be altered, as <c>{"id":…,"type":"PATCH"|"DELETE","offsets":
    /// […]}</c>; carried out once for each id.
    /// </summary>
    public const string OffsetsRequest = "mothership.offsets-request";

    /// <summary>Secret of a connector that acts as a service account: the password of its own user.</summary>
    public const string Password = "mothership.password";

    /// <summary>Setting of a credential: the API key's public half.</summary>
    public const string Key = "key";

    /// <summary>Setting of a credential: the user or service account behind it.</summary>
    public const string Owner = "owner";

    /// <summary>Setting of a credential: the id of what the key opens, a cluster or a service.</summary>
    public const string Resource = "resource";

    /// <summary>Secret of a credential.</summary>
    public const string Secret = "secret";

    /// <summary>The name in the vault of the secret of an API key.</summary>
    public static string KeySecretOf(ApiKeyId key) => $"kafka-key-{key}";

    /// <summary>Setting of a ksqlDB cluster: who it is to its cluster, <c>u-…</c> or <c>sa-…</c>.</summary>
    public const string Identity = "credential.identity";

    /// <summary>Setting of a ksqlDB cluster: <c>true</c> or <c>false</c>.</summary>
    public const string DetailedLog = "use.detailed.processing.log";

    /// <summary>Detail of a connector: <c>RUNNING</c>, <c>PAUSED</c>, <c>DEGRADED</c>, <c>FAILED</c>.</summary>
    public const string State = "state";

    /// <summary>Detail of a connector: why it has failed, such as a stack trace.</summary>
    public const string Trace = "trace";

    /// <summary>Detail of a connector: <c>source</c> or <c>sink</c>.</summary>
    public const string Type = "type";

    /// <summary>Detail of a connector: its tasks, as <c>[{"id":0,"state":"RUNNING","trace":""}]</c>.</summary>
    public const string Tasks = "tasks";

    /// <summary>Detail of a connector: its offsets, as <c>[{"partition":{…},"offset":{…}}]</c>.</summary>
    public const string Offsets = "offsets";

    /// <summary>
    /// Detail of a connector: what became of the last <see cref="OffsetsRequest"/>, as <c>{"id":…,"phase":
    /// "APPLIED"|"FAILED","message":…,"applied_at":…,"previous_offsets":[…]}</c>.
    /// </summary>
    public const string OffsetsAnswer = "offsets-answer";

    /// <summary>Detail of a ksqlDB cluster: its storage in GB.</summary>
    public const string Storage = "storage";
}
