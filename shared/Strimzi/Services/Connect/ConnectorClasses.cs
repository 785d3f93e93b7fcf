using System.Collections.Frozen;
using Mothership.Regions;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>The Java classes behind the names by which kinds of connector are sold.</summary>
internal static class ConnectorClasses
{
    private static readonly FrozenDictionary<string, string> Sold = new Dictionary<string, string>
    {
        ["DatagenSource"] = "io.confluent.kafka.connect.datagen.DatagenConnector",
        ["PostgresSource"] = "io.confluent.connect.jdbc.JdbcSourceConnector",
        ["PostgresSink"] = "io.confluent.connect.jdbc.JdbcSinkConnector",
        ["S3_SINK"] = "io.confluent.connect.s3.S3SinkConnector",
        ["GcsSink"] = "io.confluent.connect.gcs.GcsSinkConnector",
        ["HttpSink"] = "io.confluent.connect.http.HttpSinkConnector",
    }.ToFrozenDictionary();

    /// <summary>
    /// The class of a name, if this region's image has it; a name that is a class already is its own.
    /// </summary>
    /// <exception cref="OperatorException">There is none.</exception>
    public static string Require(string? name, StrimziSettings settings)
    {
        var found = Sold.GetValueOrDefault(name ?? "") ?? name;
        var known = Known(settings);
        if (found is null || !found.Contains('.', StringComparison.Ordinal) || known?.Contains(found) == false)
            throw new OperatorException(
                "connector_class_unknown",
                "This region has no connectors of this class."
                    + (known is null ? "" : $" It has {string.Join(", ", known.Select(NameOf))}."),
                isTransient: false
            );
        return found;
    }

    // Null: nobody has said what is in the image. Connect itself says what it lacks.
    private static IReadOnlyCollection<string>? Known(StrimziSettings settings) =>
        settings.ConnectClasses.Count > 0
            ? [.. settings.ConnectClasses.Select(c => Sold.GetValueOrDefault(c) ?? c)]
            : null;

    private static string NameOf(string found) => Sold.FirstOrDefault(s => s.Value == found).Key ?? found;
}
