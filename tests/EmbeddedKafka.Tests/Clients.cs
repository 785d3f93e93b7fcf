using System.Text;
using Confluent.Kafka;

namespace Mothership.Local.EmbeddedKafka.Tests;

/// <summary>Kafka clients as an application makes them, and bounded waits that say what they waited for.</summary>
internal static class Clients
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static IProducer<string, string> Producer(string bootstrap, Action<ProducerConfig>? adjust = null)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrap, LingerMs = 0 };
        adjust?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    public static IConsumer<string, string> Consumer(
        string bootstrap,
        string group,
        Action<ConsumerConfig>? adjust = null
    )
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            AllowAutoCreateTopics = true,
        };
        adjust?.Invoke(config);
        return new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    public static IAdminClient Admin(string bootstrap) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap })
            .SetLogHandler((_, _) => { })
            .Build();

    /// <summary>
    /// Reads <paramref name="count"/> messages of a topic in a group of its own, or fails naming how many there were.
    /// </summary>
    public static List<ConsumeResult<string, string>> ReadAll(string bootstrap, string topic, int count)
    {
        using var consumer = Consumer(bootstrap, $"reader-of-{topic}");
        consumer.Subscribe(topic);
        return Take(consumer, count);
    }

    public static List<ConsumeResult<string, string>> Take(IConsumer<string, string> consumer, int count)
    {
        var messages = new List<ConsumeResult<string, string>>(count);
        while (messages.Count < count && consumer.Consume(Patience) is { } message)
            messages.Add(message);
        messages.Count.ShouldBe(count, $"messages received on {string.Join(',', consumer.Subscription)}");
        return messages;
    }

    public static Message<string, string> Message(
        string key,
        string value,
        params (string Name, string Value)[] headers
    )
    {
        var message = new Message<string, string>
        {
            Key = key,
            Value = value,
            Headers = [],
        };
        foreach (var (name, text) in headers)
            message.Headers.Add(name, Encoding.UTF8.GetBytes(text));
        return message;
    }
}
