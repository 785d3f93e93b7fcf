using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Mothership.Bus.Faults;

namespace Mothership.Bus.Producing;

/// <summary>The bus on a Kafka cluster.</summary>
public sealed class KafkaBus : IBus, IDisposable
{
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly StandingFault _standing = new();
    private readonly KafkaSettings _settings;
    private readonly ILogger<KafkaBus> _logger;
    private IProducer<byte[], byte[]?>? _producer;
    private bool _disposed;

    /// <summary>A bus on the cluster that the settings name; it connects with the first message.</summary>
    public KafkaBus(KafkaSettings settings, ILogger<KafkaBus> logger) => (_settings, _logger) = (settings, logger);

    /// <inheritdoc/>
    public async Task PublishAsync(BusMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var producer = Producer();
        try
        {
            await producer.ProduceAsync(message.Topic, Native(message), cancellation).ConfigureAwait(false);
            _standing.Clear();
        }
        catch (KafkaException e)
        {
            var fault = _standing.Explain(e.Error, message.Topic);
            if (fault.Kind == BusFaultKind.Message)
                throw new ArgumentException($"The message for {message.Topic} can't be sent: {fault.Text}", e);
            if (fault.Kind == BusFaultKind.LostCount)
                Replace(producer);
            throw new BusUnavailableException($"{message.Topic} did not take the message: {fault.Text}", e)
            {
                Kind = fault.Kind,
            };
        }
    }

    /// <summary>Sends what is still on its way and lets go of the connections.</summary>
    public void Dispose()
    {
        IProducer<byte[], byte[]?>? producer;
        lock (_gate)
            (producer, _producer, _disposed) = (_producer, null, true);
        producer?.Flush(FlushTime);
        producer?.Dispose();
    }

    private IProducer<byte[], byte[]?> Producer()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _producer ??= new ProducerBuilder<byte[], byte[]?>(_settings.Producer())
                .SetLogHandler((_, line) => _logger.LogDebug("librdkafka: {Message}", line.Message))
                .SetErrorHandler((_, error) => _logger.LogWarning("Kafka bus: {Fault}", _standing.Note(error).Text))
                .Build();
        }
    }

    // An idempotent producer that lost count refuses everything from then on; only a new one helps.
    private void Replace(IProducer<byte[], byte[]?> broken)
    {
        lock (_gate)
        {
            if (_producer != broken)
                return;
            _producer = null;
        }
        // The flush ends the messages that others still wait for; disposal alone would leave them waiting.
        broken.Flush(FlushTime);
        broken.Dispose();
    }

    private static Message<byte[], byte[]?> Native(BusMessage message)
    {
        var headers = new Headers();
        foreach (var (name, value) in message.Headers)
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        return new()
        {
            Key = Encoding.UTF8.GetBytes(message.Key),
            Value = message.Value,
            Headers = headers,
        };
    }
}
