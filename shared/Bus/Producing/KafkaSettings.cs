using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace Mothership.Bus.Producing;

/// <summary>How to reach the central Kafka cluster.</summary>
/// <param name="BootstrapServers">Setting <c>KafkaBootstrapServers</c>.</param>
/// <param name="Username">Setting <c>KafkaUsername</c>; null for a cluster without authentication.</param>
/// <param name="Password">Setting <c>KafkaPassword</c>.</param>
/// <param name="Protocol">Setting <c>KafkaProtocol</c>: <c>Plaintext</c>, <c>Ssl</c>, <c>SaslPlaintext</c> or
/// <c>SaslSsl</c>.</param>
public sealed record KafkaSettings(
    string BootstrapServers,
    string? Username,
    string? Password,
    SecurityProtocol Protocol
)
{
    private const int RequestTimeoutMs = 5_000;

    /// <summary>How long the delivery of a message is tried before it counts as not taken.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads them from an app's settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or has a value that it can't have.</exception>
    public static KafkaSettings From(IConfiguration configuration)
    {
        var servers = configuration["KafkaBootstrapServers"];
        if (string.IsNullOrWhiteSpace(servers))
            throw new InvalidOperationException("The setting KafkaBootstrapServers is missing.");
        var username = configuration["KafkaUsername"];
        var protocol = configuration["KafkaProtocol"] ?? (username is null ? "Plaintext" : "SaslSsl");
        if (!Enum.TryParse<SecurityProtocol>(protocol, ignoreCase: true, out var parsed))
            throw new InvalidOperationException(
                $"The setting KafkaProtocol is '{protocol}'; it can be Plaintext, Ssl, SaslPlaintext or SaslSsl."
            );
        return new(servers, username, configuration["KafkaPassword"], parsed);
    }

    /// <summary>
    /// A producer whose messages are acknowledged by all in-sync replicas, neither doubled nor reordered by its own
    /// retries, and sent without waiting for company: commands are few and each has a customer waiting.
    /// </summary>
    public ProducerConfig Producer()
    {
        var config = new ProducerConfig
        {
            BootstrapServers = BootstrapServers,
            SecurityProtocol = Protocol,
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = 0,
            MessageTimeoutMs = (int)MessageTimeout.TotalMilliseconds,
            RequestTimeoutMs = Math.Min(RequestTimeoutMs, (int)MessageTimeout.TotalMilliseconds),
            SocketNagleDisable = true,
            SocketKeepaliveEnable = true,
            // What a report says of the message itself is not needed: the caller has it.
            DeliveryReportFields = "status",
        };
        return WithLogin(config);
    }

    /// <summary>A client that only asks questions.</summary>
    public AdminClientConfig Client() =>
        WithLogin(new AdminClientConfig { BootstrapServers = BootstrapServers, SecurityProtocol = Protocol });

    private TConfig WithLogin<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        if (Username is null)
            return config;
        config.SaslMechanism = SaslMechanism.Plain;
        config.SaslUsername = Username;
        config.SaslPassword = Password;
        return config;
    }

    /// <summary>Without the password: this record may end up in a log.</summary>
    public override string ToString() => $"{BootstrapServers} ({Protocol}, user {Username ?? "none"})";
}
