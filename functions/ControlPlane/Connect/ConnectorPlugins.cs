using System.Collections.Frozen;

namespace Mothership.ControlPlane.Connect;

/// <summary>A kind of connector.</summary>
/// <param name="Class">What <c>connector.class</c> says.</param>
/// <param name="Type"><c>source</c> or <c>sink</c>.</param>
/// <param name="Required">Fields that it needs beside those that all need.</param>
/// <param name="Secret">Fields that are secrets although their names don't say so.</param>
internal sealed record ConnectorPlugin(string Class, string Type, string[] Required, string[] Secret)
{
    /// <summary>Whether a field's value belongs into the vault.</summary>
    internal bool IsSecret(string field) =>
        Secret.Contains(field) || ConnectorPlugins.SecretWords.Any(w => field.Contains(w, StringComparison.Ordinal));
}

/// <summary>The kinds of connector on offer.</summary>
internal static class ConnectorPlugins
{
    /// <summary>What the name of a field says of its being a secret.</summary>
    internal static readonly string[] SecretWords =
    [
        "password",
        "passphrase",
        "secret",
        "token",
        "credential",
        "api.key",
        "access.key",
        "private.key",
    ];

    internal static readonly ConnectorPlugin[] All =
    [
        new("DatagenSource", "source", ["kafka.topic", "output.data.format", "quickstart"], []),
        new("PostgresSource", "source", ["connection.host", "connection.user", "connection.password", "db.name"], []),
        new("PostgresSink", "sink", ["topics", "connection.host", "connection.user", "connection.password"], []),
        new("S3_SINK", "sink", ["topics", "s3.bucket.name", "output.data.format"], []),
        new("GcsSink", "sink", ["topics", "gcs.bucket.name", "gcs.credentials.config"], []),
        new("HttpSink", "sink", ["topics", "http.api.url"], ["http.headers"]),
        new(
            "org.apache.kafka.connect.mirror.MirrorSourceConnector",
            "source",
            ["source.cluster.alias", "source.cluster.bootstrap.servers", "topics"],
            ["source.cluster.sasl.jaas.config", "target.cluster.sasl.jaas.config"]
        ),
    ];

    private static readonly FrozenDictionary<string, ConnectorPlugin> ByClass = All.ToFrozenDictionary(p => p.Class);

    /// <summary>One of them; null when there is none of that class.</summary>
    internal static ConnectorPlugin? Find(string? name) => name is null ? null : ByClass.GetValueOrDefault(name);

    /// <summary>
    /// What is known of a class that is none of them: its name has to say whether it is a source or a sink.
    /// </summary>
    internal static ConnectorPlugin Of(string name)
    {
        var isSink = name.Contains("sink", StringComparison.OrdinalIgnoreCase);
        return Find(name) ?? new(name, isSink ? "sink" : "source", isSink ? ["topics"] : [], []);
    }
}
