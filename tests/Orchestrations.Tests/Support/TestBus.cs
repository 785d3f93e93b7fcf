using System.Text;
using System.Threading.Channels;
using Mothership.Bus;
using Mothership.Bus.Records;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>A bus that hands each message to whoever listens to its topic, one after another.</summary>
internal sealed class TestBus : IBus, IAsyncDisposable
{
    private readonly Channel<BusRecord> _messages = Channel.CreateUnbounded<BusRecord>();
    private readonly Dictionary<string, Func<BusRecord, Task>> _listeners = [];
    private readonly List<BusRecord> _all = [];
    private Task _delivery = Task.CompletedTask;
    private int _pending;

    /// <summary>How many of the next publications fail.</summary>
    public int Failures { get; set; }

    /// <summary>Messages that are lost on the way: published, and never delivered.</summary>
    public Func<BusRecord, bool> Loses { get; set; } = static _ => false;

    /// <summary>Counts what has happened; nothing has as long as it stays the same.</summary>
    public int Activity { get; private set; }

    public bool IsQuiet => Volatile.Read(ref _pending) == 0;

    public void Listen(string topic, Func<BusRecord, Task> listener) => _listeners[topic] = listener;

    public void Start() => _delivery = DeliverAsync();

    public List<BusRecord> On(string topic)
    {
        lock (_all)
            return [.. _all.Where(r => r.Topic == topic)];
    }

    public Task PublishAsync(BusMessage message, CancellationToken cancellation)
    {
        BusRecord record;
        lock (_all)
        {
            Activity++;
            if (Failures > 0)
            {
                Failures--;
                throw new BusUnavailableException("The bus was told to fail.");
            }
            record = Received(message, _all.Count);
            _all.Add(record);
        }
        if (!Loses(record))
        {
            Interlocked.Increment(ref _pending);
            _messages.Writer.TryWrite(record);
        }
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _messages.Writer.TryComplete();
        await _delivery;
    }

    private async Task DeliverAsync()
    {
        await foreach (var record in _messages.Reader.ReadAllAsync())
        {
            // Handlers wait on the virtual clock, so a message must not hold up those of other topics.
            if (_listeners.TryGetValue(record.Topic, out var listener))
                _ = HandAsync(listener, record);
            else
                Interlocked.Decrement(ref _pending);
        }
    }

    private async Task HandAsync(Func<BusRecord, Task> listener, BusRecord record)
    {
        try
        {
            await Task.Yield();
            await listener(record);
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    public static BusRecord Received(BusMessage message, int offset = 0) =>
        new(
            message.Topic,
            0,
            offset,
            Encoding.UTF8.GetBytes(message.Key),
            message.Value,
            [.. message.Headers.Select(h => KeyValuePair.Create(h.Key, (byte[]?)Encoding.UTF8.GetBytes(h.Value)))]
        );
}
