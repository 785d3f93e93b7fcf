namespace Mothership.Bus;

/// <summary>
/// The headers of every message on the bus, all UTF-8 text. A region decides from them alone whether a message is for
/// it, so that ignoring one costs no parsing.
/// </summary>
public static class BusHeaders
{
    /// <summary>
    /// Version of the message format: <c>1</c>. A receiver that does not know it puts the message on the dead letters.
    /// </summary>
    public const string Version = "ms-version";

    /// <summary>What the value is: <c>cluster</c>, <c>service</c>, <c>heartbeat</c>, <c>metrics</c>.</summary>
    public const string Kind = "ms-kind";

    /// <summary>Cloud of the region that it is for or from, lower case.</summary>
    public const string Cloud = "ms-cloud";

    /// <summary>Name of the region that it is for or from, lower case.</summary>
    public const string Region = "ms-region";

    /// <summary>The generation of the desired state, decimal.</summary>
    public const string Generation = "ms-generation";

    /// <summary>
    /// When, with which of the region's keys, and HMAC-SHA256: <c>t=TIME,k=KEY,v1=DIGEST</c>; see
    /// <see cref="Signing.SignatureText"/> and <see cref="Signing.CanonicalForm"/>.
    /// </summary>
    public const string Signature = "ms-signature";

    /// <summary>W3C trace context of the request that led to it.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>On a dead letter: why it could not be handled.</summary>
    public const string DeadReason = "ms-dead-reason";

    /// <summary>On a dead letter: the topic that it was on.</summary>
    public const string DeadTopic = "ms-dead-topic";

    /// <summary>On a dead letter: the partition that it was on, decimal.</summary>
    public const string DeadPartition = "ms-dead-partition";

    /// <summary>On a dead letter: its offset there, decimal.</summary>
    public const string DeadOffset = "ms-dead-offset";

    /// <summary>On a dead letter: how often it was tried, decimal.</summary>
    public const string DeadAttempts = "ms-dead-attempts";

    /// <summary>The format version that this code writes and reads.</summary>
    public const string CurrentVersion = "1";
}
