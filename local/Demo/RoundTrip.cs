using Confluent.Kafka;

namespace Mothership.Local.Demo;

/// <summary>A stock Kafka client's round trip through a cluster.</summary>
internal static class RoundTrip
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Produces numbered messages and counts those that come back, each once, in a consumer group.</summary>
    public static int Run(string bootstrap, string topic, int messages)
    {
        var client = new ClientConfig { BootstrapServers = bootstrap };
        using (var producer = new ProducerBuilder<string, string>(client).Build())
        {
            for (var i = 0; i < messages; i++)
                producer.Produce(topic, new Message<string, string> { Key = $"{i % 10}", Value = $"{i}" });
            producer.Flush(Patience);
        }
        return Consume(client, topic, messages);
    }

    private static int Consume(ClientConfig client, string topic, int messages)
    {
        var config = new ConsumerConfig(client) { GroupId = "tour", AutoOffsetReset = AutoOffsetReset.Earliest };
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe(topic);
        var seen = new HashSet<string>();
        var started = TimeProvider.System.GetTimestamp();
        while (seen.Count < messages && TimeProvider.System.GetElapsedTime(started) < Patience)
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } result)
                seen.Add(result.Message.Value);
        consumer.Close();
        return seen.Count;
    }
}
