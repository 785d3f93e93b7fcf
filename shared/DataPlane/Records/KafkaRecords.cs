using System.Collections.Concurrent;
using Confluent.Kafka;

namespace Mothership.DataPlane.Records;

/// <summary>
/// Produces records as any Kafka client does, over one connection for each cluster, made when it is first needed and
/// given up when a cluster has another address or is gone.
/// </summary>
/// <param name="connect">How a cluster is reached; null when it can't be.</param>
/// <param name="time">The time of records that come without one.</param>
public sealed class KafkaRecords(
    Func<DataPlaneCluster, CancellationToken, Task<ClientConfig?>> connect,
    TimeProvider time
) : IRecordDesk, IDisposable
{
    private const int TimeoutMs = 10_000;
    private const int MessageMaxBytes = 9 * 1024 * 1024;
    private readonly ConcurrentDictionary<string, Lazy<Connection>> _producers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ProducedRecord> ProduceAsync(
        DataPlaneCluster cluster,
        NewRecord record,
        CancellationToken cancellation
    )
    {
        var config =
            await connect(cluster, cancellation).ConfigureAwait(false)
            ?? throw Refusals.Unavailable("The cluster can't be reached.");
        var producer = Of(cluster.Id, config);
        var at = new TopicPartition(record.Topic, record.Partition ?? Partition.Any);
        var stamped = new Timestamp((record.Timestamp ?? time.GetUtcNow()).UtcDateTime);
        try
        {
            var done = await producer.ProduceAsync(at, Message(record, stamped), cancellation).ConfigureAwait(false);
            return new(done.Partition, done.Offset, stamped.UtcDateTime);
        }
        catch (ProduceException<byte[]?, byte[]?> e)
        {
            throw Refusal(e);
        }
    }

    /// <summary>Lets go of a cluster that is gone.</summary>
    public void Forget(string cluster)
    {
        if (_producers.TryRemove(cluster, out var connection))
            connection.Value.Producer.Dispose();
    }

    /// <summary>Lets go of all connections.</summary>
    public void Dispose()
    {
        foreach (var cluster in _producers.Keys)
            Forget(cluster);
    }

    private IProducer<byte[]?, byte[]?> Of(string cluster, ClientConfig config)
    {
        var known = _producers.GetOrAdd(cluster, _ => new(() => Connect(config))).Value;
        if (known.Address == config.BootstrapServers)
            return known.Producer;
        Forget(cluster);
        return _producers.GetOrAdd(cluster, _ => new(() => Connect(config))).Value.Producer;
    }

    private static Connection Connect(ClientConfig config)
    {
        var settings = new ProducerConfig(new Dictionary<string, string>(config))
        {
            ClientId = "mothership-rest",
            Acks = Acks.All,
            LingerMs = 0,
            MessageTimeoutMs = TimeoutMs,
            MessageMaxBytes = MessageMaxBytes,
        };
        // Errors come back with each record; there is nobody to tell the rest.
        var producer = new ProducerBuilder<byte[]?, byte[]?>(settings)
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
        return new(config.BootstrapServers, producer);
    }

    private static Message<byte[]?, byte[]?> Message(NewRecord record, Timestamp stamped)
    {
        var message = new Message<byte[]?, byte[]?>
        {
            Key = record.Key,
            Value = record.Value,
            Timestamp = stamped,
        };
        foreach (var (name, value) in record.Headers)
            (message.Headers ??= []).Add(name, value);
        return message;
    }

    private static DataPlaneException Refusal(ProduceException<byte[]?, byte[]?> e) =>
        e.Error.Code switch
        {
            ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidMsgSize => Refusals.TooLarge(),
            ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic => Refusals.UnknownTopic(),
            ErrorCode.Local_UnknownPartition => UnknownPartition(),
            ErrorCode.TopicAuthorizationFailed => Refusals.Forbidden(),
            ErrorCode.InvalidRecord => Refusals.Invalid("The cluster does not take this record."),
            _ => Refusals.Unavailable("The cluster did not take the record in time.", e),
        };

    /// <summary>No such partition.</summary>
    internal static DataPlaneException UnknownPartition() => new(404, 40402, "Partition not found.");

    private sealed record Connection(string Address, IProducer<byte[]?, byte[]?> Producer);
}
