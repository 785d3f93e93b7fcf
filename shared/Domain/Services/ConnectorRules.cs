namespace Mothership.Domain.Services;

/// <summary>
/// What no configuration of a connector may say, whatever its kind: who the connector is to its cluster follows from
/// its credentials, and where secrets are is nobody's to name. Both sides of the bus go by it.
/// </summary>
public static class ConnectorRules
{
    /// <summary>How a region's Connect refers to a secret; a customer's value never does.</summary>
    public const string SecretReference = "${secrets:";

    private static readonly string[] Clients = ["producer.override.", "consumer.override.", "admin.override."];

    private static readonly HashSet<string> Free =
    [
        "producer.override.batch.size",
        "producer.override.compression.type",
        "producer.override.linger.ms",
        "producer.override.max.request.size",
        "consumer.override.auto.offset.reset",
        "consumer.override.fetch.max.bytes",
        "consumer.override.fetch.max.wait.ms",
        "consumer.override.fetch.min.bytes",
        "consumer.override.isolation.level",
        "consumer.override.max.partition.fetch.bytes",
        "consumer.override.max.poll.interval.ms",
        "consumer.override.max.poll.records",
    ];

    /// <summary>Why a field can't be set so; null when it can.</summary>
    public static string? Refusal(string field, string value)
    {
        if (Clients.Any(c => field.StartsWith(c, StringComparison.Ordinal)) && !Free.Contains(field))
            return $"{field} can't be set: a connector's clients follow from its credentials.";
        return value.Contains(SecretReference, StringComparison.Ordinal)
            ? $"{field} can't refer to secrets of the system."
            : null;
    }
}
