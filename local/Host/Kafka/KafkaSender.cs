using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Mothership.Bus.Faults;

namespace Mothership.Local.Host;

/// <summary>
/// Sends what functions return. As with the official output binding, a message that can't be delivered is logged and
/// does not make the invocation fail.
/// </summary>
internal sealed partial class KafkaSender : IDisposable
{
    private readonly Dictionary<KafkaOutput, (IProducer<byte[]?, byte[]> Producer, string Topic)> _targets = [];
    private readonly Dictionary<string, IProducer<byte[]?, byte[]>> _producers = [];
    private readonly ILogger _logger;

    internal KafkaSender(AppRuntime app, SettingNames names, string folder, List<string> problems)
    {
        _logger = app.Loggers.CreateLogger("Kafka");
        foreach (var function in app.Functions)
        foreach (var output in function.Outputs.Kafka)
            Add(function, output, names, folder, problems);
    }

    internal async Task SendAsync(IReadOnlyList<KafkaResult> results)
    {
        foreach (var result in results)
            await Task.WhenAll(Values(result.Value!).Select(value => SendAsync(result.Output, value)));
    }

    public void Dispose()
    {
        foreach (var producer in _producers.Values)
            producer.Dispose();
    }

    private void Add(
        FunctionDescriptor function,
        KafkaOutput output,
        SettingNames names,
        string folder,
        List<string> problems
    )
    {
        try
        {
            var connection = KafkaConnection.Of(output.Target, names, folder);
            var config = connection.Producer(output.Target);
            var key = string.Join(';', config.Select(pair => $"{pair.Key}={pair.Value}"));
            if (!_producers.TryGetValue(key, out var producer))
                _producers[key] = producer = Build(config);
            _targets[output] = (producer, connection.Topic);
        }
        catch (Exception e) when (e is UnresolvedSettingException or NotSupportedException)
        {
            problems.Add($"{function.Place}, output '{output.Name}': {e.Message}");
        }
    }

    private IProducer<byte[]?, byte[]> Build(ProducerConfig config) =>
        new ProducerBuilder<byte[]?, byte[]>(config)
            .SetLogHandler((_, message) => LogClient(message.Facility, message.Message))
            .SetErrorHandler((_, error) => LogClientError(BusFault.Of(error).Text))
            .Build();

    private async Task SendAsync(KafkaOutput output, object value)
    {
        var (producer, topic) = _targets[output];
        try
        {
            await producer.ProduceAsync(topic, MessageOf(value));
        }
        catch (ProduceException<byte[]?, byte[]> e)
        {
            LogNotDelivered(topic, BusFault.Of(e.Error, topic).Text);
        }
    }

    private static IEnumerable<object> Values(object value) =>
        value switch
        {
            string[] texts => texts,
            byte[][] blobs => blobs,
            _ => [value],
        };

    private static Message<byte[]?, byte[]> MessageOf(object value) =>
        value is byte[] bytes ? new() { Value = bytes }
        : Envelope((string)value) is { } message ? message
        : new() { Value = Encoding.UTF8.GetBytes((string)value) };

    // A text that is the JSON of a whole message (it has all of these members) is taken apart; any other is the value
    // itself.
    private static Message<byte[]?, byte[]>? Envelope(string text)
    {
        string[] members = ["Offset", "Partition", "Topic", "Timestamp", "Value", "Headers"];
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (!members.All(member => root.TryGetProperty(member, out _)))
                return null;
            var headers = new Headers();
            foreach (var header in root.GetProperty("Headers").EnumerateArray())
                headers.Add(header.GetProperty("Key").GetString(), Utf8(header.GetProperty("Value")));
            var key = root.TryGetProperty("Key", out var k) && k.ValueKind != JsonValueKind.Null ? Utf8(k) : null;
            return new()
            {
                Key = key,
                Value = Utf8(root.GetProperty("Value")),
                Headers = headers,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static byte[] Utf8(JsonElement value) =>
        Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());

    [LoggerMessage(LogLevel.Error, "A message for {Topic} was not delivered: {Reason}")]
    private partial void LogNotDelivered(string topic, string reason);

    [LoggerMessage(LogLevel.Warning, "Kafka: {Reason}")]
    private partial void LogClientError(string reason);

    [LoggerMessage(LogLevel.Debug, "{Facility}: {Message}")]
    private partial void LogClient(string facility, string message);
}
