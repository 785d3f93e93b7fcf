using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

using Consumed = ConsumeResult<byte[]?, byte[]?>;

/// <summary>
/// Calls a function with what its consumer handed over and stores the offsets afterwards, by the rules of the official
/// extension 4.3: at most once unless host.json says otherwise, order kept within a partition.
/// </summary>
internal sealed partial class KafkaExecutor(
    AppRuntime app,
    FunctionDescriptor function,
    KafkaMessages messages,
    ILogger logger
)
{
    private readonly KafkaHostOptions _options = app.Kafka;

    /// <summary>
    /// Works through the batches until no more come. After a stop, what has not begun is left for the next start.
    /// </summary>
    internal async Task RunAsync(
        ChannelReader<KafkaBatch> batches,
        IConsumer<byte[]?, byte[]?> consumer,
        CancellationToken stop
    )
    {
        await foreach (var batch in batches.ReadAllAsync(CancellationToken.None))
        {
            if (stop.IsCancellationRequested)
                continue;
            try
            {
                await (
                    batch is ManyMessages many
                        ? ManyAsync(many, consumer, stop)
                        : OneByOneAsync((SingleMessages)batch, consumer, stop)
                );
            }
            catch (Exception e)
            {
                LogExecutorFailed(e, function.Name);
            }
        }
    }

    private Task ManyAsync(ManyMessages batch, IConsumer<byte[]?, byte[]?> consumer, CancellationToken stop) =>
        UntilSettledAsync(
            () => new InvocationContext(function.Definition, app.Scopes, app.Abandoned) { Trigger = batch.Values() },
            batch.Next,
            consumer,
            stop
        );

    private Task OneByOneAsync(SingleMessages batch, IConsumer<byte[]?, byte[]?> consumer, CancellationToken stop) =>
        Task.WhenAll(batch.ByPartition().Select(partition => PartitionAsync(partition, consumer, stop)));

    private async Task PartitionAsync(
        List<Consumed> inOrder,
        IConsumer<byte[]?, byte[]?> consumer,
        CancellationToken stop
    )
    {
        foreach (var message in inOrder)
        {
            if (stop.IsCancellationRequested)
                return;
            var settled = await UntilSettledAsync(() => ContextOf(message), [Next(message)], consumer, stop);
            // Its successors must not overtake a message that is to come again.
            if (!settled)
                return;
        }
    }

    private InvocationContext ContextOf(Consumed message) =>
        new(function.Definition, app.Scopes, app.Abandoned)
        {
            Trigger = messages.One(message),
            TraceParent = KafkaMessages.Header(message, "traceparent"),
            TraceState = KafkaMessages.Header(message, "tracestate"),
            BindingDataSource = _ => messages.BindingData(message),
        };

    /// <returns>Whether the offsets were stored; false when the stop came before the function succeeded.</returns>
    private async Task<bool> UntilSettledAsync(
        Func<InvocationContext> newContext,
        IReadOnlyList<TopicPartitionOffset> offsets,
        IConsumer<byte[]?, byte[]?> consumer,
        CancellationToken stop
    )
    {
        for (var failures = 1; ; failures++)
        {
            var failure = await app.TryInvokeAsync(function, newContext, stop);
            // What was abandoned half way was not handled, whatever the function made of it.
            if (failure is not null && app.Abandoned.IsCancellationRequested)
                return false;
            if (failure is null || _options.CommitOnFailure || IsExceeded(failures, offsets))
            {
                Store(consumer, offsets);
                return true;
            }
            if (stop.IsCancellationRequested)
                return false;
            LogInPlace(function.Name, offsets[0].Topic, offsets[0].Partition.Value, offsets[0].Offset.Value - 1);
        }
    }

    private bool IsExceeded(int failures, IReadOnlyList<TopicPartitionOffset> offsets)
    {
        if (_options.MaxRetries < 0 || failures <= _options.MaxRetries)
            return false;
        var last = offsets[0];
        LogSkipped(function.Name, last.Topic, last.Partition.Value, last.Offset.Value - 1, _options.MaxRetries);
        return true;
    }

    private void Store(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<TopicPartitionOffset> offsets)
    {
        foreach (var offset in offsets)
        {
            try
            {
                consumer.StoreOffset(offset);
            }
            catch (KafkaException e)
            {
                // The partition has gone to another member of the group meanwhile, which will see the message again.
                LogNotStored(function.Name, offset.Topic, offset.Partition.Value, offset.Offset.Value, e.Error.Reason);
            }
        }
    }

    private static TopicPartitionOffset Next(Consumed message) =>
        new(message.Topic, message.Partition, message.Offset + 1);

    [LoggerMessage(LogLevel.Warning, "{Function}: {Topic}/{Partition}/{Offset} failed and is tried again in place")]
    private partial void LogInPlace(string function, string topic, int partition, long offset);

    [LoggerMessage(
        LogLevel.Error,
        "{Function}: {Topic}/{Partition}/{Offset} failed after {Retries} retries; it is skipped, its offset stored"
    )]
    private partial void LogSkipped(string function, string topic, int partition, long offset, int retries);

    [LoggerMessage(LogLevel.Warning, "{Function}: offset {Topic}/{Partition}/{Offset} not stored: {Reason}")]
    private partial void LogNotStored(string function, string topic, int partition, long offset, string reason);

    [LoggerMessage(LogLevel.Error, "{Function}: a batch could not be worked through")]
    private partial void LogExecutorFailed(Exception failure, string function);
}
