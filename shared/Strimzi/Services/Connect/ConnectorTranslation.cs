using System.Collections.Frozen;
using Mothership.Regions;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// The fields of a configuration as a kind is sold, put into those of its Java class. A field that is the class's own
/// already stays, and counts before one that is made here. Pure.
/// </summary>
internal static class ConnectorTranslation
{
    private const string Json = "org.apache.kafka.connect.json.JsonConverter";

    private static readonly FrozenDictionary<string, Action<SortedDictionary<string, string>>> Known = new Dictionary<
        string,
        Action<SortedDictionary<string, string>>
    >
    {
        ["DatagenSource"] = Datagen,
        ["PostgresSource"] = PostgresSource,
        ["PostgresSink"] = PostgresSink,
        ["S3_SINK"] = f => Bucket(f, "s3", "S3"),
        ["GcsSink"] = Gcs,
        ["HttpSink"] = Http,
    }.ToFrozenDictionary();

    /// <param name="kind">What is sold.</param>
    /// <param name="fields">Its fields; secrets as references.</param>
    /// <exception cref="OperatorException">A value that the class has nothing for.</exception>
    public static void Translate(string? kind, SortedDictionary<string, string> fields)
    {
        if (kind is null || !Known.TryGetValue(kind, out var translate))
            return;
        translate(fields);
        foreach (var (side, field) in new[] { ("key", "input.key.format"), ("key", "output.key.format") })
            Convert(fields, side, Take(fields, field));
        foreach (var field in new[] { "input.data.format", "output.data.format" })
            Convert(fields, "value", Take(fields, field));
    }

    private static void Datagen(SortedDictionary<string, string> fields) => Lower(fields, "quickstart");

    private static void PostgresSource(SortedDictionary<string, string> fields)
    {
        Jdbc(fields);
        var (time, number) = (
            fields.ContainsKey("timestamp.column.name"),
            fields.ContainsKey("incrementing.column.name")
        );
        fields.TryAdd(
            "mode",
            (time, number) switch
            {
                (true, true) => "timestamp+incrementing",
                (true, false) => "timestamp",
                (false, true) => "incrementing",
                _ => "bulk",
            }
        );
    }

    private static void PostgresSink(SortedDictionary<string, string> fields)
    {
        Jdbc(fields);
        Lower(fields, "insert.mode");
        Lower(fields, "pk.mode");
    }

    private static void Jdbc(SortedDictionary<string, string> fields)
    {
        var (host, port) = (Take(fields, "connection.host"), Take(fields, "connection.port") ?? "5432");
        var (database, tls) = (Take(fields, "db.name") ?? "postgres", Take(fields, "ssl.mode") ?? "prefer");
        if (host is not null)
            fields.TryAdd(
                "connection.url",
                $"jdbc:postgresql://{host}:{port}/{Uri.EscapeDataString(database)}?sslmode={Uri.EscapeDataString(tls)}"
            );
    }

    private static void Gcs(SortedDictionary<string, string> fields)
    {
        Rename(fields, "gcs.credentials.config", "gcs.credentials.json");
        Bucket(fields, "gcs", "Gcs");
    }

    private static void Http(SortedDictionary<string, string> fields)
    {
        Rename(fields, "http.headers", "headers");
        Rename(fields, "http.request.method", "request.method");
    }

    // What is written to a bucket has a format of files, beside that of the records that are read.
    private static void Bucket(SortedDictionary<string, string> fields, string package, string prefix)
    {
        if (Take(fields, "output.data.format") is { } format)
            fields.TryAdd("format.class", $"io.confluent.connect.{package}.format.{FileOf(format)}");
        fields.TryAdd("storage.class", $"io.confluent.connect.{package}.storage.{prefix}Storage");
        fields.TryAdd("flush.size", "1000");
        if (Take(fields, "time.interval") is not { } interval)
            return;
        var isDaily = interval == "DAILY";
        if (!isDaily && interval != "HOURLY")
            throw Refused("time.interval", "DAILY, HOURLY");
        fields.TryAdd("partitioner.class", "io.confluent.connect.storage.partitioner.TimeBasedPartitioner");
        fields.TryAdd("partition.duration.ms", isDaily ? "86400000" : "3600000");
        fields.TryAdd("path.format", "'year'=YYYY/'month'=MM/'day'=dd" + (isDaily ? "" : "/'hour'=HH"));
        fields.TryAdd("locale", "en");
        fields.TryAdd("timezone", "UTC");
    }

    private static string FileOf(string format) =>
        format switch
        {
            "JSON" => "json.JsonFormat",
            "AVRO" => "avro.AvroFormat",
            "PARQUET" => "parquet.ParquetFormat",
            "BYTES" => "bytearray.ByteArrayFormat",
            _ => throw Refused("output.data.format", "JSON, AVRO, PARQUET, BYTES"),
        };

    // Formats with schemas need a registry's key, which a connector has none of here.
    private static void Convert(SortedDictionary<string, string> fields, string side, string? format)
    {
        if (format is null)
            return;
        fields.TryAdd(
            $"{side}.converter",
            format switch
            {
                "JSON" => Json,
                "STRING" => "org.apache.kafka.connect.storage.StringConverter",
                "BYTES" => "org.apache.kafka.connect.converters.ByteArrayConverter",
                _ => throw Refused($"the format {format} of {side}s", "JSON, STRING, BYTES"),
            }
        );
        if (fields[$"{side}.converter"] == Json)
            fields.TryAdd($"{side}.converter.schemas.enable", "false");
    }

    private static OperatorException Refused(string what, string instead) =>
        new("connector_config_invalid", $"Not available here: {what}. To be had: {instead}.", isTransient: false);

    private static string? Take(SortedDictionary<string, string> fields, string name) =>
        fields.Remove(name, out var value) ? value : null;

    private static void Lower(SortedDictionary<string, string> fields, string name)
    {
        if (fields.TryGetValue(name, out var value))
            fields[name] = value.ToLowerInvariant();
    }

    private static void Rename(SortedDictionary<string, string> fields, string sold, string own)
    {
        if (Take(fields, sold) is { } value)
            fields.TryAdd(own, value);
    }
}
