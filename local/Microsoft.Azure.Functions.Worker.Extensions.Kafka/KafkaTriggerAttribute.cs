using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for the messages of a topic, one by one or in batches.</summary>
/// <param name="brokerList">The brokers, or the name of the setting that holds them.</param>
/// <param name="topic">The topic; <c>%Name%</c> takes it from the app's settings.</param>
[BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
public sealed class KafkaTriggerAttribute(string brokerList, string topic)
    : TriggerBindingAttribute,
        ISupportCardinality
{
    /// <summary>The topic.</summary>
    public string Topic { get; private set; } = topic;

    /// <summary>The brokers, or the name of the setting that holds them.</summary>
    public string BrokerList { get; private set; } = brokerList;

    /// <summary>The consumer group; <c>%Name%</c> takes it from the app's settings.</summary>
    public string? ConsumerGroup { get; set; }

    /// <summary>The Avro schema of the value. Not supported by the local host.</summary>
    public string? AvroSchema { get; set; }

    /// <summary>The Avro schema of the key. Not supported by the local host.</summary>
    public string? KeyAvroSchema { get; set; }

    /// <summary>How the key is read or written.</summary>
    public KafkaMessageKeyType KeyDataType { get; set; } = KafkaMessageKeyType.String;

    /// <summary>How the client shows who it is.</summary>
    public BrokerAuthenticationMode AuthenticationMode { get; set; } = BrokerAuthenticationMode.NotSet;

    /// <summary>The SASL user, or the name of the setting that holds it.</summary>
    public string? Username { get; set; }

    /// <summary>The SASL password, or the name of the setting that holds it.</summary>
    public string? Password { get; set; }

    /// <summary>How the client speaks to the brokers.</summary>
    public BrokerProtocol Protocol { get; set; } = BrokerProtocol.NotSet;

    /// <summary>The file of the client's private key.</summary>
    public string? SslKeyLocation { get; set; }

    /// <summary>The file of the certificate authorities to trust.</summary>
    public string? SslCaLocation { get; set; }

    /// <summary>The file of the client's certificate.</summary>
    public string? SslCertificateLocation { get; set; }

    /// <summary>The password of the private key.</summary>
    public string? SslKeyPassword { get; set; }

    /// <summary>The client's certificate as PEM.</summary>
    public string? SslCertificatePEM { get; set; }

    /// <summary>The client's private key as PEM.</summary>
    public string? SslKeyPEM { get; set; }

    /// <summary>The certificate authorities to trust as PEM.</summary>
    public string? SslCaPEM { get; set; }

    /// <summary>The client's certificate and private key as one PEM.</summary>
    public string? SslCertificateandKeyPEM { get; set; }

    /// <summary>The schema registry. Not supported by the local host.</summary>
    public string? SchemaRegistryUrl { get; set; }

    /// <summary>The user at the schema registry. Not supported by the local host.</summary>
    public string? SchemaRegistryUsername { get; set; }

    /// <summary>The password at the schema registry. Not supported by the local host.</summary>
    public string? SchemaRegistryPassword { get; set; }

    /// <summary>Where a bearer token comes from.</summary>
    public OAuthBearerMethod OAuthBearerMethod { get; set; }

    /// <summary>The client id at the token server.</summary>
    public string? OAuthBearerClientId { get; set; }

    /// <summary>The client secret at the token server.</summary>
    public string? OAuthBearerClientSecret { get; set; }

    /// <summary>The scope to ask for.</summary>
    public string? OAuthBearerScope { get; set; }

    /// <summary>The address of the token server.</summary>
    public string? OAuthBearerTokenEndpointUrl { get; set; }

    /// <summary>Further pairs to send, such as <c>a=1,b=2</c>.</summary>
    public string? OAuthBearerExtensions { get; set; }

    /// <summary>The lag that one instance takes, for scaling in the cloud. No meaning on the local host.</summary>
    public long LagThreshold { get; set; } = 1000;

    /// <summary>Whether an invocation takes an array of messages.</summary>
    public bool IsBatched { get; set; }

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
