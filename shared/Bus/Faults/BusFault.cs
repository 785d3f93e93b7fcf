using Confluent.Kafka;

namespace Mothership.Bus.Faults;

/// <summary>What is wrong between this app and the central cluster.</summary>
public enum BusFaultKind
{
    /// <summary>The brokers can't be reached, or don't answer in time. It passes by itself.</summary>
    Unavailable,

    /// <summary>User and password are not accepted.</summary>
    WrongCredentials,

    /// <summary>
    /// The brokers' certificate is not believed: signed by nobody who is trusted here, out of date, or for another
    /// host. The library does not tell which.
    /// </summary>
    UntrustedCertificate,

    /// <summary>There is no such topic.</summary>
    UnknownTopic,

    /// <summary>The user may not do this with the topic.</summary>
    TopicForbidden,

    /// <summary>The user may not use the consumer group.</summary>
    GroupForbidden,

    /// <summary>The user may not do this with the cluster.</summary>
    ClusterForbidden,

    /// <summary>The message itself is refused, and always will be.</summary>
    Message,

    /// <summary>The producer and the brokers disagree about what was sent; only a new producer helps.</summary>
    LostCount,

    /// <summary>The settings are ones that the client library refuses.</summary>
    Settings,
}

/// <summary>A fault of the central cluster in words: the one place that reads the client library's codes.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">For operators: what is wrong, what to put right, and what the library said.</param>
public sealed record BusFault(BusFaultKind Kind, string Text)
{
    /// <summary>Whether it lasts until somebody puts something right.</summary>
    public bool NeedsAPerson =>
        Kind is not (BusFaultKind.Unavailable or BusFaultKind.Message or BusFaultKind.LostCount);

    /// <summary>Reads an error of the client library.</summary>
    /// <param name="error">The error.</param>
    /// <param name="subject">The topic or group that it was about, if it is known.</param>
    public static BusFault Of(Error error, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        var kind = KindOf(error);
        var about = string.IsNullOrEmpty(subject) ? "" : $" '{subject}'";
        return new(kind, $"{Advice(kind, about)} (Kafka: {error.Reason})");
    }

    private static BusFaultKind KindOf(Error error) =>
        error.Code switch
        {
            ErrorCode.Local_Authentication
            or ErrorCode.SaslAuthenticationFailed
            or ErrorCode.UnsupportedSaslMechanism
            or ErrorCode.IllegalSaslState => BusFaultKind.WrongCredentials,
            ErrorCode.Local_Ssl => OfTls(error.Reason),
            ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition =>
                BusFaultKind.UnknownTopic,
            ErrorCode.TopicAuthorizationFailed => BusFaultKind.TopicForbidden,
            ErrorCode.GroupAuthorizationFailed => BusFaultKind.GroupForbidden,
            ErrorCode.ClusterAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed =>
                BusFaultKind.ClusterForbidden,
            ErrorCode.MsgSizeTooLarge or ErrorCode.TopicException or ErrorCode.InvalidRecord => BusFaultKind.Message,
            ErrorCode.Local_Fatal
            or ErrorCode.OutOfOrderSequenceNumber
            or ErrorCode.UnknownProducerId
            or ErrorCode.InvalidProducerEpoch => BusFaultKind.LostCount,
            ErrorCode.Local_InvalidArg => BusFaultKind.Settings,
            _ => error.IsFatal ? BusFaultKind.LostCount : BusFaultKind.Unavailable,
        };

    // The library has one code for all of TLS; a connection that broke in the middle of it is nothing to put right.
    private static BusFaultKind OfTls(string reason) =>
        reason.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            ? BusFaultKind.UntrustedCertificate
            : BusFaultKind.Unavailable;

    private static string Advice(BusFaultKind kind, string about) =>
        kind switch
        {
            BusFaultKind.WrongCredentials =>
                "The bus refuses the user or its password: correct KafkaUsername and KafkaPassword.",
            BusFaultKind.UntrustedCertificate =>
                "The bus's certificate is not believed: its CA must be the one in KafkaSslCaPem, it must be in date, "
                    + "and it must have the hosts in it that KafkaBootstrapServers and the brokers name.",
            BusFaultKind.UnknownTopic => $"The bus has no topic{about}: run ./dev bus init.",
            BusFaultKind.TopicForbidden =>
                $"The user has no right to do this with the topic{about}: see infra/bus/acls.json.",
            BusFaultKind.GroupForbidden =>
                $"The user has no right to the consumer group{about}: see infra/bus/acls.json.",
            BusFaultKind.ClusterForbidden => "The user has no right to do this on the cluster.",
            BusFaultKind.Message => $"The bus refuses the message{about}.",
            BusFaultKind.LostCount => "The bus and the producer disagree about what was sent.",
            BusFaultKind.Settings => "The settings of the bus are not ones that can be used.",
            _ => "The bus can't be reached or does not answer in time.",
        };
}
