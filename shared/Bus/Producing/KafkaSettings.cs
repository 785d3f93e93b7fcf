using System.Text.RegularExpressions;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace Mothership.Bus.Producing;

/// <summary>
/// How to reach the central Kafka cluster. The Kafka triggers' attributes name the same settings, so that what an app
/// reads and what it writes go the same way.
/// </summary>
/// <param name="BootstrapServers">Setting <c>KafkaBootstrapServers</c>.</param>
/// <param name="Username">Setting <c>KafkaUsername</c>; null for a cluster without users.</param>
/// <param name="Password">Setting <c>KafkaPassword</c>.</param>
/// <param name="Protocol">Setting <c>KafkaProtocol</c>: <c>Plaintext</c>, <c>Ssl</c>, <c>SaslPlaintext</c> or
/// <c>SaslSsl</c>.</param>
public sealed partial record KafkaSettings(
    string BootstrapServers,
    string? Username,
    string? Password,
    SecurityProtocol Protocol
)
{
    private const int RequestTimeoutMs = 5_000;

    // A topic that is not there is one that nobody has made: topics don't come into being by being used.
    private const int UnknownTopicMs = 3_000;

    /// <summary>
    /// Setting <c>KafkaSslCaPem</c>: the certificate (PEM) of the CA that signed the brokers' ones; null where the
    /// machine's own list of CAs has it. Line ends may be written as <c>\n</c>. Of several the first one counts: that
    /// is what the Kafka trigger takes.
    /// </summary>
    public string? CaPem { get; init; }

    /// <summary>How long the delivery of a message is tried before it counts as not taken.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(10);

    private bool HasUsers => Protocol is SecurityProtocol.SaslSsl or SecurityProtocol.SaslPlaintext;

    private bool HasTls => Protocol is SecurityProtocol.SaslSsl or SecurityProtocol.Ssl;

    /// <summary>Reads them from an app's settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or has a value that it can't have.</exception>
    public static KafkaSettings From(IConfiguration configuration)
    {
        var servers = configuration["KafkaBootstrapServers"];
        if (string.IsNullOrWhiteSpace(servers))
            throw new InvalidOperationException("The setting KafkaBootstrapServers is missing.");
        var username = NullIfEmpty(configuration["KafkaUsername"]);
        var protocol = NullIfEmpty(configuration["KafkaProtocol"]) ?? (username is null ? "Plaintext" : "SaslSsl");
        if (!Enum.TryParse<SecurityProtocol>(protocol, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            throw new InvalidOperationException(
                $"The setting KafkaProtocol is '{protocol}'; it can be Plaintext, Ssl, SaslPlaintext or SaslSsl."
            );
        var settings = new KafkaSettings(servers, username, NullIfEmpty(configuration["KafkaPassword"]), parsed)
        {
            CaPem = Certificate(NullIfEmpty(configuration["KafkaSslCaPem"])),
        };
        settings.RequireLogin();
        return settings;
    }

    /// <summary>
    /// A producer whose messages are acknowledged by all in-sync replicas, neither doubled nor reordered by its own
    /// retries, and sent without waiting for company: commands are few and each has a customer waiting.
    /// </summary>
    public ProducerConfig Producer() =>
        Secured(
            new ProducerConfig
            {
                EnableIdempotence = true,
                Acks = Acks.All,
                LingerMs = 0,
                MessageTimeoutMs = (int)MessageTimeout.TotalMilliseconds,
                RequestTimeoutMs = Math.Min(RequestTimeoutMs, (int)MessageTimeout.TotalMilliseconds),
                TopicMetadataPropagationMaxMs = Math.Min(UnknownTopicMs, (int)MessageTimeout.TotalMilliseconds),
                SocketNagleDisable = true,
                SocketKeepaliveEnable = true,
                // What a report says of the message itself is not needed: the caller has it.
                DeliveryReportFields = "status",
            }
        );

    /// <summary>A client that only asks questions, or sets the cluster up.</summary>
    public AdminClientConfig Client() => Secured(new AdminClientConfig());

    /// <summary>Without the password: this record may end up in a log.</summary>
    public override string ToString() => $"{BootstrapServers} ({Protocol}, user {Username ?? "none"})";

    private TConfig Secured<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.BootstrapServers = BootstrapServers;
        config.SecurityProtocol = Protocol;
        if (HasUsers)
        {
            config.SaslMechanism = SaslMechanism.Plain;
            config.SaslUsername = Username;
            config.SaslPassword = Password;
        }
        if (HasTls)
        {
            config.SslEndpointIdentificationAlgorithm = SslEndpointIdentificationAlgorithm.Https;
            if (CaPem is not null)
                config.SslCaPem = CaPem;
        }
        return config;
    }

    private void RequireLogin()
    {
        if (!HasUsers)
            return;
        if (Username is null)
            throw new InvalidOperationException($"With {Protocol}, the setting KafkaUsername must be set.");
        if (Password is null)
            throw new InvalidOperationException("The setting KafkaUsername is set, and KafkaPassword is missing.");
    }

    private static string? Certificate(string? pem)
    {
        if (pem is null)
            return null;
        var found = CertificateSection().Match(pem);
        return found.Success
            ? found.Value.Replace("\\n", "\n", StringComparison.Ordinal)
            : throw new InvalidOperationException(
                "The setting KafkaSslCaPem holds no certificate: -----BEGIN CERTIFICATE----- and so on."
            );
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    [GeneratedRegex("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", RegexOptions.Singleline)]
    private static partial Regex CertificateSection();
}
