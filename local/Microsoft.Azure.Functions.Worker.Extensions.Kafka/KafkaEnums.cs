namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who set a message's time.</summary>
public enum KafkaTimestampType
{
    /// <summary>Nobody.</summary>
    NotAvailable = 0,

    /// <summary>The producer.</summary>
    CreateTime = 1,

    /// <summary>The broker.</summary>
    LogAppendTime = 2,
}

/// <summary>How a message's key is read or written.</summary>
public enum KafkaMessageKeyType
{
    /// <summary>A 32-bit integer.</summary>
    Int = 0,

    /// <summary>A 64-bit integer.</summary>
    Long = 1,

    /// <summary>UTF-8 text.</summary>
    String = 2,

    /// <summary>Bytes.</summary>
    Binary = 3,
}

/// <summary>How the client shows who it is.</summary>
public enum BrokerAuthenticationMode
{
    /// <summary>Not at all.</summary>
    NotSet = -1,

    /// <summary>Kerberos.</summary>
    Gssapi = 0,

    /// <summary>User and password.</summary>
    Plain = 1,

    /// <summary>User and password, hashed.</summary>
    ScramSha256 = 2,

    /// <summary>User and password, hashed.</summary>
    ScramSha512 = 3,

    /// <summary>A token.</summary>
    OAuthBearer = 4,
}

/// <summary>How the client speaks to the brokers.</summary>
public enum BrokerProtocol
{
    /// <summary>The client library's default.</summary>
    NotSet = -1,

    /// <summary>In clear.</summary>
    Plaintext = 0,

    /// <summary>TLS.</summary>
    Ssl = 1,

    /// <summary>In clear, with authentication.</summary>
    SaslPlaintext = 2,

    /// <summary>TLS with authentication.</summary>
    SaslSsl = 3,
}

/// <summary>Where a bearer token comes from.</summary>
public enum OAuthBearerMethod
{
    /// <summary>From the application.</summary>
    Default = 0,

    /// <summary>From an OpenID Connect server.</summary>
    Oidc = 1,
}
