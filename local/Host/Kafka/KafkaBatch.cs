using Confluent.Kafka;

namespace Mothership.Local.Host;

using Consumed = ConsumeResult<byte[]?, byte[]?>;

/// <summary>Messages on their way from the consumer to the function.</summary>
internal abstract class KafkaBatch
{
    internal abstract int Count { get; }

    internal abstract void Add(Consumed message);
}

/// <summary>Messages for a function that takes one at a time.</summary>
internal sealed class SingleMessages : KafkaBatch
{
    private readonly List<Consumed> _messages = [];

    internal override int Count => _messages.Count;

    internal override void Add(Consumed message) => _messages.Add(message);

    internal IEnumerable<List<Consumed>> ByPartition() =>
        _messages.GroupBy(m => (m.Topic, m.Partition)).Select(partition => partition.ToList());
}

/// <summary>Messages for a function that takes many at once.</summary>
internal abstract class ManyMessages : KafkaBatch
{
    /// <summary>Where each partition goes on after these messages.</summary>
    internal abstract IReadOnlyList<TopicPartitionOffset> Next { get; }

    /// <summary>The array that the function takes.</summary>
    internal abstract object Values();
}

/// <summary>
/// Messages as the function takes them. They are converted as they come: what the client library made of a message is
/// then garbage at once, which costs far less than keeping a whole batch of it until the function runs.
/// </summary>
internal sealed class ManyMessages<T>(Func<Consumed, T> convert) : ManyMessages
{
    private readonly List<T> _values = [];
    private readonly List<Position> _positions = [];

    internal override int Count => _values.Count;

    internal override IReadOnlyList<TopicPartitionOffset> Next =>
        [.. _positions.Select(p => new TopicPartitionOffset(p.Topic, p.Partition, p.Offset + 1))];

    internal override void Add(Consumed message)
    {
        _values.Add(convert(message));
        PositionOf(message).Offset = message.Offset.Value;
    }

    internal override object Values() => _values.ToArray();

    private Position PositionOf(Consumed message)
    {
        foreach (var known in _positions)
            if (known.Partition == message.Partition.Value && known.Topic == message.Topic)
                return known;
        var position = new Position(message.Topic, message.Partition.Value);
        _positions.Add(position);
        return position;
    }

    private sealed class Position(string topic, int partition)
    {
        internal string Topic => topic;

        internal int Partition => partition;

        internal long Offset { get; set; }
    }
}
