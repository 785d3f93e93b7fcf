using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class KafkaBindingTests : KafkaTestBase
{
    [Fact]
    public async Task Record_OfOneMessage_HasAllOfIt()
    {
        await using var app = await RunAsync(typeof(OneRecord));
        await SendAsync("value", 1, "key", ("kind", "a"), ("kind", "b"), ("none", null));
        await SendAsync(null, 1);
        var entries = await app.Journal.UntilCountAsync(2);
        entries.ShouldBe(
            ["orders/1/0 key=value kind=a,kind=b,none= CreateTime", "orders/1/1 = CreateTime"],
            $"{app.Logs}"
        );
    }

    [Fact]
    public async Task Text_OfOneMessage_IsTheMessageAsJson()
    {
        await using var app = await RunAsync(typeof(OneText));
        await SendAsync("value", 0, "key", ("kind", "a"));
        var message = JsonDocument.Parse((await app.Journal.UntilCountAsync(1))[0]).RootElement;
        message.GetProperty("Value").GetString().ShouldBe("value");
        message.GetProperty("Key").GetString().ShouldBe("key");
        message.GetProperty("Topic").GetString().ShouldBe(Topic);
        message.GetProperty("Offset").GetInt64().ShouldBe(0);
        var header = message.GetProperty("Headers").EnumerateArray().Single();
    }

    [Fact]
    public async Task Bytes_OfOneMessage_AreItsValue()
    {
        await using var app = await RunAsync(typeof(OneBlob));
        await SendAsync("value", 0, null, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        await SendAsync(null);
        var entries = await app.Journal.UntilCountAsync(2);
        entries.ShouldBe(["value orders 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", " orders "]);
    }

    [Theory]
    [InlineData(typeof(ManyRecords))]
    [InlineData(typeof(ManyBlobs))]
    [InlineData(typeof(ManyTexts))]
    public async Task Batch_OfEachType_HasTheMessagesInOrder(Type type)
    {
        await SendAllAsync("a", "b", "c", "d", "e");
        await using var app = await RunAsync(type, """{ "maxBatchSize": 2 }""");
        var batches = await app.Journal.UntilAsync(entries => string.Concat(entries).Replace(",", "").Length >= 5);
        string.Join(',', batches).ShouldBe("a,b,c,d,e", $"{app.Logs}");
        batches.ShouldAllBe(batch => batch.Length <= 3);
    }

    [Fact]
    public async Task Output_OfPropertiesAndReturn_IsSent()
    {
        await using var app = await RunAsync(typeof(Senders));
        (await app.Http.GetStringAsync("/many")).ShouldBe("sent");
        (await app.Http.GetAsync("/envelope")).EnsureSuccessStatusCode();
        ReadAll("sent", 4).ShouldBe(["=one", "=two", "=3", "k=v h=x"], ignoreOrder: true);
    }

    [Fact]
    public async Task Output_ThatCannotBeDelivered_IsLoggedAndNotTheInvocationsFault()
    {
        await using var app = await RunAsync(typeof(Senders));
        Broker.SetBrokerDown(1);
        (await app.Http.GetAsync("/unlucky")).EnsureSuccessStatusCode();
        app.Logs.At(LogLevel.Error).ShouldContain(entry => entry.Contains("A message for sent was not delivered"));
    }

    [Theory]
    [InlineData(typeof(NoGroup), "it has no consumer group")]
    [InlineData(typeof(NoSuchTopicSetting), "'%NoSuchTopic%' names a setting that the app does not have")]
    [InlineData(typeof(Avro), "reads no Avro schemas")]
    [InlineData(typeof(NoSuchFile), "there is no file")]
    public async Task Attribute_ThatCannotBeUsed_RefusesToStart(Type type, string expected)
    {
        var failure = await App(type).FailToStartAsync();
        failure.Problems.ShouldHaveSingleItem().ShouldContain(expected);
        failure.Problems[0].ShouldContain("parameter 'message'");
    }

    [Fact]
    public async Task Attribute_WithUsersAndTlsOnAPlaintextCluster_IsReadWithoutThem()
    {
        await using var app = await RunAsync(typeof(Secured), "{}", ("KafkaProtocol", "Plaintext"));
        await SendAsync("hello");
        (await app.Journal.UntilCountAsync(1)).ShouldBe(["hello"], $"{app.Logs}");
    }

    private List<string> ReadAll(string topic, int count)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Broker.BootstrapServers,
            GroupId = "reader",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<string?, string>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(topic);
        var read = new List<string>();
        while (read.Count < count && consumer.Consume(TimeSpan.FromSeconds(30)) is { } message)
        {
            var headers = message.Message.Headers.Select(h => $" {h.Key}={Encoding.UTF8.GetString(h.GetValueBytes())}");
            read.Add($"{message.Message.Key}={message.Message.Value}{string.Concat(headers)}");
        }
        return read;
    }

    internal sealed class OneRecord(Journal journal)
    {
        [Function("OneRecord")]
        public void Run(
            [KafkaTrigger("KafkaBootstrapServers", "%OrdersTopic%", ConsumerGroup = "%Group%")] KafkaRecord record
        )
        {
            var headers = string.Join(',', record.Headers.Select(h => $"{h.Key}={h.GetValueAsString()}"));
            var place = $"{record.Topic}/{record.Partition}/{record.Offset}";
            var (key, value) = (Text(record.Key), Text(record.Value));
            journal.Add($"{place} {key}={value} {headers} {record.Timestamp?.Type}".Replace("  ", " "));
        }

        private static string Text(byte[]? bytes) => bytes is null ? "" : Encoding.UTF8.GetString(bytes);
    }

    internal sealed class OneText(Journal journal)
    {
        [Function("OneText")]
        public void Run([KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "Group")] string message) =>
            journal.Add(message);
    }

    internal sealed class OneBlob(Journal journal)
    {
        [Function("OneBlob")]
        public void Run(
            [KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "Group")] byte[] message,
            FunctionContext context
        )
        {
            var topic = context.BindingContext.BindingData["topic"];
            journal.Add($"{Encoding.UTF8.GetString(message)} {topic} {context.TraceContext.TraceParent}");
        }
    }

    internal sealed class ManyRecords(Journal journal)
    {
        [Function("Many")]
        public void Run(
            [KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "g", IsBatched = true)] KafkaRecord[] records
        ) => journal.Add(string.Join(',', records.Select(r => Encoding.UTF8.GetString(r.Value!))));
    }

    internal sealed class ManyBlobs(Journal journal)
    {
        [Function("Many")]
        public void Run(
            [KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "g", IsBatched = true)] byte[][] records
        ) => journal.Add(string.Join(',', records.Select(Encoding.UTF8.GetString)));
    }

    internal sealed class ManyTexts(Journal journal)
    {
        [Function("Many")]
        public void Run(
            [KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "g", IsBatched = true)] string[] records
        ) => journal.Add(string.Join(',', records.Select(r => JsonDocument.Parse(r).RootElement.GetProperty("Value"))));
    }

    internal static class Senders
    {
        [Function("Many")]
        public static Outputs Many([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            new()
            {
                Texts = ["one", "two"],
                Blob = "3"u8.ToArray(),
                Answer = Results.Text("sent"),
            };

        [Function("Envelope")]
        [KafkaOutput("KafkaBootstrapServers", "sent")]
        public static string Envelope([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            """
                { "Offset": 1, "Partition": 0, "Topic": "x", "Timestamp": "2026-01-01T00:00:00Z", "Key": "k",
                  "Value": "v",
                  "Headers": [{ "Key": "h", "Value": "x" }] }
                """;

        [Function("Unlucky")]
        [KafkaOutput("KafkaBootstrapServers", "sent", MessageTimeoutMs = 300)]
        public static Task<string> Unlucky([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            Task.FromResult("lost");
    }

    internal sealed class Outputs
    {
        [KafkaOutput("KafkaBootstrapServers", "sent")]
        public string[]? Texts { get; set; }

        [KafkaOutput("KafkaBootstrapServers", "sent")]
        public byte[]? Blob { get; set; }

        [KafkaOutput("KafkaBootstrapServers", "sent")]
        public string? Nothing { get; set; }

        [HttpResult]
        public IResult? Answer { get; set; }
    }

    internal sealed class Secured(Journal journal)
    {
        [Function("Secured")]
        public void Run(
            [KafkaTrigger(
                "KafkaBootstrapServers",
                Topic,
                ConsumerGroup = "g",
                Protocol = BrokerProtocol.SaslSsl,
                AuthenticationMode = BrokerAuthenticationMode.Plain,
                Username = "%NobodyHasSetThis%",
                Password = "%NorThis%"
            )]
                byte[] message
        ) => journal.Add(Encoding.UTF8.GetString(message));
    }

    internal static class NoGroup
    {
        [Function("F")]
        public static void Run([KafkaTrigger("KafkaBootstrapServers", Topic)] string message) { }
    }

    internal static class NoSuchTopicSetting
    {
        [Function("F")]
        public static void Run(
            [KafkaTrigger("KafkaBootstrapServers", "%NoSuchTopic%", ConsumerGroup = "g")] string message
        ) { }
    }

    internal static class Avro
    {
        [Function("F")]
        public static void Run(
            [KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "g", AvroSchema = "{}")] string message
        ) { }
    }

    internal static class NoSuchFile
    {
        [Function("F")]
        public static void Run(
            [KafkaTrigger(
                "KafkaBootstrapServers",
                Topic,
                ConsumerGroup = "g",
                Protocol = BrokerProtocol.SaslSsl,
                AuthenticationMode = BrokerAuthenticationMode.Plain,
                SslCaLocation = "no-such.pem"
            )]
                string message
        ) { }
    }
}
