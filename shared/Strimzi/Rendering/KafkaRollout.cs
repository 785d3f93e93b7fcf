using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Rendering;

/// <summary>
/// Which versions a cluster is to have now. An upgrade goes in two steps: first the brokers, and when all run the new
/// version, the format of their metadata. Never backwards.
/// </summary>
/// <param name="Version">Of Kafka.</param>
/// <param name="MetadataVersion">Of its metadata.</param>
/// <param name="IsLast">Whether another step follows.</param>
public sealed record KafkaRollout(string Version, string MetadataVersion, bool IsLast)
{
    /// <summary>The next step.</summary>
    /// <param name="kafka">The Kafka object as it is; null when there is none.</param>
    /// <param name="settings">What all clusters are to have in the end.</param>
    public static KafkaRollout Next(KubeObject? kafka, StrimziSettings settings)
    {
        var last = new KafkaRollout(settings.KafkaVersion, settings.MetadataVersion, IsLast: true);
        var runs = kafka?.Text("status", "kafkaVersion") ?? kafka?.Text("spec", "kafka", "version");
        var metadata = kafka?.Text("status", "kafkaMetadataVersion") ?? kafka?.Text("spec", "kafka", "metadataVersion");
        if (runs is null || metadata is null)
            return last;
        var wanted = kafka!.Text("spec", "kafka", "version") ?? runs;
        if (Compare(wanted, last.Version) > 0)
            return new(wanted, kafka.Text("spec", "kafka", "metadataVersion") ?? metadata, IsLast: true);
        if (Compare(runs, last.Version) < 0)
            return new(last.Version, metadata, IsLast: metadata == last.MetadataVersion);
        // The brokers run the new version; a reconciliation that is not over may still have some of the old.
        var isOver = ClusterConditions.IsReady(kafka);
        var spec = kafka.Text("spec", "kafka", "metadataVersion") ?? metadata;
        return isOver || spec == last.MetadataVersion ? last : new(last.Version, spec, IsLast: false);
    }

    private static int Compare(string one, string other) =>
        Version_(one) is { } a && Version_(other) is { } b ? a.CompareTo(b) : 0;

    private static Version? Version_(string text) => System.Version.TryParse(text, out var parsed) ? parsed : null;
}
