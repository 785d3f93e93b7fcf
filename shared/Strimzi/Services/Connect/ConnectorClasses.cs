using System.Collections.Frozen;

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

    /// <summary>The class of a name; a name that is a class already is its own. Null for what is neither.</summary>
    public static string? Find(string? name) =>
        name is null
            ? null
            : Sold.GetValueOrDefault(name) ?? (name.Contains('.', StringComparison.Ordinal) ? name : null);
}
