using System.Text.RegularExpressions;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Mothership.Local.Host;

/// <summary>What a Kafka attribute says about brokers, topic and security, read through the app's settings.</summary>
internal sealed partial class KafkaConnection
{
    private readonly ClientConfig _client = new();

    private KafkaConnection(string topic) => Topic = topic;

    internal string Topic { get; }

    internal string? ConsumerGroup { get; private init; }

    /// <summary>A copy of the client settings over those of <paramref name="defaults"/>.</summary>
    internal ConsumerConfig Consumer(ClientConfig defaults)
    {
        var config = new ConsumerConfig(new Dictionary<string, string>(defaults)) { GroupId = ConsumerGroup };
        foreach (var (name, value) in _client)
            config.Set(name, value);
        return config;
    }

    internal ProducerConfig Producer(KafkaOutputAttribute output) =>
        new(new Dictionary<string, string>(_client))
        {
            BatchNumMessages = output.BatchSize,
            EnableIdempotence = output.EnableIdempotence,
            MessageSendMaxRetries = output.MaxRetries,
            MessageTimeoutMs = output.MessageTimeoutMs,
            RequestTimeoutMs = output.RequestTimeoutMs,
            MessageMaxBytes = output.MaxMessageBytes,
            LingerMs = output.LingerMs,
        };

    /// <summary>Reads a trigger or output attribute: both have the same properties under the same names.</summary>
    /// <exception cref="UnresolvedSettingException">A <c>%Name%</c> names no setting.</exception>
    /// <exception cref="NotSupportedException">The attribute asks for something that the local host lacks.</exception>
    internal static KafkaConnection Of(BindingAttribute attribute, SettingNames names, string folder)
    {
        T? Get<T>(string name) => (T?)attribute.GetType().GetProperty(name)?.GetValue(attribute);
        string? Read(string name) => names.ResolveOrLookUp(Get<string>(name));
        if (
            new[] { "AvroSchema", "KeyAvroSchema", "SchemaRegistryUrl" }.Any(name =>
                !string.IsNullOrEmpty(Get<string>(name))
            )
        )
            throw new NotSupportedException(
                "the local host reads no Avro schemas and knows no schema registry: use bytes."
            );
        var connection = new KafkaConnection(Read("Topic")!) { ConsumerGroup = Read("ConsumerGroup") };
        if (attribute is KafkaTriggerAttribute && string.IsNullOrEmpty(connection.ConsumerGroup))
            throw new NotSupportedException("it has no consumer group: set ConsumerGroup.");
        var client = connection._client;
        client.BootstrapServers = Read("BrokerList");
        // Attributes are written for a cluster with TLS and users, which an embedded one cannot have.
        if (names.Says("KafkaProtocol", "Plaintext"))
            return connection;
        var (protocol, mode) = (Get<BrokerProtocol>("Protocol"), Get<BrokerAuthenticationMode>("AuthenticationMode"));
        if (protocol != BrokerProtocol.NotSet)
            client.SecurityProtocol = (SecurityProtocol)protocol;
        if (mode != BrokerAuthenticationMode.NotSet)
            client.SaslMechanism = (SaslMechanism)mode;
        if (protocol == BrokerProtocol.NotSet && mode == BrokerAuthenticationMode.NotSet)
            return connection;
        (client.SaslUsername, client.SaslPassword) = (Read("Username"), Read("Password"));
        SetCertificates(client, Read, name => FileIn(folder, Read(name)));
        if (mode == BrokerAuthenticationMode.OAuthBearer)
            SetToken(client, Get<OAuthBearerMethod>("OAuthBearerMethod"), Read);
        return connection;
    }

    private static void SetCertificates(ClientConfig client, Func<string, string?> read, Func<string, string?> file)
    {
        client.SslCaLocation = file("SslCaLocation");
        client.SslCertificateLocation = file("SslCertificateLocation");
        client.SslKeyLocation = file("SslKeyLocation");
        client.SslKeyPassword = read("SslKeyPassword");
        var both = read("SslCertificateandKeyPEM");
        client.SslCaPem = Section(read("SslCaPEM"), "CERTIFICATE");
        client.SslCertificatePem = Section(both ?? read("SslCertificatePEM"), "CERTIFICATE");
        client.SslKeyPem = Section(both ?? read("SslKeyPEM"), "PRIVATE KEY");
    }

    private static void SetToken(ClientConfig client, OAuthBearerMethod method, Func<string, string?> read)
    {
        client.SaslOauthbearerMethod = (SaslOauthbearerMethod)method;
        client.SaslOauthbearerClientId = read("OAuthBearerClientId");
        client.SaslOauthbearerClientSecret = read("OAuthBearerClientSecret");
        client.SaslOauthbearerScope = read("OAuthBearerScope");
        client.SaslOauthbearerTokenEndpointUrl = read("OAuthBearerTokenEndpointUrl");
        client.SaslOauthbearerExtensions = read("OAuthBearerExtensions");
    }

    private static string? FileIn(string folder, string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
            return null;
        var full = Path.Combine(folder, path);
        return File.Exists(full)
            ? full
            : throw new NotSupportedException($"there is no file '{full}': correct the path.");
    }

    // Settings often hold a PEM on one line, with \n written out.
    private static string? Section(string? pem, string name)
    {
        var match = pem is null ? null : Pem().Matches(pem).FirstOrDefault(m => m.Groups[1].Value == name);
        return match?.Value.Replace("\\n", "\n");
    }

    [GeneratedRegex("-----BEGIN ([A-Z ]+)-----.*?-----END \\1-----", RegexOptions.Singleline)]
    private static partial Regex Pem();
}
