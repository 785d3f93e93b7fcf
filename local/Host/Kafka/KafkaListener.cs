using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Bus.Faults;

namespace Mothership.Local.Host;

using Consumed = ConsumeResult<byte[]?, byte[]?>;

/// <summary>
/// One Kafka-triggered function: a consumer on a thread of its own that hands over what has come as soon as the
/// function is free, and consumes no further while it is not. Should the consumer die, it is started again after a
/// while.
/// </summary>
internal sealed partial class KafkaListener : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly FunctionDescriptor _function;
    private readonly KafkaHostOptions _options;
    private readonly KafkaMessages _messages;
    private readonly KafkaExecutor _executor;
    private readonly ConsumerConfig _config;
    private readonly string _topic;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStarted;

    internal KafkaListener(
        AppRuntime app,
        FunctionDescriptor function,
        KafkaTriggerAttribute trigger,
        KafkaConnection connection
    )
    {
        (_function, _options, _topic) = (function, app.Kafka, connection.Topic);
        _logger = app.Loggers.CreateLogger("Kafka");
        _config = connection.Consumer(app.Kafka.Client);
        _config.EnableAutoCommit = true;
        _config.EnableAutoOffsetStore = false;
        _config.ClientId = $"{app.Name}/{function.Name}";
        _messages = new KafkaMessages(function.TriggerParameter.ParameterType, trigger.KeyDataType);
        _executor = new KafkaExecutor(app, function, _messages, _logger);
    }

    internal void Start()
    {
        _isStarted = true;
        new Thread(Run) { Name = $"kafka {_function.Name}", IsBackground = true }.Start();
    }

    /// <summary>Consumes no more, waits for the invocation under way, commits and leaves the group.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        // An app whose start fails stops what it has not started.
        if (_isStarted)
            await _ended.Task;
    }

    public void Dispose() => _stop.Dispose();

    private void Run()
    {
        for (var failures = 0; !_stop.IsCancellationRequested; failures++)
        {
            try
            {
                Consume();
            }
            catch (Exception e)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(1 << Math.Min(failures, 5), LongestPause.TotalSeconds));
                LogDied(e, _function.Name, _topic, pause);
                _stop.Token.WaitHandle.WaitOne(pause);
            }
        }
        _ended.SetResult();
    }

    private void Consume()
    {
        using var consumer = Build();
        var batches = Channel.CreateBounded<KafkaBatch>(
            new BoundedChannelOptions(_options.ExecutorChannelCapacity) { SingleReader = true, SingleWriter = true }
        );
        consumer.Subscribe(_topic);
        var executor = _executor.RunAsync(batches.Reader, consumer, _stop.Token);
        try
        {
            while (!_stop.IsCancellationRequested)
                Fill(consumer, batches.Writer);
        }
        finally
        {
            batches.Writer.Complete();
            executor.Wait();
            consumer.Close();
        }
    }

    /// <summary>
    /// Gathers one batch and hands it over: full, or as soon as nothing more is there and the function is free.
    /// </summary>
    private void Fill(IConsumer<byte[]?, byte[]?> consumer, ChannelWriter<KafkaBatch> batches)
    {
        var batch = _messages.NewBatch();
        var wait = Idle;
        while (batch.Count < _options.MaxBatchSize && !_stop.IsCancellationRequested)
        {
            if (Next(consumer, wait) is { } message)
            {
                batch.Add(message);
                wait = TimeSpan.Zero;
            }
            else if (batch.Count > 0)
            {
                if (batches.TryWrite(batch))
                    return;
                wait = Busy;
            }
        }
        HandOver(batch, batches);
    }

    private void HandOver(KafkaBatch batch, ChannelWriter<KafkaBatch> batches)
    {
        try
        {
            if (!batches.TryWrite(batch))
                batches.WriteAsync(batch, _stop.Token).AsTask().Wait();
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            // Stopping: the batch has not begun and its offsets are not stored, so it comes again after the next start.
        }
    }

    private Consumed? Next(IConsumer<byte[]?, byte[]?> consumer, TimeSpan wait)
    {
        try
        {
            return consumer.Consume(wait) is { IsPartitionEOF: false } message ? message : null;
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            LogConsumeError(_function.Name, _topic, FaultOf(e.Error).Text);
            return null;
        }
    }

    private BusFault FaultOf(Error error) =>
        BusFault.Of(error, error.Code == ErrorCode.GroupAuthorizationFailed ? _config.GroupId : _topic);

    private IConsumer<byte[]?, byte[]?> Build()
    {
        var builder = new ConsumerBuilder<byte[]?, byte[]?>(_config);
        builder.SetLogHandler((_, message) => LogClient(_function.Name, message.Facility, message.Message));
        builder.SetErrorHandler((_, error) => LogClientError(_function.Name, FaultOf(error).Text));
        builder.SetPartitionsAssignedHandler(
            (_, partitions) => LogAssigned(_function.Name, string.Join(',', partitions.Select(p => p.Partition.Value)))
        );
        return builder.Build();
    }

    [LoggerMessage(LogLevel.Critical, "{Function}: the consumer of {Topic} died; it starts again in {Pause}")]
    private partial void LogDied(Exception failure, string function, string topic, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "{Function}: consuming {Topic}: {Reason}")]
    private partial void LogConsumeError(string function, string topic, string reason);

    [LoggerMessage(LogLevel.Warning, "{Function}: Kafka: {Reason}")]
    private partial void LogClientError(string function, string reason);

    [LoggerMessage(LogLevel.Debug, "{Function}: {Facility}: {Message}")]
    private partial void LogClient(string function, string facility, string message);

    [LoggerMessage(LogLevel.Information, "{Function}: consumes partitions {Partitions}")]
    private partial void LogAssigned(string function, string partitions);
}
