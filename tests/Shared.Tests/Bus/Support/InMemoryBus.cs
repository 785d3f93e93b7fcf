using System.Text;
using Mothership.Bus;
using Mothership.Bus.Records;

namespace Mothership.Shared.Tests.Bus.Support;

/// <summary>A bus in a list, which fails as often as it is told.</summary>
internal sealed class InMemoryBus : IBus
{
    private readonly Lock _gate = new();
    private readonly List<BusMessage> _messages = [];

    /// <summary>
    /// How many of the next publications fail; those of the topic that <see cref="FailingTopic"/> names.
    /// </summary>
    public int Failures { get; set; }

    /// <summary>Null: publications to any topic fail.</summary>
    public string? FailingTopic { get; set; }

    public IReadOnlyList<BusMessage> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public Task PublishAsync(BusMessage message, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (Failures > 0 && (FailingTopic is null || FailingTopic == message.Topic))
            {
                Failures--;
                throw new BusUnavailableException("The bus was told to fail.");
            }
            _messages.Add(message);
        }
        return Task.CompletedTask;
    }

    public List<BusRecord> On(string topic) => [.. Messages.Where(m => m.Topic == topic).Select(Received)];

    /// <summary>The message as a consumer would get it.</summary>
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
