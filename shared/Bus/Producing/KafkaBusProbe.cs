using Confluent.Kafka;
using Mothership.Bus.Faults;

namespace Mothership.Bus.Producing;

/// <summary>Asks the Kafka cluster of the bus for its metadata.</summary>
public sealed class KafkaBusProbe(KafkaSettings settings) : IBusProbe, IDisposable
{
    private readonly Lock _gate = new();
    private readonly StandingFault _standing = new();
    private IAdminClient? _client;

    /// <inheritdoc/>
    public Task CheckAsync(TimeSpan patience, CancellationToken cancellation)
    {
        // The client has no asynchronous form of this question, so it gets a thread of its own to wait on.
        return Task.Factory.StartNew(
            () => Ask(patience),
            cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Lets go of the connections.</summary>
    public void Dispose() => _client?.Dispose();

    private void Ask(TimeSpan patience)
    {
        try
        {
            if (Client().GetMetadata(patience).Brokers.Count == 0)
                throw new BusUnavailableException("The bus has no broker.");
            _standing.Clear();
        }
        catch (KafkaException e)
        {
            var fault = _standing.Explain(e.Error, subject: null);
            throw new BusUnavailableException(fault.Text, e) { Kind = fault.Kind };
        }
    }

    private IAdminClient Client()
    {
        lock (_gate)
            return _client ??= new AdminClientBuilder(settings.Client())
                .SetLogHandler(static (_, _) => { })
                .SetErrorHandler((_, error) => _standing.Note(error))
                .Build();
    }
}
